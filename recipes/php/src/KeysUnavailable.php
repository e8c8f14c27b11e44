<?php

/** The keys could not be had. verifyQuote() makes it the problem `keys_unavailable`; it leaves the package nowhere. */

declare(strict_types=1);

namespace CardSurcharge;

final class KeysUnavailable extends \RuntimeException
{
}
