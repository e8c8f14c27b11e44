<?php

/** What the package gives: each function in a line, and what it does in the class that it calls. */

declare(strict_types=1);

namespace CardSurcharge;

use CardSurcharge\Charging\GatewayReplies;
use CardSurcharge\Charging\GatewayRequests;
use CardSurcharge\Charging\OfferHtml;
use CardSurcharge\Charging\Planner;
use CardSurcharge\Verify\Facts;
use CardSurcharge\Verify\Sale;
use CardSurcharge\Verify\Shares;
use CardSurcharge\Verify\Subject;
use CardSurcharge\Verify\Verifier;

/**
 * Whether the quote was signed by the service for exactly this sale. Verify before charging, then charge
 * `$verdict->claims['totalAmount']`, with `surchargeAmount` as its own figure.
 *
 * Never throws, whatever quote and facts are: they may come straight from `$_POST`, `state[]=` and all.
 *
 * @param mixed $quote what the page sent
 * @param mixed $facts what your server knows by itself, never what the page says: merchant, env, subject, baseAmount,
 *   currency, country, and state, shipTo, orderRef, surchargeTaxRate, iss where the sale has them; `'purpose' => 'refund'`
 *   ignores the expiry. Amounts are whole numbers of minor units
 * @param int|null $now seconds since 1970; null is the clock
 */
function verifyQuote(mixed $quote, mixed $facts, KeySource $keys, ?int $now = null): Verdict
{
    return Verifier::judge($quote, new Facts($facts), $keys, $now ?? time());
}

/**
 * The part of the surcharge that goes back with this refund, and its tax.
 *
 * @param mixed $claims of a valid verdict
 * @param mixed $refundBase minor units of the base amount that go back now
 * @param mixed $refundedBaseBefore the sum of `refundBase` of all earlier refunds of this sale
 * @param mixed $refundedSurchargeBefore the sum of the surcharge shares of all earlier refunds, their tax not counted
 * @throws RefundError on amounts that cannot be
 */
function refundShare(mixed $claims, mixed $refundBase, mixed $refundedBaseBefore, mixed $refundedSurchargeBefore): Share
{
    return Shares::refund($claims, $refundBase, $refundedBaseBefore, $refundedSurchargeBefore);
}

/**
 * The part of the surcharge that is captured along with this part of the sale, and its tax.
 *
 * @param mixed $claims of a valid verdict
 * @param mixed $captureBase minor units of the base amount that are captured now
 * @param mixed $capturedBaseBefore the sum of `captureBase` of all earlier captures of this sale
 * @param mixed $capturedSurchargeBefore the sum of the surcharge shares of all earlier captures, their tax not counted
 * @throws CaptureError on amounts that cannot be
 */
function captureShare(mixed $claims, mixed $captureBase, mixed $capturedBaseBefore, mixed $capturedSurchargeBefore): Share
{
    return Shares::capture($claims, $captureBase, $capturedBaseBefore, $capturedSurchargeBefore);
}

/**
 * The `sale` of every quote about this token, or about this saved card and order; without a quote, the key to charge by.
 *
 * @param mixed $of `['token' => ...]`, or `['customerId' => ..., 'paymentMethodId' => ..., 'orderRef' => ...]`
 * @return string a UUID in lower case
 * @throws \InvalidArgumentException when a text is missing or empty, or both a token and a saved card are given
 */
function saleOf(mixed $merchant, mixed $of): string
{
    return Sale::of($merchant, $of);
}

/**
 * The idempotency key of the next try to charge a sale. A decline is known to have charged nothing, so the try after it is
 * a new one; after a try that got no answer the number of declines, and so the key, is the same.
 *
 * @param mixed $sale as a quote or saleOf() says it
 * @param mixed $declines how many tries of this sale were declined, 0 or more
 * @throws \InvalidArgumentException when `$sale` is no sale or `$declines` is negative
 */
function nextKey(mixed $sale, mixed $declines): string
{
    return Sale::nextKey($sale, $declines);
}

/**
 * What a quote's `subject.hash` must be.
 *
 * @param string $kind `token`: the Tokenizer's token follows; `customer`: the vault's customer id and the id of the payment
 *   method follow
 */
