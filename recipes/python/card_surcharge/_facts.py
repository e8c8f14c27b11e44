"""The facts of a sale that a quote is held against, and a reader that takes them from anything without ever raising.

What is missing, of another type or cannot be read counts as not given. None and "" say "left out".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional, TypedDict, Union, final

from ._http import read_origin
from ._money import read_whole
from ._places import Place
from ._tables import MAX_AMOUNT, MAX_TAX_RATE
from ._texts import get, is_left_out, read_text


class _PlaceCountry(TypedDict):
    country: str


class PlaceFact(_PlaceCountry, total=False):
    """A place in any form that the service itself takes: any case, `US-IL` for `IL`, `Illinois` for `IL`."""

    state: Optional[str]


@final
class TokenSubject(TypedDict):
    """The Tokenizer's token that is about to be charged."""

    token: str


@final
class CustomerSubject(TypedDict):
    """The saved card that is about to be charged, by both of its ids."""

    customerId: str
    paymentMethodId: str


class _RequiredFacts(TypedDict):
    merchant: str
    env: str
    subject: Union[TokenSubject, CustomerSubject]
    baseAmount: Optional[int]
    currency: str
    country: str


class SaleFacts(_RequiredFacts, total=False):
    """What your server knows of the sale by itself: from its own cart and session, never from the page's total.

    `merchant` is the merchant's id, such as "mch_demo"; `env` "test" or "live". `baseAmount` is in minor units; None
    says that the lookup was asked without an amount. `currency` is ISO 4217, `country` the billing country, ISO 3166-1
    alpha-2. `surchargeTaxRate` is the tax on the surcharge in thousandths of a percent, as your own tax engine gives
    it. `iss` is the service's origin; without it, the origin of the keys' address. `purpose` "refund" ignores the
    expiry.
    """

    iss: Optional[str]
    state: Optional[str]
    shipTo: Optional[PlaceFact]
    orderRef: Optional[str]
    surchargeTaxRate: Optional[int]
    purpose: Optional[str]


#: The facts that can be not given, by the names that `notChecked` lists.
FACT_NAMES = (
    "iss",
    "merchant",
    "env",
    "subject",
    "baseAmount",
    "currency",
    "surchargeTaxRate",
    "country",
    "state",
    "shipTo",
    "shipTo.state",
    "orderRef",
    "now",
)


class NotGiven:
    """Says of an amount that none was given, where None is an amount of its own."""


NOT_GIVEN = NotGiven()


@dataclass(frozen=True)
class ReadFacts:
    """The facts after reading: None is "not given". `unreadable` names what was given in a form that cannot be read."""

    iss: Optional[str]
    is_issuer_given: bool
    merchant: Optional[str]
    env: Optional[str]
    subject: Optional[tuple[str, ...]]
    base_amount: Union[int, NotGiven, None]
    currency: Optional[str]
    surcharge_tax_rate: Optional[int]
    country: Optional[str]
    state: Optional[str]
    ship_to: Optional[Place]
    order_ref: Optional[str]
    is_refund: bool
    unreadable: tuple[str, ...]


def _read_subject(subject: object) -> Optional[tuple[str, ...]]:
    names = ("token", "customerId", "paymentMethodId")
    token, customer, method = (read_text(subject, name) for name in names)
    is_token_given, *are_ids_given = (not is_left_out(get(subject, name)) for name in names)
    # A subject that is two things at once is none.
    if is_token_given and any(are_ids_given):
        return None
    if token is not None:
        return ("token", token)
    return None if customer is None or method is None else ("customer", customer, method)


def _read_base_amount(facts: object) -> Union[int, NotGiven, None]:
    value = get(facts, "baseAmount", NOT_GIVEN)
    amount = read_whole(value, MAX_AMOUNT)
    return NOT_GIVEN if amount is None and value is not None else amount


def read_facts(facts: object) -> ReadFacts:
    """Reads whatever was passed to `verify_quote`. Never raises."""
    ship_to = get(facts, "shipTo")
    ship_country, ship_state = read_text(ship_to, "country"), read_text(ship_to, "state")
    read = {
        "iss": read_origin(get(facts, "iss")),
        "surchargeTaxRate": read_whole(get(facts, "surchargeTaxRate"), MAX_TAX_RATE),
        "state": read_text(facts, "state"),
        "shipTo": ship_country,
        "shipTo.state": ship_state,
        "orderRef": read_text(facts, "orderRef"),
    }
    given = {name: get(facts, name) for name in read} | {"shipTo.state": get(ship_to, "state")}
    return ReadFacts(
        iss=read_origin(get(facts, "iss")),
        is_issuer_given=not is_left_out(get(facts, "iss")),
        merchant=read_text(facts, "merchant"),
        env=read_text(facts, "env"),
        subject=_read_subject(get(facts, "subject")),
        base_amount=_read_base_amount(facts),
        currency=read_text(facts, "currency"),
        surcharge_tax_rate=read_whole(get(facts, "surchargeTaxRate"), MAX_TAX_RATE),
        country=read_text(facts, "country"),
        state=read_text(facts, "state"),
        ship_to=None if ship_country is None else (ship_country, ship_state),
        order_ref=read_text(facts, "orderRef"),
        is_refund=get(facts, "purpose") == "refund",
        unreadable=tuple(name for name in read if read[name] is None and not is_left_out(given[name])),
    )
