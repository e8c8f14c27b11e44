<?php

/**
 * What the gateway's answers mean. What matters is which of them is known to have charged nothing: a decline starts another
 * try, and silence repeats the same one.
 */

declare(strict_types=1);

namespace CardSurcharge\Charging;

use CardSurcharge\AmountsReply;
use CardSurcharge\TransactionReply;
use CardSurcharge\Verify\Money;

final class GatewayReplies
{
    private const PARTLY_APPROVED = 110;
    private const TOO_MANY_REQUESTS = 429;
    private const REQUEST_TIMEOUT = 408;

    public static function amounts(int $status, string $body): AmountsReply
    {
        $data = self::data($status, $body);
        return is_string($data) ? new AmountsReply($data) : new AmountsReply('amounts', $data);
    }

    public static function transaction(int $status, string $body): TransactionReply
    {
        $data = self::data($status, $body);
        if (is_string($data)) {
            return new TransactionReply($data);
        }
        [$id, $amount, $code] = [
            $data->id ?? null,
            Money::wholeNumber($data->amount ?? null),
            Money::wholeNumber($data->response_code ?? null),
        ];
        if (!is_string($id) || $amount === null || $code === null) {
            return new TransactionReply('no_answer');
        }
        return match (true) {
            $code === self::PARTLY_APPROVED => new TransactionReply('partly_approved', $id),
            $code >= 100 && $code < 200 => new TransactionReply('approved', $id, $amount),
            $code >= 200 && $code < 500 => new TransactionReply('declined'),
            default => new TransactionReply('no_answer'),
        };
    }

    /** The answer's `data`, or else what its lack means. A refusal may come as a 200 whose `status` member alone tells it. */
    private static function data(int $status, string $text): \stdClass|string
    {
        $body = json_decode($text);
        $isOk = $status >= 200 && $status < 300;
        $word = $body instanceof \stdClass ? $body->status ?? null : null;
        if ($isOk && $word === 'success' && ($body->data ?? null) instanceof \stdClass) {
            return $body->data;
        }
        $isRefusal = $isOk
            ? is_string($word) && $word !== 'success'
            : $status >= 400 && $status < 500 && $status !== self::TOO_MANY_REQUESTS && $status !== self::REQUEST_TIMEOUT;
        return $isRefusal ? 'not_taken' : 'no_answer';
    }
}