function subjectHash(string $kind, string $merchant, string ...$ids): string
{
    return Subject::digest($kind, $merchant, ...$ids);
}

/**
 * What to do with one payment. Verifies the page's quote; where there is none, or one that knows nothing for want of an
 * answer, asks the service by the token or saved card itself. Charges no surcharge that is not in a verified quote, and none
 * that the shopper was not shown.
 *
 * A quote that says `surcharge` counts as accepted: the element gives it away once the shopper has accepted, and so does the
 * form of offerHtml(). A page of your own must not send it earlier.
 *
 * Never throws, whatever the page and the service send; takes at most seconds.
 *
 * @param mixed $quote as the page sent it; empty or null: there is none
 * @param mixed $facts as verifyQuote() takes them; `baseAmount` is needed, and `orderRef` with a saved card
 * @param mixed $declines how many tries to charge this order were declined so far
 * @param mixed $unansweredKey the `idempotencyKey` of an earlier try of this order that got no answer: it is used again,
 *   whatever card comes now
 * @param mixed $locale a BCP 47 tag: the language of an offer; null is the merchant's
 * @param int|null $now seconds since 1970; null is the clock
 */
function chargePlan(
    mixed $quote,
    mixed $facts,
    Service $service,
    mixed $declines = 0,
    mixed $unansweredKey = null,
    mixed $locale = null,
    ?int $now = null,
): PlannedCharge|PlannedOffer|PlannedRefusal {
    return Planner::plan($quote, $facts, $service, $declines, $unansweredKey, $locale, $now ?? time());
}

/**
 * The body of the gateway's POST /api/calculate/amounts.
 *
 * @param array<string, string> $payment the token that the quote is about, `['token' => ...]`, or the saved card,
 *   `['customerId' => ..., 'paymentMethodId' => ...]`
 * @param array<string, mixed> $options country and state of billing, as the gateway's own fee programmes read them;
 *   processorId, where the account has no default one; salesTaxAmount, the part of the base amount that is sales tax, where
 *   it shall be reported; transactionType, `sale` or `auth`
 * @return array<string, mixed>
 * @throws \RangeException when salesTaxAmount is no amount or above the plan's base amount
 */
function amountsRequest(PlannedCharge $plan, array $payment, array $options = []): array
{
    return GatewayRequests::amounts($plan, $payment, $options);
}

/**
 * The body of the gateway's POST /api/transaction; null where the gateway came to another total than the plan: then charge
 * nothing.
 *
 * @param array<string, string> $payment as for amountsRequest()
 * @param mixed $amounts the `data` of the gateway's answer to the first call, untouched
 * @param array<string, mixed> $options as for amountsRequest(); orderId, up to 17 letters and digits; description
 * @return array<string, mixed>|null
 * @throws \RangeException when salesTaxAmount is no amount or above the plan's base amount
 */
function transactionRequest(PlannedCharge $plan, array $payment, mixed $amounts, array $options = []): ?array
{
    return GatewayRequests::transaction($plan, $payment, $amounts, $options);
}

/** Reads the answer to the gateway's POST /api/calculate/amounts: its status, and its body as it came. Never throws. */
function readAmounts(int $status, string $body): AmountsReply
{
    return GatewayReplies::amounts($status, $body);
}

/** Reads the answer to the gateway's POST /api/transaction, as readAmounts() does the other. Never throws. */
function readTransaction(int $status, string $body): TransactionReply
{
    return GatewayReplies::transaction($status, $body);
}

/**
 * The form that shows an offer and sends it back accepted: `$fields` and the offer's quote as `quote`. It is a form of its
 * own, so it cannot stand inside another one.
 *
 * @param array<string, mixed> $answer of a PlannedOffer
 * @param string $action where the form goes: the address that takes payments
 * @param array<string, string> $fields what that address has to get again, by name: the token, the order
 * @param string $anotherCard where the shopper enters another card
 * @param array<string, mixed> $options labels, those of the policy in the answer's language, else English; locale and dir of
 *   the answer, else `en`; money, `fn (int $amount, string $currency, int $digits): string`, else as English writes it
 */
function offerHtml(array $answer, string $action, array $fields, string $anotherCard, array $options = []): string
{
    return OfferHtml::write($answer, $action, $fields, $anotherCard, $options);
}
