<?php

/** What the answer to POST /api/transaction means. */

declare(strict_types=1);

namespace CardSurcharge;

final class TransactionReply implements \JsonSerializable
{
    /**
     * @param string $kind `approved`; `partly_approved`: void the transaction, then it counts as declined; `declined`:
     *   charged nothing, count it, so that the next try gets a new key; `not_taken`: refused before any bank was asked;
     *   `no_answer`: nobody knows whether it was charged, try again by the same key
     * @param string|null $id the gateway's id of the transaction, with the two kinds of approval
     * @param int|null $totalAmount with `approved`: what was charged, everything included, in minor units; for a repeated
     *   key, by the first try
     */
    public function __construct(
        public readonly string $kind,
        public readonly ?string $id = null,
        public readonly ?int $totalAmount = null,
    ) {
    }

    /** @return array<string, mixed> */
    public function jsonSerialize(): array
    {
        return array_filter(get_object_vars($this), static fn (mixed $value): bool => $value !== null);
    }
}
