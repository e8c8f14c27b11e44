<?php

/** What a quote is about: the Tokenizer's token, or a saved card with both of its ids. */

declare(strict_types=1);

namespace CardSurcharge\Verify;

final class Subject
{
    /** @param list<string> $ids one token; or the customer's id and the payment method's */
    private function __construct(public readonly string $kind, public readonly array $ids)
    {
    }

    /** `['token' => ...]` or `['customerId' => ..., 'paymentMethodId' => ...]`; null for anything else, and for parts of both. */
    public static function read(mixed $given): ?self
    {
        $isCustomer = !Text::isLeftOut($given, 'customerId') || !Text::isLeftOut($given, 'paymentMethodId');
        if ($isCustomer && !Text::isLeftOut($given, 'token')) {
            return null;
        }
        $token = Text::read($given, 'token');
        $customerId = Text::read($given, 'customerId');
        $paymentMethodId = Text::read($given, 'paymentMethodId');
        if ($token !== null) {
            return new self('token', [$token]);
        }
        return $customerId === null || $paymentMethodId === null
            ? null
            : new self('customer', [$customerId, $paymentMethodId]);
    }

    /** @return array<string, string> as it was given */
    public function toArray(): array
    {
        return array_combine($this->kind === 'token' ? ['token'] : ['customerId', 'paymentMethodId'], $this->ids);
    }

    /** What the quote's `subject.hash` must be: base64url, 43 characters. */
    public function hash(string $merchant): string
    {
        return self::digest($this->kind, $merchant, ...$this->ids);
    }

    public static function digest(string $kind, string $merchant, string ...$ids): string
    {
        return Jose::encode(Digest::of("surcharge-quote/$kind", $merchant, ...$ids));
    }
}
