"""One HTTP exchange: bounded in time and size, never redirected, and named. Only `https`, or `http` on loopback."""

from __future__ import annotations

import re
import threading
import urllib.error
import urllib.request
from typing import Callable, Mapping, Optional, Union

from ._places import trim
from ._tables import ORIGIN, USER_AGENT

#: Called with an address, headers, and a body or None for a GET; gives status and body, or raises OSError.
Fetch = Callable[[str, Mapping[str, str], Optional[bytes]], "tuple[int, bytes]"]

TIMEOUT_SECONDS = 3.0
MAX_BYTES = 65_536
_DEFAULT_PORTS = {"https": 443, "http": 80}
_SMALL = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")
_LOOPBACK = re.compile(r"http://([a-z0-9._-]+\.localhost|localhost|\[::1\]|127(\.\d{1,3}){3})(:\d+)?")


def read_origin(address: object) -> Optional[str]:
    """The origin of an http or https address, such as `https://surcharge.example`; None for anything else."""
    match = re.match(ORIGIN, trim(address).translate(_SMALL)) if isinstance(address, str) else None
    if match is None:
        return None
    scheme, host, digits = match.groups()
    port = _DEFAULT_PORTS[scheme] if digits is None else int(digits)
    return f"{scheme}://{host}" + ("" if port == _DEFAULT_PORTS[scheme] else f":{port}")


def origin_of(address: object) -> str:
    """The origin of an address that may be asked: https, or http on loopback. Raises ValueError for any other."""
    origin = read_origin(address)
    if origin is None or not (origin.startswith("https:") or _LOOPBACK.fullmatch(origin)):
        raise ValueError("an address must be https; http is for loopback only")
    return origin


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """What is asked comes from the address that you named, and from no other."""

    def redirect_request(self, *_: object) -> None:
        return None


def _exchange(request: urllib.request.Request) -> tuple[int, bytes]:
    opener = urllib.request.build_opener(_NoRedirect)
    try:
        with opener.open(request, timeout=TIMEOUT_SECONDS) as response:
            status, body = response.status, response.read(MAX_BYTES + 1)
    except urllib.error.HTTPError as error:
        with error:
            status, body = error.code, error.read(MAX_BYTES + 1)
    if len(body) > MAX_BYTES:
        raise OSError("the answer is too long")
    return status, body


def fetch(url: str, headers: Mapping[str, str], body: Optional[bytes] = None) -> tuple[int, bytes]:
    """Status and body of the answer, at most 64 KiB, within three seconds in all. Raises OSError for want of one."""
    origin_of(url)
    request = urllib.request.Request(url, data=body, headers={**headers, "User-Agent": USER_AGENT})
    results: list[Union[tuple[int, bytes], OSError]] = []

    def run() -> None:
        try:
            results.append(_exchange(request))
        except Exception as error:  # http.client has errors of its own that are no OSError
            results.append(error if isinstance(error, OSError) else OSError(f"no answer: {type(error).__name__}"))

    # A thread, because a socket's own timeout starts anew with every byte that a slow host sends.
    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(TIMEOUT_SECONDS)
    if not results:
        raise OSError("no answer in time")
    if isinstance(results[0], OSError):
        raise results[0]
    return results[0]
