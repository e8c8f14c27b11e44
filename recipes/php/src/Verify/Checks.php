<?php

/**
 * What a signed quote is held against: the time, the facts of the sale, and itself. No check ends the verification: a
 * server is told everything that is wrong at once.
 */

declare(strict_types=1);

namespace CardSurcharge\Verify;

use CardSurcharge\QuoteProblem;
use CardSurcharge\Verdict;

final class Checks
{
    /** How far the service's clock and the server's may be apart. */
    private const CLOCK_SKEW_SECONDS = 5;
    /** For this long after a rotation some instances may still sign with the key that was retired. */
    private const RETIRED_KEY_GRACE_SECONDS = 3_600;
    /** No quote lives longer: one that says so was not made by a sound service. */
    private const MAX_LIFE_SECONDS = 1_200;
    private readonly Report $report;

    /** @param array<string, mixed> $claims */
    private function __construct(private readonly array $claims, private readonly Facts $facts)
    {
        $this->report = new Report();
    }

    /**
     * @param array<string, mixed> $claims of a quote whose signature is good
     * @param array<string, mixed> $key that signed it
     * @param string|null $issuer whose keys they are, where that is known
     * @param int $now seconds since 1970
     */
    public static function judge(array $claims, array $key, Facts $facts, ?string $issuer, int $now): Verdict
    {
        $checks = new self($claims, $facts);
        array_map($checks->report->missing(...), $facts->unreadable);
        $checks->checkKey($key, $now);
        $checks->checkParties($facts->isIssuerGiven ? $facts->issuer : $issuer);
        $checks->checkTimes($now);
        $checks->checkSubject();
        $checks->checkMoney();
        $checks->checkPlaces();
        $checks->checkOrder();
        Consistency::check($checks->report, $claims);
        return $checks->report->verdict($claims);
    }

    /** @param array<string, mixed> $key */
    private function checkKey(array $key, int $now): void
    {
        $isRevoked = isset($key['revoked_at']);
        $this->report->add(QuoteProblem::RevokedKey, $isRevoked);
        // A leaked old key can be made to sign any date, so an old date is worth something for refunds only.
        $usedAt = $this->facts->isRefund ? $this->claims['iat'] : max($this->claims['iat'], $now);
        $retiredAt = $key['retired_at'] ?? null;
        $isRetired = !$isRevoked && $retiredAt !== null && $usedAt > $retiredAt + self::RETIRED_KEY_GRACE_SECONDS;
        $this->report->add(QuoteProblem::RetiredKey, $isRetired);
    }

    private function checkParties(?string $issuer): void
    {
        $this->report->add(QuoteProblem::WrongIssuer, $issuer !== null && $issuer !== $this->claims['iss']);
        $this->report->compare(QuoteProblem::WrongMerchant, 'merchant', $this->facts->merchant, $this->claims['aud']);
        $this->report->compare(QuoteProblem::WrongEnv, 'env', $this->facts->env, $this->claims['env']);
    }

    private function checkTimes(int $now): void
    {
        ['iat' => $issued, 'exp' => $expires] = $this->claims;
        if (!$this->facts->isRefund) {
            $this->report->add(QuoteProblem::Expired, $now >= $expires + self::CLOCK_SKEW_SECONDS);
            $life = $expires - $issued;
            $this->report->add(QuoteProblem::LifeTooLong, $life < 0 || $life > self::MAX_LIFE_SECONDS);
        }
        $this->report->add(QuoteProblem::NotYetValid, $now < $issued - self::CLOCK_SKEW_SECONDS);
    }

    private function checkSubject(): void
    {
        $quoted = $this->claims['subject'];
        [$merchant, $given] = [$this->facts->merchant, $this->facts->subject];
        if ($quoted['kind'] === 'bin') {
            $this->report->add(QuoteProblem::InformationalOnly, true);
        } elseif ($given === null) {
            $this->report->missing('subject');
        } elseif ($merchant !== null) {
            $isRight = $given->kind === $quoted['kind'] && hash_equals($quoted['hash'], $given->hash($merchant));
            $this->report->add(QuoteProblem::WrongSubject, !$isRight);
            // A saved card without an order is a new sale each time it is asked about.
            $sale = Sale::ofSubject($merchant, $given, $this->claims['orderRef'] ?? null) ?? $this->claims['sale'];
            $this->report->add(QuoteProblem::WrongSale, $isRight && $sale !== $this->claims['sale']);
        }
    }

    private function checkMoney(): void
    {
        $facts = $this->facts;
        if ($facts->isBaseAmountGiven) {
            $this->report->add(QuoteProblem::WrongAmount, $facts->baseAmount !== $this->claims['baseAmount']);
        } else {
            $this->report->missing('baseAmount');
        }
        $currency = $facts->currency === null ? null : Place::code($facts->currency);
        $this->report->compare(QuoteProblem::WrongCurrency, 'currency', $currency, $this->claims['currency']);
        // Left out says that the surcharge is not taxed, which is right only of a quote without a tax.
        if ($facts->surchargeTaxRate !== null || $this->claims['surchargeTaxRate'] !== 0) {
            $quoted = $this->claims['surchargeTaxRate'];
            $this->report->compare(QuoteProblem::WrongTax, 'surchargeTaxRate', $facts->surchargeTaxRate, $quoted);
        }
    }

    private function checkPlaces(): void
    {
        if ($this->facts->place === null) {
            $this->report->missing('country');
        } else {
            $this->comparePlace($this->facts->place, $this->claims, 'state');
        }
        if ($this->facts->shipTo !== null) {
            // A quote without a shipping place is for goods that go to the billing place.
            $this->comparePlace($this->facts->shipTo, $this->claims['shipTo'] ?? $this->claims, 'shipTo.state');
        } elseif (isset($this->claims['shipTo'])) {
            $this->report->missing('shipTo');
        }
    }

    /** @param array<string, mixed> $quoted */
    private function comparePlace(Place $given, array $quoted, string $stateFact): void
    {
        $isCountryRight = $given->country === $quoted['country'];
        if ($isCountryRight && $given->state === null && $quoted['state'] !== null) {
            $this->report->missing($stateFact);
        }
        $isStateRight = $given->state === null || $given->state === $quoted['state'];
        $this->report->add(QuoteProblem::WrongPlace, !$isCountryRight || !$isStateRight);
    }

    private function checkOrder(): void
    {
        $quoted = $this->claims['orderRef'] ?? null;
        if ($this->facts->orderRef !== null || $quoted !== null) {
            $this->report->compare(QuoteProblem::WrongOrder, 'orderRef', $this->facts->orderRef, $quoted);
        }
    }
}
