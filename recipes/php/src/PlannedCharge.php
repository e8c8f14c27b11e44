<?php

/** A plan of chargePlan(): charge it. Amounts are minor units of `currency`. */

declare(strict_types=1);

namespace CardSurcharge;

final class PlannedCharge implements \JsonSerializable
{
    /**
     * @param string $sale the sale's UUID, the same however often it is tried; see saleOf()
     * @param string $idempotencyKey a UUID: the gateway's `idempotency_key`
     * @param int $baseAmount what the sale costs without the surcharge, sales tax on it included
     * @param int $surchargeAmount what the shopper accepted to pay on top, 0 for nothing
     * @param int $surchargeTaxAmount the tax on the surcharge alone
     * @param int $totalAmount the sum of the three: what is charged
     * @param int $rateBps basis points, 0 for no surcharge
     * @param array<string, mixed>|null $claims of the verified quote that it is charged by; null where there is none. Keep
     *   it and the quote beside the order, for refunds
     * @param string $why `quote`: by the quote that the page sent; `nothing_to_add`: the service said so, asked by the
     *   server; `service_down`: nobody could say whether a surcharge is due, so none is taken
     */
    public function __construct(
        public readonly string $sale,
        public readonly string $idempotencyKey,
        public readonly string $currency,
        public readonly int $baseAmount,
        public readonly int $surchargeAmount,
        public readonly int $surchargeTaxAmount,
        public readonly int $totalAmount,
        public readonly int $rateBps,
        public readonly ?array $claims,
        public readonly ?string $quote,
        public readonly string $why,
    ) {
    }

    /** @return array<string, mixed> */
    public function jsonSerialize(): array
    {
        return ['kind' => 'charge', ...get_object_vars($this)];
    }
}
