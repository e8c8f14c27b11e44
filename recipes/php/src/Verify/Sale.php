<?php

/**
 * The key of one sale: a UUID of version 8 (RFC 9562), the same however often the sale is asked about, so that however
 * often it is charged, it is charged once.
 */

declare(strict_types=1);

namespace CardSurcharge\Verify;

final class Sale
{
    private const FORM = '/^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/D';

    /** True for a UUID in lower case, with hyphens: an idempotency key is compared letter by letter. */
    public static function isSale(mixed $value): bool
    {
        return is_string($value) && preg_match(self::FORM, $value) === 1;
    }

    /**
     * The UUID of a token, or of a saved card and order.
     *
     * @throws \InvalidArgumentException
     */
    public static function of(mixed $merchant, mixed $of): string
    {
        $subject = Subject::read($of);
        $sale = !Text::isFilled($merchant) || $subject === null
            ? null
            : self::ofSubject($merchant, $subject, Text::read($of, 'orderRef'));
        return $sale ?? throw new \InvalidArgumentException(
            'saleOf: give a merchant, and a token or else customerId, paymentMethodId and orderRef'
        );
    }

    /** The UUID of a subject, or null where none can be told: a saved card without an order is many sales. */
    public static function ofSubject(string $merchant, Subject $subject, ?string $orderRef): ?string
    {
        if ($subject->kind === 'token') {
            return self::uuid('surcharge-sale/token', $merchant, ...$subject->ids);
        }
        return $orderRef === null ? null : self::uuid('surcharge-sale/customer', $merchant, ...[...$subject->ids, $orderRef]);
    }

    /**
     * The key of the try after so many declines of one sale.
     *
     * @throws \InvalidArgumentException
     */
    public static function nextKey(mixed $sale, mixed $declines): string
    {
        if (!self::isSale($sale)) {
            throw new \InvalidArgumentException('nextKey: sale must be a UUID in lower case, as saleOf gives it');
        }
        $declines = Money::wholeNumber($declines);
        if ($declines === null) {
            throw new \InvalidArgumentException('nextKey: declines must be a whole number, 0 or more');
        }
        return $declines === 0 ? $sale : self::uuid('surcharge-sale/retry', $sale, (string) $declines);
    }

    private static function uuid(string ...$parts): string
    {
        $bytes = substr(Digest::of(...$parts), 0, 16);
        $bytes[6] = chr(ord($bytes[6]) & 0x0f | 0x80);
        $bytes[8] = chr(ord($bytes[8]) & 0x3f | 0x80);
        return (string) preg_replace('/^(.{8})(.{4})(.{4})(.{4})/', '$1-$2-$3-$4-', bin2hex($bytes));
    }
}
