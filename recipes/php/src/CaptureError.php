<?php

/** Thrown by captureShare(). */

declare(strict_types=1);

namespace CardSurcharge;

final class CaptureError extends ShareError
{
}
