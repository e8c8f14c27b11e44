<?php

/** A plan of chargePlan(): do not charge. */

declare(strict_types=1);

namespace CardSurcharge;

final class PlannedRefusal implements \JsonSerializable
{
    /**
     * @param string $problem one of QuoteProblem, or how the service refused: `token_rejected`, `rate_limited`,
     *   `invalid_request`
     * @param list<QuoteProblem> $problems all that is wrong with the quote, where it is the quote
     * @param list<string> $notChecked with `not_checked`: what was not given, or not in its form
     */
    public function __construct(
        public readonly string $problem,
        public readonly Advice $advice,
        public readonly array $problems = [],
        public readonly array $notChecked = [],
    ) {
    }

    /** @return array<string, mixed> */
    public function jsonSerialize(): array
    {
        return ['kind' => 'refuse', ...array_filter(get_object_vars($this), static fn (mixed $value): bool => $value !== [])];
    }
}
