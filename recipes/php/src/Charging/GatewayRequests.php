<?php

/**
 * The bodies of the gateway's two calls for a planned charge. The surcharge is a flat figure of its own and the total final:
 * a total sent as a base amount would be surcharged again by a gateway with a surcharge programme of its own.
 */

declare(strict_types=1);

namespace CardSurcharge\Charging;

use CardSurcharge\PlannedCharge;
use CardSurcharge\Verify\Money;

final class GatewayRequests
{
    /** The gateway repeats the first answer to a key for this long, instead of charging again: a day. */
    private const IDEMPOTENCY_SECONDS = 86_400;

    /**
     * @param array<string, mixed> $payment
     * @param array<string, mixed> $options
     * @return array<string, mixed>
     */
    public static function amounts(PlannedCharge $plan, array $payment, array $options): array
    {
        $salesTax = self::salesTax($plan, $options);
        $subtotal = $plan->baseAmount - $salesTax;
        $card = isset($payment['token']) ? ['payment_method' => 'token', 'token' => $payment['token']] : [
            'payment_method' => 'card',
            'customer_id' => $payment['customerId'] ?? null,
            'payment_method_id' => $payment['paymentMethodId'] ?? null,
        ];
        return self::withoutGaps([
            'subtotal' => $subtotal,
            'amount' => $subtotal,
            'currency' => $plan->currency,
            ...$card,
            'transaction_type' => $options['transactionType'] ?? 'sale',
            'country' => $options['country'] ?? null,
            'state' => $options['state'] ?? null,
            'processor_id' => $options['processorId'] ?? null,
            'surcharge' => self::flat($plan->surchargeAmount),
            'tax_amount' => self::flat($salesTax + $plan->surchargeTaxAmount),
        ]);
    }

    /**
     * @param array<string, mixed> $payment
     * @param array<string, mixed> $options
     * @return array<string, mixed>|null
     */
    public static function transaction(PlannedCharge $plan, array $payment, mixed $amounts, array $options): ?array
    {
        $tax = self::salesTax($plan, $options) + $plan->surchargeTaxAmount;
        if (Money::wholeNumber(((array) $amounts)['total'] ?? null) !== $plan->totalAmount) {
            return null;
        }
        $card = isset($payment['token']) ? ['token' => $payment['token']] : ['customer' => [
            'id' => $payment['customerId'] ?? null,
            'payment_method_type' => 'card',
            'payment_method_id' => $payment['paymentMethodId'] ?? null,
        ]];
        $place = self::withoutGaps(['country' => $options['country'] ?? null, 'state' => $options['state'] ?? null]);
        return self::withoutGaps([
            'type' => ($options['transactionType'] ?? 'sale') === 'auth' ? 'authorize' : 'sale',
            'amount' => $plan->totalAmount,
            'amounts' => $amounts,
            'tax_amount' => $tax > 0 ? $tax : null,
            'currency' => $plan->currency,
            'payment_method' => $card,
            'idempotency_key' => $plan->idempotencyKey,
            'idempotency_time' => self::IDEMPOTENCY_SECONDS,
            'processor_id' => $options['processorId'] ?? null,
            'order_id' => $options['orderId'] ?? null,
            'description' => $options['description'] ?? null,
            'billing_address' => $place === [] ? null : $place,
        ]);
    }

    /** @param array<string, mixed> $options */
    private static function salesTax(PlannedCharge $plan, array $options): int
    {
        return Money::wholeNumber($options['salesTaxAmount'] ?? 0, $plan->baseAmount) ?? throw new \RangeException(
            'salesTaxAmount must be a whole number of minor units, and no more than the base amount'
        );
    }

    /** @return array<string, mixed>|null */
    private static function flat(int $amount): ?array
    {
        return $amount > 0 ? ['type' => 'flat', 'value' => $amount, 'include' => true] : null;
    }

    /**
     * @param array<string, mixed> $fields
     * @return array<string, mixed>
     */
    private static function withoutGaps(array $fields): array
    {
        return array_filter($fields, static fn (mixed $value): bool => $value !== null);
    }
}
