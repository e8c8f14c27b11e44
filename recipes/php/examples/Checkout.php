<?php

/**
 * Takes the payments of a checkout: from what the page sent to what it gets. docs/integrate-server.md says why each step
 * is there.
 *
 * Whatever is pressed, however often and in however many tabs, an order is charged once, and nobody pays a surcharge that
 * they were not shown.
 */

declare(strict_types=1);

use CardSurcharge\HttpClient;
use CardSurcharge\PlannedCharge;
use CardSurcharge\PlannedOffer;
use CardSurcharge\PlannedRefusal;
use CardSurcharge\Service;
use CardSurcharge\StreamClient;

use function CardSurcharge\amountsRequest;
use function CardSurcharge\chargePlan;
use function CardSurcharge\offerHtml;
use function CardSurcharge\readAmounts;
use function CardSurcharge\readTransaction;
use function CardSurcharge\transactionRequest;

final class Checkout
{
    /** A bank may take minutes; whoever gives up sooner does not know whether it was charged. */
    private const GATEWAY_TIMEOUT_SECONDS = 180;
    private const MAX_ANSWER_BYTES = 1_048_576;

    /** What the shopper reads, by what helps, with the HTTP status of the page. */
    private const WORDS = [
        'quote_again' => [409, 'The payment details have changed. Please press Pay to see what it costs now.'],
        'new_token' => [409, 'The card was not taken. Please enter it again, or another one.'],
        'press_again' => [503, 'The card could not be checked just now. Please press Pay again.'],
        'fix_server' => [500, 'Your payment could not be taken. We have been told.'],
        'declined' => [402, 'The card was declined. Please enter another card.'],
        'no_answer' => [502, 'The payment got no answer. Please press Pay again.'],
    ];

    /** @param string $env `test` or `live` */
    public function __construct(
        private readonly string $merchant,
        private readonly string $env,
        private readonly Service $service,
        private readonly string $gatewayOrigin,
        private readonly string $gatewayKey,
        private readonly Orders $orders,
        private readonly HttpClient $gateway = new StreamClient(self::GATEWAY_TIMEOUT_SECONDS),
    ) {
    }

    /**
     * @param mixed $quote as the page sent it, or null
     * @return array{status: int, html: string, location?: string}
     */
    public function pay(string $orderId, string $token, mixed $quote): array
    {
        return $this->orders->alone($orderId, fn (array $order): array => $this->payAlone($order, $token, $quote));
    }

    /** @param array<string, mixed> $order */
    private function payAlone(array $order, string $token, mixed $quote): array
    {
        if ($order['paid'] !== null) {
            return self::receipt($order);
        }
        // Facts are what the server knows by itself: nothing here but the token came from the page.
        $facts = [
            'merchant' => $this->merchant,
            'env' => $this->env,
            'subject' => ['token' => $token],
            'baseAmount' => $order['baseAmount'],
            'currency' => $order['currency'],
            'country' => $order['country'],
            'state' => $order['state'],
            'shipTo' => $order['shipTo'],
            'surchargeTaxRate' => $order['surchargeTaxRate'],
        ];
        $plan = chargePlan($quote, $facts, $this->service, $order['declines'], $order['unansweredKey']);
        if ($plan instanceof PlannedOffer) {
            $fields = ['order' => $order['id'], 'token' => $token];
            return ['status' => 200, 'html' => offerHtml($plan->answer, '/pay', $fields, "/checkout/{$order['id']}")];
        }
        if ($plan instanceof PlannedRefusal) {
            if ($plan->advice->value === 'fix_server') {
                self::report($plan);
            }
            return self::refuse($plan->advice->value, $order);
        }
        return $this->charge($order, $plan, $token);
    }

