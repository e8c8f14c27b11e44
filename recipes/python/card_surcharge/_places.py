"""The one form of a place and a currency that rules and quotes use, in the steps that `_tables.py` tells."""

from __future__ import annotations

from typing import Optional, Tuple

from ._tables import BLANKS, FOLDS, STATES, TERRITORIES

#: Country, and state where there is one.
Place = Tuple[str, Optional[str]]

_CAPITALS = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def trim(text: str) -> str:
    """`text` without the blanks around it, and only what every language of ours calls a blank."""
    return text.strip(BLANKS)


def normalise_code(text: str) -> str:
    """A country's or a currency's code without the blanks around it, `a` to `z` as capitals."""
    return trim(text).translate(_CAPITALS)


def normalise_place(place: Place) -> Place:
    """Country and state as quotes have them. An unknown name stays as it is, and so matches no quote of a known one."""
    country, state = normalise_code(place[0]), normalise_code(place[1] or "")
    if country in TERRITORIES:
        return "US", country
    states = STATES.get(country)
    if states is None:
        return country, None
    while state.startswith(f"{country}-"):
        state = trim(state[len(country) + 1 :])
    return country, states.get(state.translate(FOLDS), state) or None
