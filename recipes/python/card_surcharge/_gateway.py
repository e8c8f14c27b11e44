"""The gateway's two calls for a planned charge, `POST /api/calculate/amounts` and `POST /api/transaction`, as bodies.

The surcharge is a flat figure of its own and the total final: a total sent as a base amount would be surcharged again
by a gateway with a surcharge programme of its own.
"""

from __future__ import annotations

from typing import Any, Mapping, Optional, TypedDict, Union

from ._facts import CustomerSubject, TokenSubject
from ._money import read_whole
from ._plan_types import PlannedCharge

#: The gateway repeats the first answer to a key for this long, instead of charging again: a day.
IDEMPOTENCY_SECONDS = 86_400

#: What is charged: the token that the quote is about, or the saved card by both of its ids.
Payment = Union[TokenSubject, CustomerSubject]


class _RequestKind(TypedDict):
    kind: str


class TransactionRequest(_RequestKind, total=False):
    """{"kind": "request", "body"}, or {"kind": "refuse", "problem": "total_differs"}: charge nothing."""

    body: "dict[str, Any]"
    problem: str


def _without_gaps(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def _flat(amount: int) -> Optional[dict[str, Any]]:
    return {"type": "flat", "value": amount, "include": True} if amount > 0 else None


def _sales_tax(plan: PlannedCharge, given: object) -> int:
    amount = read_whole(given)
    if amount is None or amount > plan["baseAmount"]:
        raise ValueError("sales_tax_amount must be a whole number of minor units, and no more than the base amount")
    return amount


def amounts_request(
    plan: PlannedCharge,
    *,
    payment: Payment,
    country: Optional[str] = None,
    state: Optional[str] = None,
    processor_id: Optional[str] = None,
    sales_tax_amount: int = 0,
    transaction_type: str = "sale",
) -> dict[str, Any]:
    """The body of `POST /api/calculate/amounts`.

    `country` and `state` are the billing place, as the gateway's own fee programmes read it. `sales_tax_amount` is the
    part of the base amount that is sales tax, in minor units, where it shall be reported: it goes into the tax figure
    instead of the subtotal, and the total stays. `transaction_type` is "sale", or "auth" to be captured later. Raises
    ValueError when `sales_tax_amount` is no amount or above the base amount.
    """
    sales_tax = _sales_tax(plan, sales_tax_amount)
    subtotal = plan["baseAmount"] - sales_tax
    if "token" in payment:
        card = {"payment_method": "token", "token": payment["token"]}
    else:
        ids = {"customer_id": payment["customerId"], "payment_method_id": payment["paymentMethodId"]}
        card = {"payment_method": "card", **ids}
    return _without_gaps(
        {
            "subtotal": subtotal,
            "amount": subtotal,
            "currency": plan["currency"],
            **card,
            "transaction_type": transaction_type,
            "country": country,
            "state": state,
            "processor_id": processor_id,
            "surcharge": _flat(plan["surchargeAmount"]),
            "tax_amount": _flat(sales_tax + plan["surchargeTaxAmount"]),
        }
    )


def transaction_request(
    plan: PlannedCharge,
    *,
    payment: Payment,
    amounts: object,
    country: Optional[str] = None,
    state: Optional[str] = None,
    processor_id: Optional[str] = None,
    sales_tax_amount: int = 0,
    transaction_type: str = "sale",
    order_id: Optional[str] = None,
    description: Optional[str] = None,
) -> TransactionRequest:
    """The body of `POST /api/transaction`, or the refusal to send one when the gateway's total is not the plan's.

    `amounts` is the `data` of the gateway's answer to the first call, untouched; the other options are those of
    `amounts_request`. `order_id` has up to 17 letters and digits. Raises ValueError as `amounts_request` does.
    """
    tax = _sales_tax(plan, sales_tax_amount) + plan["surchargeTaxAmount"]
    total = amounts.get("total") if isinstance(amounts, Mapping) else None
    if isinstance(total, bool) or total != plan["totalAmount"]:
        return {"kind": "refuse", "problem": "total_differs"}
    if "token" in payment:
        card: dict[str, Any] = {"token": payment["token"]}
    else:
        saved = {"id": payment["customerId"], "payment_method_type": "card"}
        card = {"customer": {**saved, "payment_method_id": payment["paymentMethodId"]}}
    body = {
        "type": "authorize" if transaction_type == "auth" else "sale",
        "amount": plan["totalAmount"],
        "amounts": amounts,
        "tax_amount": tax if tax > 0 else None,
        "currency": plan["currency"],
        "payment_method": card,
        "idempotency_key": plan["idempotencyKey"],
        "idempotency_time": IDEMPOTENCY_SECONDS,
        "processor_id": processor_id,
        "order_id": order_id,
        "description": description,
        "billing_address": _without_gaps({"country": country, "state": state}) or None,
    }
    return {"kind": "request", "body": _without_gaps(body)}
