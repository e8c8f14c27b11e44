"""What the gateway's answers mean for a merchant's server. What matters is which is known to have charged nothing:
a decline starts another try, and silence repeats the same one.
"""

from __future__ import annotations

from typing import Any, Mapping, TypedDict, Union


class _ReplyKind(TypedDict):
    kind: str


class AmountsReply(_ReplyKind, total=False):
    """`kind`: "amounts"; "not_taken", refused before any bank was asked; "no_answer"."""

    amounts: "dict[str, Any]"


class TransactionReply(_ReplyKind, total=False):
    """`kind`: "approved", with the gateway's `id` and the `totalAmount` charged, by the first try for a repeated key;
    "partly_approved", a part alone: void the transaction `id`, then it counts as declined; "declined", charged nothing:
    count it, so that the next try gets a new key; "not_taken"; or "no_answer", nobody knows: try again by the same key.
    """

    id: str
    totalAmount: int


_PARTLY_APPROVED = 110


def _data_of(status: int, body: object) -> Union[Mapping[str, Any], str]:
    """A refusal may come as a 200 whose `status` member alone tells it."""
    is_ok = 200 <= status < 300
    word = body.get("status") if isinstance(body, Mapping) else None
    if is_ok and isinstance(body, Mapping) and word == "success" and isinstance(body.get("data"), Mapping):
        data: Mapping[str, Any] = body["data"]
        return data
    is_told = isinstance(word, str) and word != "success"
    is_refused = is_told if is_ok else 400 <= status < 500 and status not in (408, 429)
    return "not_taken" if is_refused else "no_answer"


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def read_amounts(status: int, body: object) -> AmountsReply:
    """Reads the answer to `POST /api/calculate/amounts`: HTTP status, and parsed body or None. Never raises."""
    data = _data_of(status, body)
    return {"kind": data} if isinstance(data, str) else {"kind": "amounts", "amounts": {**data}}


def read_transaction(status: int, body: object) -> TransactionReply:
    """Reads the answer to `POST /api/transaction`, as `read_amounts` does the other. Never raises."""
    data = _data_of(status, body)
    if isinstance(data, str):
        return {"kind": data}
    name, amount, code = data.get("id"), data.get("amount"), data.get("response_code")
    if not _is_number(code) or not isinstance(name, str) or not _is_number(amount):
        return {"kind": "no_answer"}
    if code == _PARTLY_APPROVED:
        return {"kind": "partly_approved", "id": name}
    if 100 <= code <= 199:  # type: ignore[operator]
        return {"kind": "approved", "id": name, "totalAmount": amount}  # type: ignore[typeddict-item]
    return {"kind": "declined" if 199 < code <= 499 else "no_answer"}  # type: ignore[operator]
