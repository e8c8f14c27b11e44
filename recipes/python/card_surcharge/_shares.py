"""How much of a surcharge goes back with a refund, or along with a partial capture. Exact integers, no float."""

from __future__ import annotations

from typing import Mapping, TypedDict

from ._money import read_whole, surcharge_tax_on
from ._tables import MAX_TAX_RATE

#: Why a share could not be told; docs/integrate-server.md says what each means.
SHARE_PROBLEMS = ("bad_claims", "no_amount", "bad_amount", "base_exceeded", "surcharge_exceeded")


class ShareError(ValueError):
    """`problem` is one of SHARE_PROBLEMS. Carries none of the values given."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class RefundError(ShareError):
    """Raised by `refund_share`."""


class CaptureError(ShareError):
    """Raised by `capture_share`."""


class SurchargeShare(TypedDict):
    """What goes along with the base amount, in minor units of the quote's currency."""

    surchargeAmount: int
    surchargeTaxAmount: int


class _Sale:
    """Base, surcharge and tax rate of a quote, and one step of a sequence, held against one another."""

    def __init__(self, error: "type[ShareError]", claims: object, step: "tuple[object, object, object]") -> None:
        if not isinstance(claims, Mapping):
            raise error("bad_claims")
        figures = [claims.get(name, "") for name in ("baseAmount", "surchargeAmount")]
        if None in figures:
            raise error("no_amount")
        base, surcharge = (read_whole(figure) for figure in figures)
        tax_rate = read_whole(claims.get("surchargeTaxRate"), MAX_TAX_RATE)
        if base is None or surcharge is None or tax_rate is None:
            raise error("bad_claims")
        now, base_before, surcharge_before = (read_whole(amount) for amount in step)
        if now is None or base_before is None or surcharge_before is None:
            raise error("bad_amount")
        if base_before + now > base:
            raise error("base_exceeded")
        if surcharge_before > surcharge:
            raise error("surcharge_exceeded")
        self.base, self.surcharge, self._tax_rate = base, surcharge, tax_rate
        self.base_so_far, self.surcharge_before = base_before + now, surcharge_before

    def share(self, due_in_all: int) -> int:
        """More may have gone already, as a courtesy; the difference evens out with later steps."""
        return max(0, due_in_all - self.surcharge_before)

    def tax_on(self, surcharge: int) -> int:
        return surcharge_tax_on(surcharge, self._tax_rate)


def refund_share(
    claims: Mapping[str, object], *, refund_base: int, refunded_base_before: int, refunded_surcharge_before: int
) -> SurchargeShare:
    """The part of the surcharge that goes back with this refund, and its tax.

    `refund_base` is the part of the base amount that goes back now, `refunded_base_before` the sum of all earlier ones,
    `refunded_surcharge_before` the sum of all earlier surcharge shares, their tax not counted. Cumulative and rounded
    up: what is kept never passes the cap on what is kept, and any sequence of refunds ends at exactly surcharge and
    tax. Raises RefundError.
    """
    sale = _Sale(RefundError, claims, (refund_base, refunded_base_before, refunded_surcharge_before))
    share = sale.share(-(-sale.surcharge * sale.base_so_far // sale.base) if sale.base else 0)
    kept_before = sale.surcharge - sale.surcharge_before
    return {
        "surchargeAmount": share,
        "surchargeTaxAmount": sale.tax_on(kept_before) - sale.tax_on(kept_before - share),
    }


def capture_share(
    claims: Mapping[str, object], *, capture_base: int, captured_base_before: int, captured_surcharge_before: int
) -> SurchargeShare:
    """The part of the surcharge that is captured with this part of the base amount, and its tax.

    As `refund_share`, but rounded down: what is captured never passes the cap on it. Raises CaptureError.
    """
    sale = _Sale(CaptureError, claims, (capture_base, captured_base_before, captured_surcharge_before))
    share = sale.share(sale.surcharge * sale.base_so_far // sale.base if sale.base else 0)
    before = sale.surcharge_before
    return {"surchargeAmount": share, "surchargeTaxAmount": sale.tax_on(before + share) - sale.tax_on(before)}
