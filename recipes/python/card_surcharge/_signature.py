"""The signature of a quote: a compact JWS, ES256, with exactly `alg`, `typ` and `kid`. PyJWT does all of JOSE."""

from __future__ import annotations

import json
import re
from typing import Any, Mapping, Optional

import cryptography  # noqa: F401  PyJWT does without, but then knows no ES256: better said here than by unknown keys
from jwt.api_jwk import PyJWK
from jwt.api_jws import PyJWS
from jwt.exceptions import PyJWTError

from ._base64url import decode, encode

MAX_QUOTE_LENGTH = 8_192
_COMPACT = re.compile(r"([A-Za-z0-9_-]+)\.[A-Za-z0-9_-]+\.([A-Za-z0-9_-]{86})")
_HALF_ORDER_OF_P256 = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551 // 2
_JWS = PyJWS(algorithms=["ES256"])


class HeaderProblem(Exception):
    """`problem` is one of QUOTE_PROBLEMS."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


def read_kid(quote: object) -> str:
    """The key id of a quote whose form and header are in order. Raises HeaderProblem; no key is looked up before."""
    match = _COMPACT.fullmatch(quote) if isinstance(quote, str) and len(quote) <= MAX_QUOTE_LENGTH else None
    # The last character of a signature has four spare bits: two spellings of one signature.
    if match is None or encode(decode(match[2])) != match[2]:
        raise HeaderProblem("malformed")
    try:
        header = json.loads(decode(match[1]).decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        raise HeaderProblem("malformed") from None
    if not isinstance(header, dict):
        raise HeaderProblem("malformed")
    if header.get("typ") != "surcharge-quote+jwt":
        raise HeaderProblem("wrong_type")
    if header.get("alg") != "ES256":
        raise HeaderProblem("wrong_algorithm")
    if set(header) - {"alg", "typ", "kid"}:
        raise HeaderProblem("forbidden_header")
    kid = header.get("kid")
    if not isinstance(kid, str):
        raise HeaderProblem("unknown_key")
    return kid


def public_key(jwk: Mapping[str, Any]) -> Any:
    """The key of this JWK, or None when its point is not on the curve or its members are none of a key's."""
    try:
        members = {name: jwk[name] for name in ("kty", "crv", "x", "y")}
        return PyJWK(members, algorithm="ES256").key  # type: ignore[no-untyped-call]
    except (PyJWTError, ValueError, TypeError, KeyError, AttributeError):
        return None


def signed_payload(quote: str, key: Any) -> Optional[bytes]:
    """The payload, if `key` signed it; a signature has one form, the one with the lower s. None when it is none."""
    if int.from_bytes(decode(quote[-86:])[32:], "big") > _HALF_ORDER_OF_P256:
        return None
    try:
        payload: bytes = _JWS.decode_complete(quote, key, algorithms=["ES256"])["payload"]
        return payload
    except (PyJWTError, ValueError):
        return None
