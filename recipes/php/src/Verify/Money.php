<?php

/** Exact arithmetic of amounts (minor units), rates (basis points) and tax rates (thousandths of a percent); no float. */

declare(strict_types=1);

namespace CardSurcharge\Verify;

final class Money
{
    /** 100 % in basis points. */
    public const MAX_RATE_BPS = 10_000;
    /** The largest whole number that JSON carries exactly in every language. */
    public const MAX_COUNT = 9_007_199_254_740_991;

    /** The whole number from 0 to `$largest` that an int or a float is, or null: a text or a bool is no number. */
    public static function wholeNumber(mixed $value, int $largest = self::MAX_COUNT): ?int
    {
        if (is_float($value) && floor($value) === $value && abs($value) <= self::MAX_COUNT) {
            $value = (int) $value;
        }
        return is_int($value) && $value >= 0 && $value <= $largest ? $value : null;
    }

    /** The surcharge on an amount, rounded down, so that it never passes a cap. */
    public static function surchargeOn(int $baseAmount, int $rateBps): int
    {
        return intdiv($baseAmount * $rateBps, self::MAX_RATE_BPS);
    }

    /** The tax on a surcharge, rounded half up. */
    public static function surchargeTaxOn(int $surchargeAmount, int $surchargeTaxRate): int
    {
        return intdiv($surchargeAmount * $surchargeTaxRate + 50_000, 100_000);
    }

    /**
     * `$a * $b / $c` rounded down, and what is left, for 0 <= b <= c < 2^40 and 0 <= a < 2^40: bit by bit of b, for the product
     * does not fit 64 bits.
     *
     * @return array{int, int}
     */
    public static function multiplyDivide(int $a, int $b, int $c): array
    {
        [$quotient, $rest] = [0, 0];
        for ($bit = 39; $bit >= 0; $bit--) {
            $rest = 2 * $rest + (($b >> $bit) & 1) * $a;
            $quotient = 2 * $quotient + intdiv($rest, $c);
            $rest %= $c;
        }
        return [$quotient, $rest];
    }
}
