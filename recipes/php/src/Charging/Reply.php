<?php

/** What the service said to the server: an answer, a refusal, or nothing that can be used. */

declare(strict_types=1);

namespace CardSurcharge\Charging;

final class Reply
{
    /**
     * @param array<string, mixed>|null $answer whose quote was verified and says what the answer shows
     * @param array<string, mixed>|null $claims of that quote
     * @param string|null $refusal how the service refused the question, by its own code
     */
    private function __construct(
        public readonly ?array $answer = null,
        public readonly ?array $claims = null,
        public readonly ?string $refusal = null,
    ) {
    }

    /** @param array<string, mixed> $answer @param array<string, mixed> $claims */
    public static function answer(array $answer, array $claims): self
    {
        return new self($answer, $claims);
    }

    public static function refused(string $problem): self
    {
        return new self(refusal: $problem);
    }

    public static function none(): self
    {
        return new self();
    }
}
