<?php

/** Thrown by refundShare(). */

declare(strict_types=1);

namespace CardSurcharge;

final class RefundError extends ShareError
{
}
