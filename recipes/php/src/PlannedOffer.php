<?php

/** A plan of chargePlan(): do not charge, show offerHtml(). Once accepted, its quote comes back with the form. */

declare(strict_types=1);

namespace CardSurcharge;

final class PlannedOffer implements \JsonSerializable
{
    /**
     * @param array<string, mixed> $answer of the service
     * @param string $quote the answer's, verified
     * @param array<string, mixed> $claims of the quote
     */
    public function __construct(
        public readonly array $answer,
        public readonly string $quote,
        public readonly array $claims,
    ) {
    }

    /** @return array<string, mixed> */
    public function jsonSerialize(): array
    {
        return ['kind' => 'offer', ...get_object_vars($this)];
    }
}
