<?php

/**
 * Runs what tells its failure both by its result and by a warning, and lets the result tell it alone. In place of `@`,
 * which frameworks that turn each warning into an exception do not always mind.
 */

declare(strict_types=1);

namespace CardSurcharge\Verify;

final class Quietly
{
    /**
     * @template Result
     * @param callable(): Result $work
     * @return Result
     */
    public static function run(callable $work): mixed
    {
        set_error_handler(static fn (): bool => true);
        try {
            return $work();
        } finally {
            restore_error_handler();
        }
    }
}
