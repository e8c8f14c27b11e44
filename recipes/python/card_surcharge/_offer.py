"""An offer as a merchant's own server shows it, where the page could not: plain HTML that needs no script."""

from __future__ import annotations

import html
from typing import Any, Callable, Mapping, Optional

#: The texts of an offer that are not the answer's own; the names are those of a policy's `labels`.
ENGLISH_LABELS = {
    "base": "Before surcharge",
    "surcharge": "Surcharge ({rate})",
    "surchargeTax": "Tax on the surcharge",
    "total": "New total",
    "accept": "Accept surcharge and pay {total}",
    "decline": "Use another card",
}


def _escape(text: str) -> str:
    # The same entity as in our other languages.
    return html.escape(text).replace("&#x27;", "&#39;")


def _in_major_units(amount: int, currency: str, digits: int) -> str:
    """Exact, and the same in every place: `USD 1,287.50`."""
    whole, part = divmod(amount, 10**digits)
    return f"{currency} {whole:,}" + (f".{part:0{digits}d}" if digits else "")


def _percent(rate_bps: int) -> str:
    whole, part = divmod(rate_bps, 100)
    return f"{whole}.{part:02d}".rstrip("0").rstrip(".") + "%"


def offer_html(
    answer: Mapping[str, Any],
    *,
    action: str,
    fields: Mapping[str, str],
    another_card: str,
    labels: Optional[Mapping[str, str]] = None,
    locale: str = "en",
    direction: Optional[str] = None,
    money: Callable[[int, str, int], str] = _in_major_units,
) -> str:
    """The form that shows `answer` and sends it back accepted: `fields` and the answer's quote as `quote`.

    It is a form of its own, so it cannot stand inside another one. Everything in it is escaped. `answer` is that of an
    offer of `charge_plan`; `action` the address that takes payments; `fields` what that address has to get again
    (token, order); `another_card` where the shopper enters another card. `labels` and `locale` are those of the
    answer's language, as a policy has them; default English. `money` writes an amount, from minor units, currency and
    digits.
    """
    texts = ENGLISH_LABELS if labels is None else labels
    view = answer["surcharge"]

    def write(amount: Optional[int]) -> str:
        return money(int(amount or 0), view["currency"], int(view["currencyDigits"]))

    def label(name: str) -> str:
        text = texts[name].replace("{rate}", _percent(int(view["rateBps"])))
        return _escape(text.replace("{total}", write(view["totalAmount"])))

    def row(name: str, amount: Optional[int]) -> str:
        return f"<div><dt>{label(name)}</dt><dd>{_escape(write(amount))}</dd></div>"

    language = f'lang="{_escape(locale)}"' + ("" if direction is None else f' dir="{_escape(direction)}"')
    own_language = 'lang="en"' if labels is None else language
    disclosure = answer["disclosure"]
    lines = [
        f'<form class="card-surcharge-offer" method="post" action="{_escape(action)}" {own_language}>',
        f"<p {language}>{_escape(answer['message'])}</p>",
        "<dl>",
        row("base", view["baseAmount"]),
        row("surcharge", view["surchargeAmount"]),
        row("surchargeTax", view["surchargeTaxAmount"]) if view["surchargeTaxAmount"] else "",
        row("total", view["totalAmount"]),
        "</dl>",
        "" if disclosure is None else f"<p {language}><small>{_escape(disclosure)}</small></p>",
        # The accepted quote is the button's: an earlier one beside it would make two.
        *(
            f'<input type="hidden" name="{_escape(name)}" value="{_escape(str(value))}">'
            for name, value in fields.items()
            if name != "quote"
        ),
        f'<button name="quote" value="{_escape(answer["quote"])}">{label("accept")}</button>',
        f'<a href="{_escape(another_card)}">{label("decline")}</a>',
        "</form>",
    ]
    return "\n".join(line for line in lines if line)
