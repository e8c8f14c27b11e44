<?php

/**
 * Amounts of a refund or a capture that cannot be. The message names the problem and carries none of the values.
 */

declare(strict_types=1);

namespace CardSurcharge;

abstract class ShareError extends \RangeException
{
    /** @param string $problem one of `bad_claims no_amount bad_amount base_exceeded surcharge_exceeded` */
    final public function __construct(public readonly string $problem)
    {
        parent::__construct($problem);
    }
}
