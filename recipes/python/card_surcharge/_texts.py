"""Reads texts from anything without ever raising. None and a text of nothing but blanks say "left out"."""

from __future__ import annotations

import re
from typing import Any, Mapping, Optional

from ._places import trim

_UNREADABLE = object()
#: Half a surrogate pair, which other languages could not even hold.
_SURROGATE = re.compile("[\ud800-\udfff]")


def get(given: object, name: str, otherwise: object = None) -> Any:
    """The member of this name; `otherwise` where it is missing or there are no members."""
    try:
        return given.get(name, otherwise) if isinstance(given, Mapping) else otherwise
    except Exception:  # a mapping of the caller's own may do anything
        return _UNREADABLE


def is_left_out(value: object) -> bool:
    """True for None and for a text of nothing but blanks."""
    return value is None or (isinstance(value, str) and trim(value) == "")


def read_text(given: object, name: str) -> Optional[str]:
    """The text of this name; None when it is none, blank, or no well-formed Unicode."""
    value = get(given, name)
    is_text = isinstance(value, str) and not is_left_out(value) and _SURROGATE.search(value) is None
    return str(value) if is_text else None
