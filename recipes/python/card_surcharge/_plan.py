"""Decides what becomes of one payment: verifies the page's quote, asks the service where there is none, and adds up."""

from __future__ import annotations

from typing import Any, Mapping, Optional, Union

from ._claims import QuoteClaims
from ._facts import ReadFacts, SaleFacts, read_facts
from ._hashes import is_sale, next_key, sale_of
from ._keys import KeySource
from ._money import MAX_WHOLE, read_whole
from ._places import normalise_code, trim
from ._plan_types import ChargePlan, PlannedCharge, PlannedRefusal
from ._report import InvalidVerdict
from ._service import Refused, Service, ask_service, lookup_request, read_answer, shows_its_quote
from ._verify import verify_quote

#: The service had no time or no answer when the page asked: its quote proves nothing but that.
_WANT_OF_AN_ANSWER = ("gateway_unavailable", "gateway_timeout", "service_limited")
#: What no honest page can cause: settings, keys or clocks are wrong, or the service itself.
_ONLY_A_PERSON_CAN_HELP = (
    "wrong_issuer",
    "wrong_merchant",
    "wrong_env",
    "life_too_long",
    "not_yet_valid",
    "informational_only",
    "inconsistent_claims",
    "inconsistent_amounts",
    "not_checked",
)
_ADVICE_ON = {
    "token_rejected": "new_token",
    # Asked too often is not down: who asks often enough would pay without the surcharge.
    "rate_limited": "press_again",
    "invalid_request": "fix_server",
}


def _misses(*names: str) -> PlannedRefusal:
    return {"kind": "refuse", "problem": "not_checked", "notChecked": list(names), "advice": "fix_server"}


def _refused_quote(verdict: InvalidVerdict, is_token: bool) -> PlannedRefusal:
    problem = verdict["problem"]
    # A token and its quote end together; the quote of a saved card ends alone.
    again = "new_token" if problem == "expired" and is_token else "quote_again"
    advice = "fix_server" if problem in _ONLY_A_PERSON_CAN_HELP else again
    refusal: PlannedRefusal = {
        "kind": "refuse",
        "problem": problem,
        "problems": verdict["problems"],
        "advice": advice,
    }
    if problem == "not_checked":
        refusal["notChecked"] = verdict["notChecked"]
    return refusal