    /** @param array<string, mixed> $order */
    private function charge(array $order, PlannedCharge $plan, string $token): array
    {
        $payment = ['token' => $token];
        $place = ['country' => $order['country'], 'state' => $order['state']];
        $amounts = readAmounts(...$this->post('/api/calculate/amounts', amountsRequest($plan, $payment, $place)));
        if ($amounts->kind !== 'amounts') {
            return self::refuse($amounts->kind === 'not_taken' ? 'new_token' : 'press_again', $order);
        }
        $request = transactionRequest($plan, $payment, $amounts->amounts, $place);
        if ($request === null) {
            // The gateway adds a surcharge of its own, say.
            self::report(['problem' => 'total_differs']);
            return self::refuse('fix_server', $order);
        }
        // Kept before the gateway is asked: a try that gets no answer, or ends with this process, is tried again as it was.
        $order['unansweredKey'] = $plan->idempotencyKey;
        $order['tries'][] = [...$plan->jsonSerialize(), 'triedAt' => date(DATE_ATOM)];
        $this->orders->save($order);
        $sold = readTransaction(...$this->post('/api/transaction', $request));
        switch ($sold->kind) {
            case 'approved':
                return $this->settle($order, (string) $sold->id, (int) $sold->totalAmount);
            case 'partly_approved':
                // The void is what counts: without it the shopper has paid a part of an order that is not paid.
                if (!$this->isVoided((string) $sold->id)) {
                    self::report(['problem' => 'not_voided', 'transaction' => $sold->id]);
                }
                return $this->decline($order);
            case 'declined':
                return $this->decline($order);
            default:
                return self::refuse($sold->kind === 'not_taken' ? 'new_token' : 'no_answer', $order);
        }
    }

    /**
     * A repeated key brings the first try's charge, which may be of another amount: the receipt is of what was charged.
     *
     * @param array<string, mixed> $order
     */
    private function settle(array $order, string $transaction, int $totalAmount): array
    {
        $isCharged = static fn (array $tried): bool => $tried['totalAmount'] === $totalAmount;
        $charged = array_values(array_filter(array_reverse($order['tries']), $isCharged))[0] ?? null;
        $order['unansweredKey'] = null;
        // One token can be sent for two orders; its one charge pays for one of them.
        if ($charged === null || !$this->orders->claimTransaction($transaction, $order['id'])) {
            $this->orders->save($order);
            self::report(['problem' => 'charge_of_another_order', 'transaction' => $transaction, 'order' => $order['id']]);
            return self::refuse('new_token', $order);
        }
        $order['paid'] = [...$charged, 'transaction' => $transaction];
        $this->orders->save($order);
        return self::receipt($order);
    }

    /**
     * Known to have charged nothing: the next try is a new one.
     *
     * @param array<string, mixed> $order
     */
    private function decline(array $order): array
    {
        $order['declines']++;
        $order['unansweredKey'] = null;
        $this->orders->save($order);
        return self::refuse('declined', $order);
    }

    private function isVoided(string $transaction): bool
    {
        [, $body] = $this->post('/api/transaction/' . rawurlencode($transaction) . '/void', new stdClass());
        return (json_decode($body)->status ?? null) === 'success';
    }

    /**
     * The HTTP status and the body, as readAmounts() and readTransaction() take them; 0 where none came.
     *
     * @param array<string, mixed>|stdClass $body
     * @return array{int, string}
     */
    private function post(string $path, array|stdClass $body): array
    {
        $headers = ['Content-Type' => 'application/json', 'Authorization' => $this->gatewayKey];
        $json = json_encode($body, JSON_THROW_ON_ERROR);
        $answer = $this->gateway->send('POST', $this->gatewayOrigin . $path, $headers, $json, self::MAX_ANSWER_BYTES);
        return [$answer['status'] ?? 0, $answer['body'] ?? ''];
    }

    /** @param array<string, mixed> $order */
    private static function receipt(array $order): array
    {
        return ['status' => 303, 'html' => '', 'location' => "/orders/{$order['id']}"];
    }

    /**
     * Of an order with a try that got no answer, nobody may say that nothing was charged.
     *
     * @param array<string, mixed> $order
     */
    private static function refuse(string $advice, array $order): array
    {
        [$status, $words] = self::WORDS[$advice];
        $charged = $order['unansweredKey'] === null ? 'Nothing was charged.' : 'This order is never charged twice.';
        return ['status' => $status, 'html' => "<p>$words $charged</p>"];
    }

    /** Tells a person; never holds card data or a token. */
    private static function report(mixed $what): void
    {
        error_log((string) json_encode($what));
    }
}
