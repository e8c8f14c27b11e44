<?php

/** What goes back on top of a refund's base amount, or along with a capture's: minor units of the quote's currency. */

declare(strict_types=1);

namespace CardSurcharge;

final class Share implements \JsonSerializable
{
    public function __construct(public readonly int $surchargeAmount, public readonly int $surchargeTaxAmount)
    {
    }

    /** @return array{surchargeAmount: int, surchargeTaxAmount: int} */
    public function jsonSerialize(): array
    {
        return ['surchargeAmount' => $this->surchargeAmount, 'surchargeTaxAmount' => $this->surchargeTaxAmount];
    }
}
