<?php

/** Collects what is wrong with a signed quote, and lists it in the order of the closed lists. */

declare(strict_types=1);

namespace CardSurcharge\Verify;

use CardSurcharge\QuoteProblem;
use CardSurcharge\Verdict;

final class Report
{
    /** The facts that can be not given, in the order in which they are listed. */
    private const FACTS = [
        'iss', 'merchant', 'env', 'subject', 'baseAmount', 'currency', 'surchargeTaxRate', 'country', 'state', 'shipTo',
        'shipTo.state', 'orderRef',
    ];

    /** @var array<string, true> */
    private array $problems = [];
    /** @var array<string, true> */
    private array $notChecked = [];

    public function add(QuoteProblem $problem, bool $isWrong): void
    {
        if ($isWrong) {
            $this->problems[$problem->value] = true;
        }
    }

    public function missing(string $fact): void
    {
        $this->notChecked[$fact] = true;
        $this->add(QuoteProblem::NotChecked, true);
    }

    /** The problem if the fact was given and is another; not checked if it was not given. */
    public function compare(QuoteProblem $problem, string $fact, string|int|null $given, string|int|null $quoted): void
    {
        $given === null ? $this->missing($fact) : $this->add($problem, $given !== $quoted);
    }

    /** @param array<string, mixed> $claims */
    public function verdict(array $claims): Verdict
    {
        $isThere = fn (QuoteProblem $problem): bool => isset($this->problems[$problem->value]);
        return new Verdict(
            $claims,
            array_values(array_filter(QuoteProblem::cases(), $isThere)),
            array_values(array_filter(self::FACTS, fn (string $fact): bool => isset($this->notChecked[$fact]))),
        );
    }
}
