<?php

/** What a plan cannot do without: the names of what was not given, or in a form that cannot be read. */

declare(strict_types=1);

namespace CardSurcharge\Charging;

use CardSurcharge\Service;
use CardSurcharge\Verify\Facts;
use CardSurcharge\Verify\Money;
use CardSurcharge\Verify\Sale;

final class Missing
{
    /** @return list<string> */
    public static function names(Facts $facts, Service $service, mixed $declines, mixed $unansweredKey): array
    {
        $given = [
            'service.origin' => $service->origin !== null,
            'service.serverKey' => $service->hasKey(),
            'declines' => Money::wholeNumber($declines) !== null,
            'unansweredKey' => in_array($unansweredKey, [null, ''], true) || Sale::isSale($unansweredKey),
            'merchant' => $facts->merchant !== null,
            'env' => $facts->env !== null,
            'subject' => $facts->subject !== null,
            'baseAmount' => $facts->baseAmount !== null,
            'currency' => $facts->currency !== null,
            'country' => $facts->place !== null,
            // Without one, nothing tells a second press on Pay from a second order.
            'orderRef' => $facts->subject?->kind !== 'customer' || $facts->orderRef !== null,
        ];
        $names = array_keys(array_filter($given, static fn (bool $isGiven): bool => !$isGiven));
        return array_values(array_unique([...$names, ...$facts->unreadable]));
    }
}
