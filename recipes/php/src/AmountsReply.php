<?php

/** What the answer to POST /api/calculate/amounts means. */

declare(strict_types=1);

namespace CardSurcharge;

final class AmountsReply implements \JsonSerializable
{
    /**
     * @param string $kind `amounts`; `not_taken`: refused; `no_answer`: try again
     * @param \stdClass|null $amounts with `amounts` alone: for transactionRequest(), untouched
     */
    public function __construct(public readonly string $kind, public readonly ?\stdClass $amounts = null)
    {
    }

    /** @return array<string, mixed> */
    public function jsonSerialize(): array
    {
        return array_filter(get_object_vars($this), static fn (mixed $value): bool => $value !== null);
    }
}
