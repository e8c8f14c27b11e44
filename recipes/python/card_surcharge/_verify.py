"""Verifies a surcharge quote, offline but for the service's public keys."""

from __future__ import annotations

import json
import math
import time
from typing import Optional, Union

from ._checks import judge
from ._claims import read_claims
from ._facts import SaleFacts, read_facts
from ._keys import KeySource, KeysUnavailable, source_of
from ._report import QuoteVerdict, refuse
from ._signature import HeaderProblem, read_kid, signed_payload
from ._texts import is_left_out


def _read_time(now: object) -> Optional[float]:
    if is_left_out(now):
        return time.time()
    if isinstance(now, bool) or not isinstance(now, (int, float)):
        return None
    return float(now) if math.isfinite(now) else None


def _verify(quote: str, facts: object, keys: object, now: object) -> QuoteVerdict:
    try:
        kid = read_kid(quote)
        source = source_of(keys)
        found = source.find(kid)
    except HeaderProblem as error:
        return refuse(error.problem)
    except KeysUnavailable:
        return refuse("keys_unavailable")
    if found is None:
        return refuse("unknown_key")
    payload = signed_payload(quote, found.key)
    if payload is None:
        return refuse("bad_signature")
    claims = read_claims(json.loads(payload.decode()))
    if claims is None:
        return refuse("malformed")
    return judge(claims, read_facts(facts), found, source.issuer, _read_time(now))


def verify_quote(quote: str, facts: SaleFacts, keys: KeySource, *, now: Union[int, float, None] = None) -> QuoteVerdict:
    """Whether `quote` was signed by the service for exactly this sale.

    Verify before charging, then charge `claims["totalAmount"]`, with `claims["surchargeAmount"]` as its own figure.
    Every fact the quote carries must be given: one that was not is `not_checked`, and the quote not valid. `state`,
    `shipTo`, `orderRef` and `surchargeTaxRate` need not be given when the quote has none. `now` is in seconds since
    1970; None is the clock.

    Never raises, whatever it is given.
    """
    try:
        return _verify(quote, facts, keys, now)
    except Exception:
        # What a decoder raises at: bytes that are not the JSON or UTF-8 they claim to be.
        return refuse("malformed")
