"""Where the keys of quotes come from: a key set in hand, or the address of one, fetched and kept."""

from __future__ import annotations

import json
import threading
import time
from dataclasses import dataclass
from typing import Any, Callable, Mapping, Optional, Union

from . import _http
from ._http import Fetch, origin_of
from ._money import MAX_WHOLE, read_whole
from ._signature import public_key

FRESH_SECONDS = 600
UNKNOWN_KEY_COOLDOWN_SECONDS = 30
FAILURE_COOLDOWN_SECONDS = 5
STALE_SECONDS = 86_400
MAX_KEYS = 100

Jwk = Mapping[str, Any]


class KeysUnavailable(Exception):
    """The keys could not be fetched, or are no key set."""


@dataclass(frozen=True)
class FoundKey:
    """A key and, for one that is no longer in use, what became of it. `retired_at` is in seconds since 1970."""

    key: Any
    retired_at: Optional[int]
    is_revoked: bool


def _read_set(text: str) -> list[Jwk]:
    """The keys of a set. Raises ValueError when it is none, or one of more than 100 keys."""
    jwks = json.loads(text)
    keys = jwks.get("keys") if isinstance(jwks, dict) else None
    if not isinstance(keys, list) or len(keys) > MAX_KEYS or not all(isinstance(key, (dict, list)) for key in keys):
        raise ValueError("this is no key set")
    return [key for key in keys if isinstance(key, dict)]


def _is_for_quotes(jwk: Jwk) -> bool:
    """True for a key that is plainly one for ES256 signatures. None counts as absent."""
    operations = jwk.get("key_ops")
    return (
        jwk.get("kty") == "EC"
        and jwk.get("crv") == "P-256"
        and jwk.get("use") in (None, "sig")
        and jwk.get("alg") in (None, "ES256")
        and (operations is None or (isinstance(operations, list) and "verify" in operations))
        # Who publishes a private key has lost it.
        and jwk.get("d") is None
    )


def _find(keys: list[Jwk], kid: str) -> Optional[FoundKey]:
    """The one key of this id, if it is one that quotes are signed with."""
    named = [key for key in keys if key.get("kid") == kid]
    if len(named) != 1 or not _is_for_quotes(named[0]):
        return None
    retired_at = named[0].get("retired_at")
    when = read_whole(retired_at, MAX_WHOLE)
    key = public_key(named[0])
    if key is None or (retired_at is not None and when is None):
        return None
    return FoundKey(key, when, named[0].get("revoked_at") is not None)


class KeySet:
    """Keys in hand: the content of `/.well-known/jwks.json`, kept by you. A set that you change is read anew."""

    #: The service's origin, where the keys' address tells it.
    issuer: Optional[str] = None

    def __init__(self, jwks: Mapping[str, Any]) -> None:
        self._jwks = jwks

    def find(self, kid: str) -> Optional[FoundKey]:
        """The key of this id, or None. Raises KeysUnavailable."""
        try:
            text = json.dumps(self._jwks, ensure_ascii=False, separators=(",", ":"))
            if len(text) > _http.MAX_BYTES:
                raise KeysUnavailable("the key set is longer than 64 KiB")
            return _find(_read_set(text), kid)
        except (TypeError, ValueError, RecursionError) as error:
            raise KeysUnavailable("this is no key set") from error


class Keys:
    """The service's keys by their address, such as `https://surcharge.example.com/.well-known/jwks.json`.

    Make one and keep it for the life of the process; threads may share it. The address is asked at most once in ten
    minutes, for an unknown key at most once in thirty seconds, and after a failure not again for five seconds. While it
    fails, the last good copy serves for a day: a quote is verified offline. Raises ValueError for an address that is
    not https; http is for loopback only.
    """

    def __init__(self, url: str, *, fetch: Fetch = _http.fetch, clock: Callable[[], float] = time.monotonic) -> None:
        self.issuer = origin_of(url)
        self._url, self._fetch, self._clock = url, fetch, clock
        self._lock = threading.Lock()
        self._keys: list[Jwk] = []
        self._fetched_at: Optional[float] = None
        self._failed_at: Optional[float] = None

    def find(self, kid: str) -> Optional[FoundKey]:
        """The key of this id, or None. Raises KeysUnavailable."""
        # The lock is held while fetching, so that many askers are one request.
        with self._lock:
            is_known = _find(self._keys, kid) is not None
            age = self._age(self._fetched_at)
            if age >= FRESH_SECONDS or (not is_known and age >= UNKNOWN_KEY_COOLDOWN_SECONDS):
                self._refresh(may_stay=is_known and age < STALE_SECONDS)
            return _find(self._keys, kid)

    def _age(self, since: Optional[float]) -> float:
        return float("inf") if since is None else self._clock() - since

    def _refresh(self, may_stay: bool) -> None:
        try:
            if self._age(self._failed_at) < FAILURE_COOLDOWN_SECONDS:
                raise KeysUnavailable("the keys could not be fetched a moment ago")
            self._keys, self._fetched_at = self._fetch_set(), self._clock()
        except KeysUnavailable:
            if not may_stay:
                raise

    def _fetch_set(self) -> list[Jwk]:
        try:
            status, body = self._fetch(self._url, {"Accept": "application/json"}, None)
            if status != 200 or len(body) > _http.MAX_BYTES:
                raise ValueError(f"the keys' address answered {status} with {len(body)} bytes")
            return _read_set(body.decode())
        except (OSError, ValueError, RecursionError) as error:
            self._failed_at = self._clock()
            raise KeysUnavailable("the keys could not be fetched") from error


#: Whatever tells the keys: a `Keys`, a `KeySet`, or the key set itself.
KeySource = Union[Keys, KeySet, Mapping[str, Any]]


def source_of(keys: object) -> Union[Keys, KeySet]:
    """Raises KeysUnavailable when `keys` is nothing that has keys."""
    if isinstance(keys, (Keys, KeySet)):
        return keys
    if isinstance(keys, Mapping):
        return KeySet(keys)
    raise KeysUnavailable("keys must be a Keys, a KeySet or a key set")
