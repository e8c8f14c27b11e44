"""What a merchant's server does with one payment: charge, show an offer, or refuse."""

from __future__ import annotations

from typing import Any, Literal, Optional, TypedDict, Union

from ._claims import QuoteClaims

#: What can help after a refusal: a new quote, the card entered again, another press on Pay, or a person.
ADVICES = ("quote_again", "new_token", "press_again", "fix_server")
#: How the service refuses a server's question, by its own codes.
LOOKUP_PROBLEMS = ("token_rejected", "rate_limited", "invalid_request")


class PlannedCharge(TypedDict):
    """Charge it. Amounts are minor units of `currency`; `totalAmount` is what is charged.

    `idempotencyKey` is the gateway's `idempotency_key`. `claims` and `quote` are those it is charged by, None where
    there is none: keep both beside the order, for refunds. `why`: "quote", the page's; "nothing_to_add", the service
    said so to the server; "service_down", nobody could say whether a surcharge is due, so none is taken.
    """

    kind: Literal["charge"]
    sale: str
    idempotencyKey: str
    currency: str
    baseAmount: int
    surchargeAmount: int
    surchargeTaxAmount: int
    totalAmount: int
    rateBps: int
    claims: Optional[QuoteClaims]
    quote: Optional[str]
    why: str


class PlannedOffer(TypedDict):
    """Do not charge: show `offer_html(answer)`. Once accepted, its quote comes back with the form."""

    kind: Literal["offer"]
    answer: "dict[str, Any]"
    quote: str
    claims: QuoteClaims


class _PlannedRefusal(TypedDict):
    kind: Literal["refuse"]
    problem: str
    advice: str


class PlannedRefusal(_PlannedRefusal, total=False):
    """Do not charge. `problems` is there where it is the quote, `notChecked` with the problem `not_checked`."""

    problems: "list[str]"
    notChecked: "list[str]"


ChargePlan = Union[PlannedCharge, PlannedOffer, PlannedRefusal]
