<?php

/**
 * SHA-256 over texts, each preceded by its length in bytes as four bytes, most significant first: ("ab", "c") and
 * ("a", "bc") have two digests. Subjects and sales are such digests.
 */

declare(strict_types=1);

namespace CardSurcharge\Verify;

final class Digest
{
    /** 32 bytes. */
    public static function of(string ...$parts): string
    {
        $bytes = '';
        foreach ($parts as $part) {
            $bytes .= pack('N', strlen($part)) . $part;
        }
        return hash('sha256', $bytes, true);
    }
}
