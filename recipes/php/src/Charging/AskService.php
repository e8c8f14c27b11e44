<?php

/**
 * The server's own question to the service, POST /v1/server/lookup. What it answers counts only if its quote is good for
 * this very sale and proves what the answer shows: nobody may be asked to pay what cannot be proven.
 */

declare(strict_types=1);

namespace CardSurcharge\Charging;

use CardSurcharge\Service;
use CardSurcharge\Tables;
use CardSurcharge\Verify\Facts;
use CardSurcharge\Verify\Jose;
use CardSurcharge\Verify\Verifier;

final class AskService
{
    /** An answer is about 3 KiB. */
    private const MAX_ANSWER_BYTES = 65_536;
    private const MAX_CURRENCY_DIGITS = 4;
    /** 401, 404, 500 and the rest are no answer to the question: the sale goes on without a surcharge. */
    private const REFUSALS = [400 => 'invalid_request', 422 => 'token_rejected', 429 => 'rate_limited'];
    /** What an answer shows of the money; a quote has the same under the same names. */
    private const SHOWN = ['rateBps', 'baseAmount', 'surchargeAmount', 'surchargeTaxAmount', 'totalAmount', 'currency'];

    public static function ask(Service $service, Facts $facts, ?string $locale, int $now): Reply
    {
        $answer = $service->http->send('POST', "{$service->origin}/v1/server/lookup", [
            'Content-Type' => 'application/json',
            'Authorization' => "Bearer {$service->serverKey}",
            'User-Agent' => Tables::USER_AGENT,
        ], (string) json_encode(self::request($facts, $locale)), self::MAX_ANSWER_BYTES);
        $status = $answer['status'] ?? 0;
        if (isset(self::REFUSALS[$status])) {
            return Reply::refused(self::REFUSALS[$status]);
        }
        return $status === 200 ? self::read($answer['body'], $service, $facts, $now) : Reply::none();
    }

    /**
     * The body of the question: what the server knows, and nothing that a page said.
     *
     * @return array<string, mixed>
     */
    private static function request(Facts $facts, ?string $locale): array
    {
        return array_filter([
            'merchant' => $facts->merchant,
            ...$facts->subject?->toArray() ?? [],
            'country' => $facts->place?->given['country'],
            'state' => $facts->place?->given['state'],
            'shipTo' => $facts->shipTo === null ? null : array_filter($facts->shipTo->given, is_string(...)),
            'baseAmount' => $facts->baseAmount,
            'currency' => $facts->currency,
            'surchargeTaxRate' => $facts->surchargeTaxRate,
            'orderRef' => $facts->orderRef,
            'locale' => $locale,
        ], static fn (mixed $value): bool => $value !== null);
    }

    private static function read(string $body, Service $service, Facts $facts, int $now): Reply
    {
        $answer = ((array) json_decode($body, true))['answer'] ?? null;
        if (!self::isAnswer($answer)) {
            return Reply::none();
        }
        $verdict = Verifier::judge($answer['quote'], $facts, $service->keys, $now);
        $claims = $verdict->claims ?? [];
        return $verdict->isValid() && self::showsItsQuote($answer, $claims)
            ? Reply::answer($answer, $claims)
            : Reply::none();
    }

    /** Whether it has in their form what is used here and shown by offerHtml(); the rest is the page's business. */
    private static function isAnswer(mixed $answer): bool
    {
        $digits = $answer['surcharge']['currencyDigits'] ?? null;
        return is_array($answer) && is_array($answer['surcharge'] ?? null)
            && is_string($answer['message'] ?? null) && is_string($answer['quote'] ?? null)
            && (!isset($answer['disclosure']) || is_string($answer['disclosure']))
            && is_int($digits) && $digits >= 0 && $digits <= self::MAX_CURRENCY_DIGITS;
    }

    /** @param array<string, mixed> $answer @param array<string, mixed> $claims */
    private static function showsItsQuote(array $answer, array $claims): bool
    {
        foreach (self::SHOWN as $name) {
            if (($answer['surcharge'][$name] ?? null) !== $claims[$name]) {
                return false;
            }
        }
        $disclosure = $answer['disclosure'] ?? null;
        $hash = $disclosure === null ? null : Jose::encode(hash('sha256', $disclosure, true));
        return ($answer['outcome'] ?? null) === $claims['outcome'] && $hash === ($claims['disclosure']['sha256'] ?? null);
    }
}
