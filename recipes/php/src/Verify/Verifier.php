<?php

/** From the text of a quote to the verdict on it: form, header, key, signature, claims, and then the checks. */

declare(strict_types=1);

namespace CardSurcharge\Verify;

use CardSurcharge\KeySource;
use CardSurcharge\KeysUnavailable;
use CardSurcharge\QuoteProblem;
use CardSurcharge\Verdict;

final class Verifier
{
    private const MAX_LENGTH = 8_192;
    private const TYPE = 'surcharge-quote+jwt';
    private const ALGORITHM = 'ES256';
    private const HEADER_MEMBERS = ['alg', 'typ', 'kid'];

    /** Never throws, whatever the quote is. */
    public static function judge(mixed $quote, Facts $facts, KeySource $keys, int $now): Verdict
    {
        $parts = is_string($quote) && strlen($quote) <= self::MAX_LENGTH ? Jose::split($quote) : null;
        $header = $parts === null ? null : self::header($parts[0]);
        if ($parts === null || $header === null) {
            return self::refuse(QuoteProblem::Malformed);
        }
        $problem = self::headerProblem($header);
        if ($problem !== null) {
            return self::refuse($problem);
        }
        try {
            $key = $keys->find($header['kid']);
        } catch (KeysUnavailable) {
            return self::refuse(QuoteProblem::KeysUnavailable);
        }
        if ($key === null) {
            return self::refuse(QuoteProblem::UnknownKey);
        }
        if (!Jose::isSigned($parts, $key)) {
            return self::refuse(QuoteProblem::BadSignature);
        }
        $claims = Claims::read((string) Jose::decode($parts[1]));
        if ($claims === null) {
            return self::refuse(QuoteProblem::Malformed);
        }
        return Checks::judge($claims, $key, $facts, $keys->issuer(), $now);
    }

    /** @return array<string, mixed>|null */
    private static function header(string $text): ?array
    {
        $header = json_decode((string) Jose::decode($text));
        return $header instanceof \stdClass ? (array) $header : null;
    }

    /** No key is looked up before the header is in order. @param array<string, mixed> $header */
    private static function headerProblem(array $header): ?QuoteProblem
    {
        return match (true) {
            ($header['typ'] ?? null) !== self::TYPE => QuoteProblem::WrongType,
            ($header['alg'] ?? null) !== self::ALGORITHM => QuoteProblem::WrongAlgorithm,
            array_diff(array_keys($header), self::HEADER_MEMBERS) !== [] => QuoteProblem::ForbiddenHeader,
            !is_string($header['kid'] ?? null) => QuoteProblem::UnknownKey,
            default => null,
        };
    }

    private static function refuse(QuoteProblem $problem): Verdict
    {
        return new Verdict(null, [$problem]);
    }
}
