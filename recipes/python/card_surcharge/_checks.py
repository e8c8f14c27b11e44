"""What a signed quote is held against: the time, the facts of the sale, and itself."""

from __future__ import annotations

from typing import Optional

from ._claims import QuoteClaims, QuotedPlace
from ._facts import NotGiven, ReadFacts
from ._hashes import sale_of, subject_hash
from ._keys import FoundKey
from ._money import surcharge_on, surcharge_tax_on
from ._places import Place, normalise_code, normalise_place
from ._report import QuoteVerdict, Report
from ._tables import REASON_OUTCOME

#: How far the service's clock and this one may be apart.
CLOCK_SKEW_SECONDS = 5
#: For this long after a rotation some instances may still sign with the key that was retired.
RETIRED_KEY_GRACE_SECONDS = 3_600
#: No quote of a sound service is good for longer.
LONGEST_LIFE_SECONDS = 1_200


def _check_key(report: Report, claims: QuoteClaims, facts: ReadFacts, key: FoundKey, now: Optional[float]) -> None:
    report.add("revoked_key", key.is_revoked)
    if key.is_revoked or key.retired_at is None or now is None:
        return
    # A leaked old key can be made to sign any date, so an old date is worth something for refunds only.
    used_at = claims["iat"] if facts.is_refund else max(claims["iat"], now)
    report.add("retired_key", used_at > key.retired_at + RETIRED_KEY_GRACE_SECONDS)


def _check_time(report: Report, claims: QuoteClaims, facts: ReadFacts, now: Optional[float]) -> None:
    life = claims["exp"] - claims["iat"]
    report.add("life_too_long", not facts.is_refund and not 0 <= life <= LONGEST_LIFE_SECONDS)
    if now is None:
        report.miss("now")
        return
    report.add("expired", not facts.is_refund and now >= claims["exp"] + CLOCK_SKEW_SECONDS)
    report.add("not_yet_valid", now < claims["iat"] - CLOCK_SKEW_SECONDS)


def _check_subject(report: Report, claims: QuoteClaims, facts: ReadFacts) -> None:
    if claims["subject"]["kind"] == "bin":
        report.add("informational_only", True)
    elif facts.subject is None:
        report.miss("subject")
    elif facts.merchant is not None:
        kind, *ids = facts.subject
        quoted = claims["subject"]
        is_right = kind == quoted["kind"] and subject_hash(kind, facts.merchant, *ids) == quoted["hash"]
        report.add("wrong_subject", not is_right)
        report.add("wrong_sale", is_right and not _is_sale_right(claims, facts.merchant, ids))


def _is_sale_right(claims: QuoteClaims, merchant: str, ids: "list[str]") -> bool:
    """A saved card without an order is a sale of its own each time; there is nothing to recompute."""
    if claims["subject"]["kind"] == "token":
        return claims["sale"] == sale_of(merchant, {"token": ids[0]})
    if "orderRef" not in claims:
        return True
    named = {"customerId": ids[0], "paymentMethodId": ids[1], "orderRef": claims["orderRef"]}
    return claims["sale"] == sale_of(merchant, named)


def _check_place(report: Report, given: Place, quoted: QuotedPlace, fact: str) -> None:
    """`fact` is what a missing state is called."""
    country, state = normalise_place(given)
    if country == quoted["country"] and state is None and quoted["state"] is not None:
        report.miss(fact)
    report.add("wrong_place", country != quoted["country"] or (state is not None and state != quoted["state"]))


def _check_places(report: Report, claims: QuoteClaims, facts: ReadFacts) -> None:
    billing: QuotedPlace = {"country": claims["country"], "state": claims["state"]}
    if facts.country is None:
        report.miss("country")
    else:
        _check_place(report, (facts.country, facts.state), billing, "state")
    if facts.ship_to is not None:
        # A quote without a ship-to place is for goods that go to the billing place.
        _check_place(report, facts.ship_to, claims.get("shipTo", billing), "shipTo.state")
    elif "shipTo" in claims:
        report.miss("shipTo")


def _check_consistency(report: Report, claims: QuoteClaims) -> None:
    """A quote that contradicts itself was not made by a sound service, however well it is signed."""
    outcome = claims["outcome"]
    is_surcharge = outcome == "surcharge"
    is_credit = claims["funding"] in ("credit", "charge")
    report.add(
        "inconsistent_claims",
        REASON_OUTCOME.get(claims["reason"], outcome) != outcome
        or (is_surcharge and not is_credit)
        or is_surcharge != (claims["disclosure"] is not None),
    )
    base, surcharge = claims["baseAmount"], claims["surchargeAmount"]
    tax, total = claims["surchargeTaxAmount"], claims["totalAmount"]
    if base is None or surcharge is None:
        are_amounts_right = base is None and surcharge is None and tax is None and total is None
    else:
        are_amounts_right = (
            surcharge == surcharge_on(base, claims["rateBps"])
            and tax == surcharge_tax_on(surcharge, claims["surchargeTaxRate"])
            and total == base + surcharge + tax
            and is_surcharge == (surcharge > 0)
        )
    report.add("inconsistent_amounts", not are_amounts_right or is_surcharge != (claims["rateBps"] > 0))


def judge(
    claims: QuoteClaims, facts: ReadFacts, key: FoundKey, keys_issuer: Optional[str], now: Optional[float]
) -> QuoteVerdict:
    """Holds the claims of a quote whose signature is good against the facts; `now` None cannot be read."""
    report = Report()
    for fact in facts.unreadable:
        report.miss(fact)
    issuer = facts.iss if facts.is_issuer_given else keys_issuer
    report.add("wrong_issuer", issuer is not None and issuer != claims["iss"])
    report.compare("wrong_merchant", "merchant", facts.merchant, lambda given: given != claims["aud"])
    report.compare("wrong_env", "env", facts.env, lambda given: given != claims["env"])
    _check_key(report, claims, facts, key, now)
    _check_time(report, claims, facts, now)
    _check_subject(report, claims, facts)
    # None is an amount here, so that another value says "not given".
    amount = None if isinstance(facts.base_amount, NotGiven) else (facts.base_amount,)
    report.compare("wrong_amount", "baseAmount", amount, lambda given: given[0] != claims["baseAmount"])
    report.compare(
        "wrong_currency", "currency", facts.currency, lambda given: normalise_code(given) != claims["currency"]
    )
    if facts.surcharge_tax_rate is not None or claims["surchargeTaxRate"] != 0:
        rate = facts.surcharge_tax_rate
        report.compare("wrong_tax", "surchargeTaxRate", rate, lambda given: given != claims["surchargeTaxRate"])
    _check_places(report, claims, facts)
    if facts.order_ref is not None or "orderRef" in claims:
        report.compare("wrong_order", "orderRef", facts.order_ref, lambda given: given != claims.get("orderRef"))
    _check_consistency(report, claims)
    return report.verdict(claims)
