"""The server's own question to the service, `POST /v1/server/lookup`, and what counts as an answer to it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any, Mapping, Optional, Union

from . import _http
from ._base64url import encode
from ._claims import QuoteClaims
from ._facts import ReadFacts
from ._http import MAX_BYTES, Fetch, origin_of
from ._keys import Keys
from ._money import read_whole
from ._places import trim

MAX_CURRENCY_DIGITS = 4


class Service:
    """How to reach the service: its origin, such as `https://surcharge.example.com`, and the merchant's `sk_...` key.

    Make one and keep it for the life of the process: it keeps the service's keys. `fetch` is what sends its requests.
    """

    def __init__(self, origin: str, server_key: str, *, fetch: Fetch = _http.fetch) -> None:
        try:
            self.origin: Optional[str] = origin_of(origin)
        except ValueError:
            self.origin = None  # charge_plan says so: a setting that is wrong is no reason to break a checkout
        self.server_key = server_key if isinstance(server_key, str) and trim(server_key) else None
        self.fetch = fetch
        self.keys = None if self.origin is None else Keys(f"{self.origin}/.well-known/jwks.json", fetch=fetch)


@dataclass(frozen=True)
class Refused:
    """The service refused the question."""

    problem: str


#: What a 200 brought, parsed and not looked at; or a refusal; or None, no answer.
Reply = Union[Mapping[str, Any], Refused, None]

#: 401, 404, 500 and the rest are no answer to the question: the sale goes on without a surcharge.
_REFUSALS = {400: "invalid_request", 422: "token_rejected", 429: "rate_limited"}


def _without_gaps(members: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value is not None}


def lookup_request(facts: ReadFacts, locale: Optional[str]) -> dict[str, Any]:
    """The body of the question about this sale: what the server knows, and nothing that a page said."""
    kind, *ids = facts.subject or ("token",)
    names = ("token",) if kind == "token" else ("customerId", "paymentMethodId")
    place = None if facts.ship_to is None else _without_gaps(dict(zip(("country", "state"), facts.ship_to)))
    return _without_gaps(
        {
            "merchant": facts.merchant,
            **dict(zip(names, ids)),
            "country": facts.country,
            "state": facts.state,
            "shipTo": place,
            "baseAmount": facts.base_amount,
            "currency": facts.currency,
            "surchargeTaxRate": facts.surcharge_tax_rate,
            "orderRef": facts.order_ref,
            "locale": locale,
        }
    )


def ask_service(service: Service, body: Mapping[str, Any]) -> Reply:
    """Asks the service. Never raises."""
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {service.server_key}"}
    try:
        data = json.dumps(body).encode()
        status, answer = service.fetch(f"{service.origin}/v1/server/lookup", headers, data)
        if status in _REFUSALS:
            return Refused(_REFUSALS[status])
        parsed = json.loads(answer.decode()) if status == 200 and len(answer) <= MAX_BYTES else None
        return parsed if isinstance(parsed, dict) else None
    except Exception:  # a fetch that was passed in may raise anything
        return None


def read_answer(body: Mapping[str, Any]) -> Optional[dict[str, Any]]:
    """The browser's part of the answer, if the members that are shown are in their form."""
    answer = body.get("answer")
    if not isinstance(answer, dict):
        return None
    surcharge = answer.get("surcharge")
    is_in_form = (
        isinstance(answer.get("message"), str)
        and ("disclosure" in answer and (answer["disclosure"] is None or isinstance(answer["disclosure"], str)))
        and isinstance(answer.get("quote"), str)
        and isinstance(surcharge, dict)
        and read_whole(surcharge.get("currencyDigits"), MAX_CURRENCY_DIGITS) is not None
    )
    return answer if is_in_form else None


_SHOWN = ("rateBps", "baseAmount", "surchargeAmount", "surchargeTaxAmount", "totalAmount", "currency")


def _is_disclosed(text: Optional[str], claims: QuoteClaims) -> bool:
    disclosure = claims["disclosure"]
    if text is None or disclosure is None:
        return text is None and disclosure is None
    return encode(hashlib.sha256(text.encode("utf-8", "replace")).digest()) == disclosure["sha256"]


def shows_its_quote(answer: Mapping[str, Any], claims: QuoteClaims) -> bool:
    """True when the answer shows exactly what its quote proves: nobody may be asked to pay anything else."""
    shown, quoted = answer["surcharge"], {**claims}
    return (
        answer.get("outcome") == claims["outcome"]
        and all(name in shown and shown[name] == quoted[name] for name in _SHOWN)
        and not any(isinstance(shown[name], bool) for name in _SHOWN)
        and _is_disclosed(answer["disclosure"], claims)
    )
