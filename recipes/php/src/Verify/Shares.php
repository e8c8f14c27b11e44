<?php

/**
 * How much of a surcharge goes with a part of its sale. Cumulative, so that any sequence of parts ends at exactly the
 * surcharge and exactly its tax. Refunds are rounded up: what the merchant keeps never passes the cap on what it keeps.
 * Captures are rounded down, for the same reason.
 */

declare(strict_types=1);

namespace CardSurcharge\Verify;

use CardSurcharge\CaptureError;
use CardSurcharge\RefundError;
use CardSurcharge\Share;
use CardSurcharge\Tables;

final class Shares
{
    /** @throws RefundError */
    public static function refund(mixed $claims, mixed $refundBase, mixed $baseBefore, mixed $surchargeBefore): Share
    {
        $sale = self::readSale($claims, RefundError::class);
        [$base, $before] = self::readPart($sale, $refundBase, $baseBefore, $surchargeBefore, RefundError::class);
        $share = max(0, self::proRata($sale, $base, true) - $before);
        // What stays with the merchant bears exactly the tax on the surcharge that stays.
        $keptBefore = $sale['surcharge'] - $before;
        return new Share($share, self::taxOn($sale, $keptBefore) - self::taxOn($sale, $keptBefore - $share));
    }

    /** @throws CaptureError */
    public static function capture(mixed $claims, mixed $captureBase, mixed $baseBefore, mixed $surchargeBefore): Share
    {
        $sale = self::readSale($claims, CaptureError::class);
        [$base, $before] = self::readPart($sale, $captureBase, $baseBefore, $surchargeBefore, CaptureError::class);
        $share = max(0, self::proRata($sale, $base, false) - $before);
        return new Share($share, self::taxOn($sale, $before + $share) - self::taxOn($sale, $before));
    }

    /**
     * @param class-string<ShareError> $error
     * @return array{base: int, surcharge: int, taxRate: int}
     */
    private static function readSale(mixed $claims, string $error): array
    {
        $names = ['baseAmount', 'surchargeAmount', 'surchargeTaxRate'];
        if (!is_array($claims) || array_diff($names, array_keys($claims)) !== []) {
            throw new $error('bad_claims');
        }
        if ($claims['baseAmount'] === null || $claims['surchargeAmount'] === null) {
            throw new $error('no_amount');
        }
        $base = Money::wholeNumber($claims['baseAmount'], Tables::MAX_AMOUNT);
        $surcharge = Money::wholeNumber($claims['surchargeAmount'], Tables::MAX_AMOUNT);
        $taxRate = Money::wholeNumber($claims['surchargeTaxRate'], Tables::MAX_TAX_RATE);
        if ($base === null || $surcharge === null || $taxRate === null) {
            throw new $error('bad_claims');
        }
        return ['base' => $base, 'surcharge' => $surcharge, 'taxRate' => $taxRate];
    }

    /**
     * All base of this part and the ones before it, and the surcharge of those before it.
     *
     * @param array{base: int, surcharge: int, taxRate: int} $sale
     * @param class-string<ShareError> $error
     * @return array{int, int}
     */
    private static function readPart(array $sale, mixed $part, mixed $before, mixed $surchargeBefore, string $error): array
    {
        $part = Money::wholeNumber($part, Tables::MAX_AMOUNT);
        $before = Money::wholeNumber($before, Tables::MAX_AMOUNT);
        $surchargeBefore = Money::wholeNumber($surchargeBefore, Tables::MAX_AMOUNT);
        return match (true) {
            $part === null || $before === null || $surchargeBefore === null => throw new $error('bad_amount'),
            $before + $part > $sale['base'] => throw new $error('base_exceeded'),
            $surchargeBefore > $sale['surcharge'] => throw new $error('surcharge_exceeded'),
            default => [$before + $part, $surchargeBefore],
        };
    }

    /** @param array{base: int, surcharge: int, taxRate: int} $sale */
    private static function proRata(array $sale, int $base, bool $isUp): int
    {
        if ($sale['base'] === 0) {
            return 0;
        }
        [$quotient, $rest] = Money::multiplyDivide($sale['surcharge'], $base, $sale['base']);
        return $quotient + ($isUp && $rest > 0 ? 1 : 0);
    }

    /** @param array{base: int, surcharge: int, taxRate: int} $sale */
    private static function taxOn(array $sale, int $surcharge): int
    {
        return Money::surchargeTaxOn($surcharge, $sale['taxRate']);
    }
}
