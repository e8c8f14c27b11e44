<?php

/**
 * Texts as a form or JSON brings them: read without a doubt about their type, and trimmed as the service trims. PHP's own
 * trim() knows ASCII alone.
 */

declare(strict_types=1);

namespace CardSurcharge\Verify;

use CardSurcharge\Tables;

final class Text
{
    /** Each run of blanks is looked at once, however long the text. */
    private const AROUND = '/\A[' . Tables::BLANKS . ']++|(?<![' . Tables::BLANKS . '])[' . Tables::BLANKS . ']++\z/u';

    /** The text without the blanks around it; empty for bytes that are not UTF-8. */
    public static function trim(string $text): string
    {
        return (string) preg_replace(self::AROUND, '', $text);
    }

    /** True for UTF-8 that is more than blanks. */
    public static function isFilled(mixed $value): bool
    {
        return is_string($value) && self::trim($value) !== '';
    }

    /** The text of this name, or null: `state[]=` in a form makes a list of what should be a text. */
    public static function read(mixed $from, string $name): ?string
    {
        $value = is_array($from) ? $from[$name] ?? null : null;
        return self::isFilled($value) ? $value : null;
    }

    /** Whether there is nothing of this name: null and blanks say so. What cannot be read is not nothing. */
    public static function isLeftOut(mixed $from, string $name): bool
    {
        $value = is_array($from) ? $from[$name] ?? '' : '';
        return is_string($value) && preg_match('//u', $value) === 1 && self::trim($value) === '';
    }
}
