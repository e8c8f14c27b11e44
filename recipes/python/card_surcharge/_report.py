"""What a verification ends with: the closed list of problems, the verdict, and the report that collects one."""

from __future__ import annotations

from typing import Callable, Literal, Optional, TypedDict, TypeVar, Union

from ._claims import QuoteClaims
from ._facts import FACT_NAMES

#: Why a quote is not good, in the order in which they are reported. docs/integrate-server.md says what each means.
QUOTE_PROBLEMS = (
    "malformed",
    "wrong_type",
    "wrong_algorithm",
    "forbidden_header",
    "keys_unavailable",
    "unknown_key",
    "bad_signature",
    "retired_key",
    "revoked_key",
    "wrong_issuer",
    "wrong_merchant",
    "wrong_env",
    "expired",
    "life_too_long",
    "not_yet_valid",
    "informational_only",
    "wrong_subject",
    "wrong_sale",
    "wrong_amount",
    "wrong_currency",
    "wrong_tax",
    "wrong_place",
    "wrong_order",
    "inconsistent_claims",
    "inconsistent_amounts",
    "not_checked",
)


class ValidVerdict(TypedDict):
    valid: Literal[True]
    claims: QuoteClaims


class _InvalidVerdict(TypedDict):
    valid: Literal[False]
    problem: str
    problems: "list[str]"
    notChecked: "list[str]"


class InvalidVerdict(_InvalidVerdict, total=False):
    """`problem` is the first of `problems`; `notChecked` names the facts that were missing.

    `claims` are there only if the signature is good.
    """

    claims: QuoteClaims


QuoteVerdict = Union[ValidVerdict, InvalidVerdict]
Value = TypeVar("Value")


def refuse(problem: str) -> InvalidVerdict:
    return {"valid": False, "problem": problem, "problems": [problem], "notChecked": []}


class Report:
    """Collects what is wrong with a signed quote; a server is told everything at once."""

    def __init__(self) -> None:
        self._problems: set[str] = set()
        self._missing: set[str] = set()

    def add(self, problem: str, is_wrong: bool) -> None:
        if is_wrong:
            self._problems.add(problem)

    def miss(self, fact: str) -> None:
        self._problems.add("not_checked")
        self._missing.add(fact)

    def compare(self, problem: str, fact: str, given: Optional[Value], is_wrong: Callable[[Value], bool]) -> None:
        """`problem` if the fact was given and is wrong; `not_checked` if it was not given."""
        if given is None:
            self.miss(fact)
        else:
            self.add(problem, is_wrong(given))

    def verdict(self, claims: QuoteClaims) -> QuoteVerdict:
        problems = [problem for problem in QUOTE_PROBLEMS if problem in self._problems]
        if not problems:
            return {"valid": True, "claims": claims}
        missing = [fact for fact in FACT_NAMES if fact in self._missing]
        return {
            "valid": False,
            "problem": problems[0],
            "problems": problems,
            "notChecked": missing,
            "claims": claims,
        }
