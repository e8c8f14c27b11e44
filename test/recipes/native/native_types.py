"""What JSON cannot say: facts in Python's own types, and mappings that mean harm. Prints nothing; a failure is a traceback."""

import json
import sys
from collections import UserDict
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType

sys.dont_write_bytecode = True
sys.path.insert(0, "recipes/python")

from card_surcharge import Keys, KeySet, RefundError, Service, charge_plan, refund_share, verify_quote  # noqa: E402

vectors = json.loads(Path("test/vectors/quotes.json").read_text(encoding="utf-8"))
case = next(case for case in vectors["cases"] if case["expected"]["valid"] and case["facts"]["baseAmount"] == 12_500)
quote, now = case["quote"], case["facts"]["now"]
facts = {name: value for name, value in case["facts"].items() if name != "now"}


def verdict(**changes):
    return verify_quote(quote, {**facts, **changes}, vectors["jwks"], now=now)


def check(what, actual, expected):
    assert actual == expected, f"{what}: {actual!r}, not {expected!r}"


class Raises(dict):
    def get(self, *_):
        raise RuntimeError("no")


class RaisesAtAll(UserDict):
    def __getitem__(self, _):
        raise RuntimeError("no")

    def get(self, *_):
        raise RuntimeError("no")

    def __contains__(self, _):
        raise RuntimeError("no")

    def __iter__(self):
        raise RuntimeError("no")


for amount in (12_500, 12_500.0, Decimal("12500"), Decimal("12500.00"), Decimal("1.25E+4"), Fraction(25_000, 2)):
    check(f"{amount!r}", verdict(baseAmount=amount)["valid"], True)
NO_AMOUNTS = (True, "12500", b"12500", 125.5, Decimal("125.5"), Fraction(1, 3), float("nan"), float("inf"), -1, 10**12)
for amount in (*NO_AMOUNTS, Decimal("NaN"), Decimal("sNaN"), Decimal("1E+999999"), 12_500j, object(), [], {}):
    check(f"{amount!r}", verdict(baseAmount=amount).get("notChecked"), ["baseAmount"])
check(
    "a mapping of another type", verify_quote(quote, MappingProxyType(facts), vectors["jwks"], now=now)["valid"], True
)
check("a key set of the caller's own", verify_quote(quote, facts, KeySet(vectors["jwks"]), now=now)["valid"], True)

NO_FACTS = (None, 1, "facts", [], object(), RaisesAtAll(facts), {1: 2, None: 3})
for given in (*NO_FACTS, Raises(facts)):
    check(f"{type(given)}", verify_quote(quote, given, vectors["jwks"], now=now)["problem"], "not_checked")
for given in (None, 1, "x", [], b"quote", "\ud800.a.b", "é" * 20, "a." * 5_000):
    check(f"quote {given!r:.20}", verify_quote(given, facts, vectors["jwks"], now=now)["problem"], "malformed")
for keys in (None, 1, "keys", [], {}, {"keys": None}, {"keys": [object()]}, RaisesAtAll({})):
    check(f"keys {type(keys)}", verify_quote(quote, facts, keys, now=now)["problem"], "keys_unavailable")
for moment in ("now", True, float("nan"), [], object()):
    check(f"now {moment!r}", verify_quote(quote, facts, vectors["jwks"], now=moment)["notChecked"], ["now"])

for fact in ("merchant", "env", "subject", "currency", "country", "state", "shipTo", "orderRef", "iss"):
    for value in (b"x", 1, 1.5, True, object(), ("a",), {"a"}, "\ud800"):
        assert verdict(**{fact: value})["valid"] is False, (fact, value)

for address in ("http://surcharge.example/jwks.json", "ftp://localhost/a", "jwks.json", "", None, 1):
    try:
        Keys(address)
        raise AssertionError(f"keys from {address!r}")
    except ValueError:
        pass
for given in NO_FACTS:
    check(f"a plan of {type(given)}", charge_plan(quote, given, Service("https://a.example", "sk"))["kind"], "refuse")
check(
    "a plan without a service",
    charge_plan(quote, facts, None)["notChecked"][:2],
    ["service.origin", "service.serverKey"],
)

claims = {"baseAmount": 12_500.0, "surchargeAmount": Decimal(375), "surchargeTaxRate": 0}
share = {"refund_base": Decimal("6250"), "refunded_base_before": 0, "refunded_surcharge_before": Fraction(0)}
check("a share", refund_share(claims, **share), {"surchargeAmount": 188, "surchargeTaxAmount": 0})
for given in (None, [], object(), "claims"):
    try:
        refund_share(given, **share)
        raise AssertionError("a share of no claims")
    except RefundError as error:
        check("the problem", error.problem, "bad_claims")
