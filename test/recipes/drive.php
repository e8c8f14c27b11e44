<?php

/** Answers one JSON question a line, so that one process serves all vectors. */

declare(strict_types=1);

use CardSurcharge as Q;

require __DIR__ . '/../../recipes/php/autoload.php';

/** An answer of one member, null where the question is refused. */
function orNull(string $name, callable $give): array
{
    try {
        return [$name => $give()];
    } catch (Q\ShareError | InvalidArgumentException) {
        return [$name => null];
    }
}

/** The service as a golden case has it, and what it was asked. */
final class ScriptedService implements Q\HttpClient
{
    public mixed $asked = null;

    /** @param array<string, mixed>|null $lookup */
    public function __construct(private ?array $lookup)
    {
    }

    public function send(string $method, string $url, array $headers, ?string $body, int $maxBytes): ?array
    {
        $this->asked = json_decode((string) $body);
        return isset($this->lookup['status'])
            ? ['status' => $this->lookup['status'], 'body' => $this->lookup['text'] ?? json_encode($this->lookup['body'])]
            : null;
    }
}

/** @param array<string, mixed> $ask */
function planned(array $ask): array
{
    ['charge' => $given, 'lookup' => $lookup, 'jwks' => $jwks, 'now' => $now] = $ask;
    $http = new ScriptedService($lookup);
    ['origin' => $origin, 'serverKey' => $serverKey] = $given['service'];
    $service = new Q\Service($origin, $serverKey, null, $http, new Q\KeySet($given['facts']['jwks'] ?? $jwks));
    $options = array_intersect_key($given, ['declines' => true, 'unansweredKey' => true, 'locale' => true]);
    $plan = Q\chargePlan($given['quote'] ?? null, $given['facts'], $service, ...$options, now: $now);
    return ['plan' => $plan, 'asked' => $http->asked];
}

/** @param array<string, mixed> $of */
function gatewayRequests(array $of): array
{
    ['plan' => $plan, 'options' => $options, 'amounts' => $amounts] = $of;
    unset($plan['kind']);
    $charge = new Q\PlannedCharge(...$plan);
    return [
        'amountsRequest' => Q\amountsRequest($charge, $options['payment'], $options),
        'transactionRequest' => Q\transactionRequest($charge, $options['payment'], $amounts, $options),
    ];
}

/** @param array<string, mixed> $of */
function gatewayReplies(array $of): array
{
    $body = json_encode($of['body']);
    return ['amounts' => Q\readAmounts($of['status'], $body), 'transaction' => Q\readTransaction($of['status'], $body)];
}

/** @param array<string, mixed> $of */
function offerOf(array $of): string
{
    ['action' => $action, 'fields' => $fields, 'anotherCard' => $anotherCard] = $of['options'];
    return Q\offerHtml($of['answer'], $action, $fields, $anotherCard, $of['options']);
}

/** @param array<string, mixed> $ask */
function answer(array $ask): mixed
{
    return match (true) {
        isset($ask['charge']) => planned($ask),
        isset($ask['gateway']) => gatewayRequests($ask['gateway']),
        isset($ask['reply']) => gatewayReplies($ask['reply']),
        isset($ask['offer']) => ['html' => offerOf($ask['offer'])],
        isset($ask['parts']) => orNull('hash', fn () => Q\subjectHash($ask['kind'], ...$ask['parts'])),
        isset($ask['of']) => orNull('sale', fn () => Q\saleOf($ask['merchant'], $ask['of'])),
        array_key_exists('declines', $ask) => orNull('key', fn () => Q\nextKey($ask['sale'], $ask['declines'])),
        isset($ask['refund']) => orNull('share', fn () => Q\refundShare($ask['claims'], ...$ask['refund'])),
        isset($ask['capture']) => orNull('share', fn () => Q\captureShare($ask['claims'], ...$ask['capture'])),
        default => Q\verifyQuote($ask['quote'] ?? null, $ask['facts'], keys($ask), $ask['now']),
    };
}

/** @param array<string, mixed> $ask */
function keys(array $ask): Q\KeySource
{
    return isset($ask['jwksUrl']) ? new Q\RemoteKeys($ask['jwksUrl'], $ask['file']) : new Q\KeySet($ask['jwks']);
}

while (($line = fgets(STDIN)) !== false) {
    echo json_encode(answer(json_decode($line, true)), JSON_THROW_ON_ERROR), "\n";
}
