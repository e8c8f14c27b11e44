<?php

/**
 * Reads the claims out of a quote's payload. Brands and reasons are any text: version 1 may add to them, and a server must
 * not stop verifying because the service learnt a new brand. Claims that this version does not know are left out.
 */

declare(strict_types=1);

namespace CardSurcharge\Verify;

use CardSurcharge\Tables;

final class Claims
{
    private const ENVS = ['test', 'live'];
    private const OUTCOMES = ['surcharge', 'none', 'unknown'];
    private const FUNDINGS = ['credit', 'charge', 'debit', 'prepaid', 'unknown'];
    private const SUBJECT_KINDS = ['token', 'customer', 'bin'];
    private const OPTIONAL = ['shipTo', 'orderRef'];

    /** @return array<string, mixed>|null null when anything is missing or not in its form */
    public static function read(string $json): ?array
    {
        // As objects, so that {} and [] stay two things.
        $payload = json_decode($json);
        $forms = self::forms();
        if (!$payload instanceof \stdClass || !self::hasShape($payload, $forms)) {
            return null;
        }
        $claims = array_intersect_key((array) json_decode($json, true), $forms);
        // JSON has one kind of number: 375.0 is 375.
        array_walk_recursive($claims, static function (mixed &$value): void {
            $value = is_float($value) ? Money::wholeNumber($value) ?? $value : $value;
        });
        return $claims;
    }

    /** @return array<string, callable(mixed): bool> */
    private static function forms(): array
    {
        $isText = static fn (mixed $value): bool => is_string($value) && $value !== '';
        $isTextOrNull = static fn (mixed $value): bool => $value === null || $isText($value);
        $oneOf = static fn (array $list): \Closure => static fn (mixed $value): bool => in_array($value, $list, true);
        $upTo = static fn (int $largest): \Closure =>
            static fn (mixed $value): bool => Money::wholeNumber($value, $largest) !== null;
        $upToOrNull = static fn (int $largest): \Closure =>
            static fn (mixed $value): bool => $value === null || Money::wholeNumber($value, $largest) !== null;
        $shape = static fn (array $forms): \Closure => static fn (mixed $value): bool => self::hasShape($value, $forms);
        $disclosure = $shape(['locale' => $isText, 'version' => $isText, 'sha256' => $isText]);
        return [
            'iss' => $isText,
            'aud' => $isText,
            'env' => $oneOf(self::ENVS),
            'iat' => $upTo(Money::MAX_COUNT),
            'exp' => $upTo(Money::MAX_COUNT),
            'jti' => $isText,
            'sale' => Sale::isSale(...),
            'subject' => $shape(['kind' => $oneOf(self::SUBJECT_KINDS), 'hash' => $isText]),
            'outcome' => $oneOf(self::OUTCOMES),
            'reason' => $isText,
            'brand' => $isText,
            'funding' => $oneOf(self::FUNDINGS),
            'country' => $isText,
            'state' => $isTextOrNull,
            'shipTo' => $shape(['country' => $isText, 'state' => $isTextOrNull]),
            'currency' => $isText,
            'baseAmount' => $upToOrNull(Tables::MAX_AMOUNT),
            'rateBps' => $upTo(Money::MAX_RATE_BPS),
            'surchargeAmount' => $upToOrNull(Tables::MAX_AMOUNT),
            'surchargeTaxRate' => $upTo(Tables::MAX_TAX_RATE),
            'surchargeTaxAmount' => $upToOrNull(Tables::MAX_AMOUNT),
            // Base amount, surcharge and tax are each within the limit; their sum may pass it.
            'totalAmount' => $upToOrNull(Money::MAX_COUNT),
            'rules' => $shape([
                'version' => $isText,
                'ids' => static fn (mixed $ids): bool => is_array($ids) && array_filter($ids, $isText) === $ids,
            ]),
            'disclosure' => static fn (mixed $value): bool => $value === null || $disclosure($value),
            'orderRef' => $isText,
        ];
    }

    /** @param array<string, callable(mixed): bool> $forms */
    private static function hasShape(mixed $value, array $forms): bool
    {
        if (!$value instanceof \stdClass) {
            return false;
        }
        foreach ($forms as $name => $isInForm) {
            $isThere = property_exists($value, $name);
            if ($isThere ? !$isInForm($value->$name) : !in_array($name, self::OPTIONAL, true)) {
                return false;
            }
        }
        return true;
    }
}
