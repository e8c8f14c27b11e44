<?php

/** What verifyQuote() found. Charge by `claims` only if `valid`. */

declare(strict_types=1);

namespace CardSurcharge;

final class Verdict implements \JsonSerializable
{
    /**
     * @param array<string, mixed>|null $claims only of a quote whose signature is good; amounts in minor units
     * @param list<QuoteProblem> $problems everything that is wrong, in the order of QuoteProblem
     * @param list<string> $notChecked with QuoteProblem::NotChecked: the facts that were not given
     */
    public function __construct(
        public readonly ?array $claims,
        public readonly array $problems = [],
        public readonly array $notChecked = [],
    ) {
    }

    public function isValid(): bool
    {
        return $this->problems === [];
    }

    /** The first of the problems. */
    public function problem(): ?QuoteProblem
    {
        return $this->problems[0] ?? null;
    }

    /** @return array<string, mixed> as every language writes a verdict */
    public function jsonSerialize(): array
    {
        $claims = $this->claims === null ? [] : ['claims' => $this->claims];
        return $this->isValid() ? ['valid' => true, ...$claims] : [
            'valid' => false,
            'problem' => $this->problem(),
            'problems' => $this->problems,
            'notChecked' => $this->notChecked,
            ...$claims,
        ];
    }
}
