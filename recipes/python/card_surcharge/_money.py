"""Money in integers alone: minor units, basis points, and thousandths of a percent for tax rates; never a float."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from numbers import Integral
from typing import Any, Optional

from ._tables import MAX_AMOUNT

MAX_RATE_BPS = 10_000
#: The largest whole number that every language's JSON carries exactly.
MAX_WHOLE = 2**53 - 1


def read_whole(value: object, largest: int = MAX_AMOUNT) -> Optional[int]:
    """`value` as an int, if it is a whole number from 0 to `largest` in any of Python's types (12500.0 is one)."""
    if isinstance(value, bool) or not isinstance(value, (Integral, float, Decimal, Fraction)):
        return None
    number: Any = value
    try:
        # The range first: a Decimal may be 1E+999999, which nobody shall turn into an int.
        return int(number) if 0 <= number <= largest and number == int(number) else None
    except (ArithmeticError, ValueError):  # NaN
        return None


def surcharge_on(base: int, rate_bps: int) -> int:
    """The surcharge in minor units, rounded down so that it never passes a cap."""
    return base * rate_bps // MAX_RATE_BPS


def surcharge_tax_on(surcharge: int, tax_rate: int) -> int:
    """The tax on a surcharge in minor units, rounded half up, once."""
    return (surcharge * tax_rate + 50_000) // 100_000
