<?php

/** Whether a quote agrees with itself. One that does not was not made by a sound service, however well it is signed. */

declare(strict_types=1);

namespace CardSurcharge\Verify;

use CardSurcharge\QuoteProblem;
use CardSurcharge\Tables;

final class Consistency
{
    /** @param array<string, mixed> $claims */
    public static function check(Report $report, array $claims): void
    {
        $report->add(QuoteProblem::InconsistentClaims, !self::areWordsRight($claims));
        $report->add(QuoteProblem::InconsistentAmounts, !self::areAmountsRight($claims));
    }

    /** @param array<string, mixed> $claims */
    private static function areWordsRight(array $claims): bool
    {
        $isSurcharge = $claims['outcome'] === 'surcharge';
        $isCredit = in_array($claims['funding'], ['credit', 'charge'], true);
        // A reason that a later version added goes with any outcome.
        return (Tables::REASON_OUTCOME[$claims['reason']] ?? $claims['outcome']) === $claims['outcome']
            && (!$isSurcharge || $isCredit)
            && ($claims['disclosure'] !== null) === $isSurcharge;
    }

    /** @param array<string, mixed> $claims */
    private static function areAmountsRight(array $claims): bool
    {
        $isSurcharge = $claims['outcome'] === 'surcharge';
        [$base, $surcharge] = [$claims['baseAmount'], $claims['surchargeAmount']];
        [$tax, $total] = [$claims['surchargeTaxAmount'], $claims['totalAmount']];
        if (($claims['rateBps'] > 0) !== $isSurcharge) {
            return false;
        }
        if ($base === null) {
            return $surcharge === null && $tax === null && $total === null;
        }
        return $surcharge === Money::surchargeOn($base, $claims['rateBps'])
            && $tax === Money::surchargeTaxOn($surcharge, $claims['surchargeTaxRate'])
            && $total === $base + $surcharge + $tax
            && ($surcharge > 0) === $isSurcharge;
    }
}
