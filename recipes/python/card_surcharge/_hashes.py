"""The hashes that bind a quote to what it is about, and the key of its charge."""

from __future__ import annotations

import hashlib
import re
import uuid
from typing import Mapping, Optional

from ._base64url import encode
from ._money import MAX_WHOLE, read_whole
from ._texts import is_left_out, read_text

_SALE_FORM = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def _digest(*parts: str) -> bytes:
    """SHA-256 over the parts, each preceded by the number of its UTF-8 bytes: ("ab", "c") is not ("a", "bc")."""
    digest = hashlib.sha256()
    for part in parts:
        # Half a surrogate pair is what every encoder of text makes of it: U+FFFD.
        data = part.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode()
        digest.update(len(data).to_bytes(4, "big") + data)
    return digest.digest()


def _uuid_of(*parts: str) -> str:
    octets = bytearray(_digest(*parts)[:16])
    octets[6] = octets[6] & 0x0F | 0x80  # version 8
    octets[8] = octets[8] & 0x3F | 0x80  # the variant of RFC 9562
    return str(uuid.UUID(bytes=bytes(octets)))


def subject_hash(kind: str, *parts: str) -> str:
    """subject_hash("token", merchant, token), or subject_hash("customer", merchant, customer_id, payment_method_id)."""
    return encode(_digest(f"surcharge-quote/{kind}", *parts))


def is_sale(value: object) -> bool:
    """True for a UUID as `sale_of` writes it: lower case, with hyphens."""
    return isinstance(value, str) and _SALE_FORM.fullmatch(value) is not None


def sale_of(merchant: str, sale: Mapping[str, Optional[str]]) -> str:
    """The `sale` of every quote about this token, or this saved card and order; without a quote, the key to charge by.

    `sale` is {"token"}, or {"customerId", "paymentMethodId", "orderRef"}. Raises ValueError when a text is missing or
    blank, or when both are given.
    """
    is_token = not is_left_out(sale.get("token"))
    if is_token and not (is_left_out(sale.get("customerId")) and is_left_out(sale.get("paymentMethodId"))):
        raise ValueError("sale_of: give a token or a saved card, not both")
    names = ("token",) if is_token else ("customerId", "paymentMethodId", "orderRef")
    given = {**{name: sale.get(name) for name in names}, "merchant": merchant}
    texts = [text for name in ("merchant", *names) if (text := read_text(given, name)) is not None]
    if len(texts) < len(given):
        raise ValueError(f"sale_of: merchant, {', '.join(names)} must be texts that say something")
    return _uuid_of("surcharge-sale/token" if is_token else "surcharge-sale/customer", *texts)


def next_key(sale: str, declines: int) -> str:
    """The idempotency key of the next try to charge a sale, after so many declines: the sale itself after none.

    A decline is known to have charged nothing, so the try after it is a new one; after a try that got no answer the key
    is the same. Raises ValueError when `sale` is no sale or `declines` no whole number.
    """
    if not is_sale(sale):
        raise ValueError("next_key: sale must be a UUID in lower case, as sale_of gives it")
    count = read_whole(declines, MAX_WHOLE)
    if count is None:
        raise ValueError("next_key: declines must be a whole number, 0 or more")
    return sale if count == 0 else _uuid_of("surcharge-sale/retry", sale, str(count))
