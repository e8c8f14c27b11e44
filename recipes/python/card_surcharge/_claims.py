"""The claims of a quote: their type, and a reader that trusts nothing."""

from __future__ import annotations

from typing import Any, Callable, Mapping, Optional, TypedDict, cast

from ._hashes import is_sale
from ._money import MAX_RATE_BPS, MAX_WHOLE, read_whole
from ._tables import MAX_AMOUNT, MAX_TAX_RATE


class QuotedPlace(TypedDict):
    """ISO 3166-1 alpha-2 country; subdivision code without the country prefix, or None."""

    country: str
    state: Optional[str]


class QuotedSubject(TypedDict):
    kind: str
    hash: str


class QuotedRules(TypedDict):
    version: str
    ids: "list[str]"


class QuotedDisclosure(TypedDict):
    locale: str
    version: str
    sha256: str


class _OptionalClaims(TypedDict, total=False):
    shipTo: QuotedPlace
    orderRef: str


class QuoteClaims(_OptionalClaims):
    """What a quote says. Amounts are minor units of `currency`, rates basis points, times seconds since 1970.

    `surchargeTaxRate` is in thousandths of a percent. The four amounts are None when the lookup was asked without a
    base amount; `disclosure` is None unless `outcome` is "surcharge".
    """

    iss: str
    aud: str
    env: str
    iat: int
    exp: int
    jti: str
    sale: str
    subject: QuotedSubject
    outcome: str
    reason: str
    brand: str
    funding: str
    country: str
    state: Optional[str]
    currency: str
    baseAmount: Optional[int]
    rateBps: int
    surchargeAmount: Optional[int]
    surchargeTaxRate: int
    surchargeTaxAmount: Optional[int]
    totalAmount: Optional[int]
    rules: QuotedRules
    disclosure: Optional[QuotedDisclosure]


Form = Callable[[object], bool]


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value != ""


def _whole(largest: int) -> Form:
    return lambda value: read_whole(value, largest) is not None


def _one_of(*texts: str) -> Form:
    return lambda value: isinstance(value, str) and value in texts


def _or_none(form: Form) -> Form:
    return lambda value: value is None or form(value)


def _shape(forms: Mapping[str, Form], optional: Mapping[str, Form] = {}) -> Form:
    def fits(value: object) -> bool:
        if not isinstance(value, dict):
            return False
        return all(name in value and form(value[name]) for name, form in forms.items()) and all(
            name not in value or form(value[name]) for name, form in optional.items()
        )

    return fits


_WHOLE_FORMS: Mapping[str, Form] = {
    "iat": _whole(MAX_WHOLE),
    "exp": _whole(MAX_WHOLE),
    "baseAmount": _or_none(_whole(MAX_AMOUNT)),
    "rateBps": _whole(MAX_RATE_BPS),
    "surchargeAmount": _or_none(_whole(MAX_AMOUNT)),
    "surchargeTaxRate": _whole(MAX_TAX_RATE),
    "surchargeTaxAmount": _or_none(_whole(MAX_AMOUNT)),
    # Base amount, surcharge and tax are each within the limit; their sum may pass it.
    "totalAmount": _or_none(_whole(MAX_WHOLE)),
}
_PLACE: Mapping[str, Form] = {"country": _is_text, "state": _or_none(_is_text)}
#: `brand` and `reason` are texts here, not closed lists: a server must not stop verifying because the service learnt a
#: new brand.
_FORMS: Mapping[str, Form] = {
    **_WHOLE_FORMS,
    **_PLACE,
    "iss": _is_text,
    "aud": _is_text,
    "env": _one_of("test", "live"),
    "jti": _is_text,
    "sale": is_sale,
    "subject": _shape({"kind": _one_of("token", "customer", "bin"), "hash": _is_text}),
    "outcome": _one_of("surcharge", "none", "unknown"),
    "reason": _is_text,
    "brand": _is_text,
    "funding": _one_of("credit", "charge", "debit", "prepaid", "unknown"),
    "currency": _is_text,
    "rules": _shape(
        {"version": _is_text, "ids": lambda ids: isinstance(ids, list) and all(_is_text(text) for text in ids)}
    ),
    "disclosure": _or_none(_shape({"locale": _is_text, "version": _is_text, "sha256": _is_text})),
}
_OPTIONAL_FORMS: Mapping[str, Form] = {"shipTo": _shape(_PLACE), "orderRef": _is_text}


def read_claims(payload: Any) -> Optional[QuoteClaims]:
    """The claims out of a decoded payload, without those that this version does not know; None when one is amiss."""
    if not _shape(_FORMS, _OPTIONAL_FORMS)(payload):
        return None
    known = {name: value for name, value in payload.items() if name in _FORMS or name in _OPTIONAL_FORMS}
    # JSON may write a whole number as 12500.0.
    wholes = {name: None if known[name] is None else int(known[name]) for name in _WHOLE_FORMS}
    return cast(QuoteClaims, {**known, **wholes})
