<?php

/** Decides what becomes of one payment: verifies the page's quote, asks the service where there is none, and adds up. */

declare(strict_types=1);

namespace CardSurcharge\Charging;

use CardSurcharge\Advice;
use CardSurcharge\PlannedCharge;
use CardSurcharge\PlannedOffer;
use CardSurcharge\PlannedRefusal;
use CardSurcharge\QuoteProblem;
use CardSurcharge\Service;
use CardSurcharge\Verdict;
use CardSurcharge\Verify\Facts;
use CardSurcharge\Verify\Place;
use CardSurcharge\Verify\Sale;
use CardSurcharge\Verify\Text;
use CardSurcharge\Verify\Verifier;

final class Planner
{
    /** The service had no time or no answer when the page asked: its quote proves nothing but that. */
    private const WANT_OF_AN_ANSWER = ['gateway_unavailable', 'gateway_timeout', 'service_limited'];
    /** What no honest page can cause: settings, keys or clocks are wrong, or the service itself. */
    private const ONLY_A_PERSON_CAN_HELP = [
        QuoteProblem::WrongIssuer, QuoteProblem::WrongMerchant, QuoteProblem::WrongEnv, QuoteProblem::LifeTooLong,
        QuoteProblem::NotYetValid, QuoteProblem::InformationalOnly, QuoteProblem::InconsistentClaims,
        QuoteProblem::InconsistentAmounts, QuoteProblem::NotChecked,
    ];
    private const ADVICE_ON = [
        'token_rejected' => Advice::NewToken,
        // Asked too often is not down: who asks often enough would pay without the surcharge.
        'rate_limited' => Advice::PressAgain,
        'invalid_request' => Advice::FixServer,
    ];

    private function __construct(
        private readonly Facts $facts,
        private readonly Service $service,
        private readonly int $declines,
        private readonly ?string $unansweredKey,
        private readonly ?string $locale,
        private readonly int $now,
    ) {
    }

    public static function plan(
        mixed $quote,
        mixed $given,
        Service $service,
        mixed $declines,
        mixed $unansweredKey,
        mixed $locale,
        int $now,
    ): PlannedCharge|PlannedOffer|PlannedRefusal {
        $facts = new Facts(is_array($given) ? [...$given, 'purpose' => 'charge'] : $given);
        $missing = Missing::names($facts, $service, $declines, $unansweredKey);
        if ($missing !== []) {
            return new PlannedRefusal(QuoteProblem::NotChecked->value, Advice::FixServer, [], $missing);
        }
        $language = Text::isFilled($locale) ? $locale : null;
        $planner = new self($facts, $service, (int) $declines, $unansweredKey ?: null, $language, $now);
        return $quote === null || $quote === '' ? $planner->byAnswer(null, null) : $planner->byQuote($quote);
    }

    private function byQuote(mixed $quote): PlannedCharge|PlannedOffer|PlannedRefusal
    {
        $verdict = Verifier::judge($quote, $this->facts, $this->service->keys, $this->now);
        if ($verdict->isValid()) {
            $isUnanswered = in_array($verdict->claims['reason'], self::WANT_OF_AN_ANSWER, true);
            return $isUnanswered
                ? $this->byAnswer($quote, $verdict->claims)
                : $this->charge('quote', $quote, $verdict->claims);
        }
        if ($verdict->problem() === QuoteProblem::KeysUnavailable) {
            // Nobody can tell what the quote is worth.
            return $this->charge('service_down', null, null);
        }
        return $this->refuse($verdict);
    }

    private function refuse(Verdict $verdict): PlannedRefusal
    {
        $problem = $verdict->problem() ?? QuoteProblem::Malformed;
        // A token and its quote end together; the quote of a saved card ends alone.
        $isTokenOver = $problem === QuoteProblem::Expired && $this->facts->subject?->kind === 'token';
        $advice = match (true) {
            in_array($problem, self::ONLY_A_PERSON_CAN_HELP, true) => Advice::FixServer,
            $isTokenOver => Advice::NewToken,
            default => Advice::QuoteAgain,
        };
        $notChecked = $problem === QuoteProblem::NotChecked ? $verdict->notChecked : [];
        return new PlannedRefusal($problem->value, $advice, $verdict->problems, $notChecked);
    }

    /**
     * Asks the service, for the page's quote is missing, or good and says that nothing is known.
     *
     * @param array<string, mixed>|null $claims
     */
    private function byAnswer(?string $quote, ?array $claims): PlannedCharge|PlannedOffer|PlannedRefusal
    {
        $reply = AskService::ask($this->service, $this->facts, $this->locale, $this->now);
        if ($reply->refusal !== null) {
            return new PlannedRefusal($reply->refusal, self::ADVICE_ON[$reply->refusal]);
        }
        if ($reply->answer === null || $reply->claims === null) {
            return $this->charge('service_down', $quote, $claims);
        }
        // The shopper has not been shown it.
        return $reply->claims['outcome'] === 'surcharge'
            ? new PlannedOffer($reply->answer, $reply->answer['quote'], $reply->claims)
            : $this->charge('nothing_to_add', $reply->answer['quote'], $reply->claims);
    }

    /** Adds up, and names the sale. @param array<string, mixed>|null $claims */
    private function charge(string $why, ?string $quote, ?array $claims): PlannedCharge
    {
        $facts = $this->facts;
        $sale = $claims['sale'] ?? Sale::ofSubject((string) $facts->merchant, $facts->subject, $facts->orderRef);
        $base = (int) $facts->baseAmount;
        [$surcharge, $tax] = [$claims['surchargeAmount'] ?? 0, $claims['surchargeTaxAmount'] ?? 0];
        return new PlannedCharge(
            sale: $sale,
            idempotencyKey: $this->unansweredKey ?? Sale::nextKey($sale, $this->declines),
            currency: Place::code((string) $facts->currency),
            baseAmount: $base,
            surchargeAmount: $surcharge,
            surchargeTaxAmount: $tax,
            totalAmount: $base + $surcharge + $tax,
            rateBps: $claims['rateBps'] ?? 0,
            claims: $claims,
            quote: $quote,
            why: $why,
        );
    }
}
