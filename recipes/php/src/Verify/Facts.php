<?php

/**
 * The facts of a sale, read from anything without an exception: what is missing, of the wrong type or cannot be read counts
 * as not given. null and blanks say that a fact is left out; anything else that cannot be read may not pass for left out.
 */

declare(strict_types=1);

namespace CardSurcharge\Verify;

use CardSurcharge\Tables;

final class Facts
{
    /** An origin; null is not compared. */
    public readonly ?string $issuer;
    public readonly bool $isIssuerGiven;
    public readonly ?string $merchant;
    public readonly ?string $env;
    public readonly ?Subject $subject;
    /** An amount; null where the lookup was asked without one, or where none is given: see `isBaseAmountGiven`. */
    public readonly ?int $baseAmount;
    public readonly bool $isBaseAmountGiven;
    public readonly ?string $currency;
    public readonly ?int $surchargeTaxRate;
    public readonly ?Place $place;
    public readonly ?Place $shipTo;
    public readonly ?string $orderRef;
    public readonly bool $isRefund;
    /** @var list<string> facts that may be left out, but were given in a form that cannot be read */
    public readonly array $unreadable;

    /** @param mixed $given an array with the facts by name; anything else gives none */
    public function __construct(mixed $given)
    {
        $facts = is_array($given) ? $given : [];
        $issuer = Text::read($facts, 'iss');
        $this->issuer = $issuer === null ? null : Origin::of($issuer);
        $this->isIssuerGiven = !Text::isLeftOut($facts, 'iss');
        $this->merchant = Text::read($facts, 'merchant');
        $this->env = Text::read($facts, 'env');
        $this->subject = Subject::read($facts['subject'] ?? null);
        $this->baseAmount = Money::wholeNumber($facts['baseAmount'] ?? null, Tables::MAX_AMOUNT);
        $this->isBaseAmountGiven = $this->baseAmount !== null
            || (array_key_exists('baseAmount', $facts) && $facts['baseAmount'] === null);
        $this->currency = Text::read($facts, 'currency');
        $this->surchargeTaxRate = Money::wholeNumber($facts['surchargeTaxRate'] ?? null, Tables::MAX_TAX_RATE);
        $this->place = Place::read($facts);
        $shipTo = $facts['shipTo'] ?? null;
        $this->shipTo = Place::read($shipTo);
        $this->orderRef = Text::read($facts, 'orderRef');
        $this->isRefund = ($facts['purpose'] ?? null) === 'refund';
        $optional = [
            'iss' => [$facts, 'iss', $this->issuer],
            'surchargeTaxRate' => [$facts, 'surchargeTaxRate', $this->surchargeTaxRate],
            'state' => [$facts, 'state', Text::read($facts, 'state')],
            'shipTo' => [$facts, 'shipTo', $this->shipTo],
            'shipTo.state' => [$shipTo, 'state', Text::read($shipTo, 'state')],
            'orderRef' => [$facts, 'orderRef', $this->orderRef],
        ];
        $isUnreadable = static fn (array $fact): bool => $fact[2] === null && !Text::isLeftOut($fact[0], $fact[1]);
        $this->unreadable = array_keys(array_filter($optional, $isUnreadable));
    }
}