class _Planner:
    """One payment on its way to a plan."""

    def __init__(self, quote: Any, facts: Any, service: Any, options: Mapping[str, Any]) -> None:
        self._quote, self._service, self._options = quote, service, options
        # The purpose of a plan is to charge, whatever the facts say.
        self._facts: Any = {**facts, "purpose": "charge"} if isinstance(facts, Mapping) else {}
        self._read: ReadFacts = read_facts(self._facts)

    def plan(self) -> ChargePlan:
        missing = self._missing()
        if missing:
            return _misses(*missing)
        if self._quote in (None, ""):
            return self._ask(known=None)
        verdict = self._verify(self._quote)
        if verdict["valid"] is False:
            if verdict["problem"] == "keys_unavailable":
                # Nobody can tell what the quote is worth.
                return self._charge("service_down", None)
            return _refused_quote(verdict, self._is_token)
        good = (self._quote, verdict["claims"])
        is_unanswered = verdict["claims"]["reason"] in _WANT_OF_AN_ANSWER
        return self._ask(known=good) if is_unanswered else self._charge("quote", good)

    @property
    def _is_token(self) -> bool:
        return self._read.subject is not None and self._read.subject[0] == "token"

    def _missing(self) -> list[str]:
        """The names of what was not given, or in a form that cannot be read."""
        facts, key = self._read, self._options["unanswered_key"]
        is_saved_card = facts.subject is not None and not self._is_token
        service = self._service if isinstance(self._service, Service) else None
        given = {
            "service.origin": service is not None and service.origin is not None,
            "service.serverKey": service is not None and service.server_key is not None,
            "declines": read_whole(self._options["declines"], MAX_WHOLE) is not None,
            "unansweredKey": key in (None, "") or is_sale(key),
            "merchant": facts.merchant is not None,
            "env": facts.env is not None,
            "subject": facts.subject is not None,
            "baseAmount": isinstance(facts.base_amount, int),
            "currency": facts.currency is not None,
            "country": facts.country is not None,
            "orderRef": not is_saved_card or facts.order_ref is not None,
        }
        names = [name for name, is_given in given.items() if not is_given]
        return names + [name for name in facts.unreadable if name not in names]

    def _verify(self, quote: Any) -> Any:
        keys = self._options["keys"]
        return verify_quote(quote, self._facts, self._service.keys if keys is None else keys, now=self._options["now"])

    def _ask(self, known: "Optional[tuple[str, QuoteClaims]]") -> ChargePlan:
        """Only the service can tell. `known`: the page's quote, where it is good and says that nothing is known."""
        locale = self._options["locale"]
        wish = locale if isinstance(locale, str) and trim(locale) else None
        reply = ask_service(self._service, lookup_request(self._read, wish))
        if isinstance(reply, Refused):
            return {"kind": "refuse", "problem": reply.problem, "advice": _ADVICE_ON[reply.problem]}
        answer = None if reply is None else read_answer(reply)
        verdict = None if answer is None else self._verify(answer["quote"])
        if answer is None or verdict is None or not verdict["valid"] or not shows_its_quote(answer, verdict["claims"]):
            return self._charge("service_down", known)
        claims: QuoteClaims = verdict["claims"]
        if claims["outcome"] == "surcharge":
            # The shopper has not been shown it.
            return {"kind": "offer", "answer": answer, "quote": answer["quote"], "claims": claims}
        return self._charge("nothing_to_add", (answer["quote"], claims))

    def _charge(self, why: str, by: "Optional[tuple[str, QuoteClaims]]") -> PlannedCharge:
        """Adds up, and names the sale. `by`: the quote to charge by, None for the base amount alone."""
        quote, claims = by if by is not None else (None, None)
        sale = self._sale() if claims is None else claims["sale"]
        base = self._read.base_amount if isinstance(self._read.base_amount, int) else 0
        surcharge = (claims and claims["surchargeAmount"]) or 0
        tax = (claims and claims["surchargeTaxAmount"]) or 0
        return {
            "kind": "charge",
            "sale": sale,
            "idempotencyKey": self._options["unanswered_key"] or next_key(sale, self._options["declines"]),
            "currency": normalise_code(self._read.currency or ""),
            "baseAmount": base,
            "surchargeAmount": surcharge,
            "surchargeTaxAmount": tax,
            "totalAmount": base + surcharge + tax,
            "rateBps": claims["rateBps"] if claims is not None else 0,
            "claims": claims,
            "quote": quote,
            "why": why,
        }

    def _sale(self) -> str:
        _, *ids = self._read.subject or ("", "")
        merchant, order = self._read.merchant or "", self._read.order_ref or ""
        if self._is_token:
            return sale_of(merchant, {"token": ids[0]})
        return sale_of(merchant, {"customerId": ids[0], "paymentMethodId": ids[1], "orderRef": order})


def charge_plan(
    quote: Optional[str],
    facts: SaleFacts,
    service: Service,
    *,
    declines: int = 0,
    unanswered_key: Optional[str] = None,
    locale: Optional[str] = None,
    keys: Optional[KeySource] = None,
    now: Union[int, float, None] = None,
) -> ChargePlan:
    """What to do with one payment.

    Verifies the page's quote; where there is none (None or empty), or one that knows nothing for want of an answer,
    asks the service by the token or saved card itself. Charges no surcharge that is not in a verified quote, and none
    that the shopper was not shown. A quote that says `surcharge` counts as accepted: the element gives it away once the
    shopper has accepted, and so does the form of `offer_html`.

    `declines` is how many tries to charge this order were declined so far; `unanswered_key` the `idempotencyKey` of an
    earlier try that got no answer, to be used again whatever card comes now; `locale` a BCP 47 tag, the language of an
    offer. `facts["baseAmount"]` is required, and `orderRef` for a saved card: without it, nothing tells a second press
    on Pay from a second order. `keys` are those of `service` unless given; `now` is as for `verify_quote`.

    Never raises, whatever the page and the service send; takes at most seconds.
    """
    options = {"declines": declines, "unanswered_key": unanswered_key, "locale": locale, "keys": keys, "now": now}
    try:
        return _Planner(quote, facts, service, options).plan()
    except Exception:  # what cannot be read even by name, such as a mapping that raises
        return _misses("facts")
