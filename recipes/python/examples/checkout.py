"""Takes the payments of a checkout: one function, `Checkout.pay`, from what the page sent to the receipt.

It is no framework's: in Flask, Django or FastAPI call it with the order's id, and `token` and `quote` of the form, and
send the status, location and HTML that it gives. Whatever is pressed, however often and in however many tabs, an order
is charged once, and nobody pays a surcharge that they were not shown.
"""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any, Optional

from orders import Order, Orders

from card_surcharge import (
    PlannedCharge,
    SaleFacts,
    Service,
    TransactionReply,
    amounts_request,
    charge_plan,
    offer_html,
    read_amounts,
    read_transaction,
    transaction_request,
)

#: A bank may take minutes; whoever gives up sooner does not know whether it was charged.
GATEWAY_TIMEOUT_SECONDS = 180

#: What the shopper reads, with the status, by what helps.
WORDS = {
    "quote_again": (
        409,
        "The payment details have changed. Nothing was charged. Please press Pay to see what it costs.",
    ),
    "new_token": (409, "The card was not taken. Nothing was charged. Please enter it again, or another one."),
    "press_again": (503, "The card could not be checked just now. Nothing was charged. Please press Pay again."),
    "fix_server": (500, "Your payment could not be taken. Nothing was charged. We have been told."),
    "declined": (402, "The card was declined. Nothing was charged. Please enter another card."),
    "no_answer": (502, "The payment got no answer. Please press Pay again: this order is never charged twice."),
}


@dataclass(frozen=True)
class Answer:
    """What the shopper's browser gets."""

    status: int
    html: str = ""
    location: Optional[str] = None


def refuse(advice: str) -> Answer:
    status, words = WORDS[advice]
    return Answer(status, f"<p>{words}</p>")


def receipt(order: Order) -> Answer:
    return Answer(303, location=f"/orders/{order.id}")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Followed, a redirect would take the secret key along."""

    def redirect_request(self, *_: object) -> None:
        return None


@dataclass(frozen=True)
class Gateway:
    origin: str
    secret_key: str

    def post(self, path: str, body: Any) -> "tuple[int, Any]":
        """The HTTP status and the parsed body, as read_amounts and read_transaction take them; 0 where none came."""
        request = urllib.request.Request(
            self.origin + path,
            data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json", "Authorization": self.secret_key},
        )
        try:
            opener = urllib.request.build_opener(_NoRedirect)
            with opener.open(request, timeout=GATEWAY_TIMEOUT_SECONDS) as response:
                return response.status, json.load(response)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, None
        except Exception:  # a connection that broke, a body that is no JSON
            return 0, None


class Checkout:
    def __init__(self, merchant: str, env: str, service: Service, gateway: Gateway, orders: Orders) -> None:
        self._merchant, self._env, self._service = merchant, env, service
        self._gateway, self._orders = gateway, orders

    def pay(self, order_id: str, token: str, quote: str) -> Answer:
        with self._orders.alone(order_id) as order:
            if order.paid is not None:
                return receipt(order)
            if order.unanswered is not None and order.unanswered["token"] == token:
                # The same press again: what was sent is sent again, for the token may be used up by it.
                return self._send(order, order.unanswered["body"])
            plan = charge_plan(
                quote,
                self._facts(order, token),
                self._service,
                declines=order.declines,
                unanswered_key=None if order.unanswered is None else order.unanswered["key"],
            )
            if plan["kind"] == "charge":
                return self._charge(order, plan, token)
            if plan["kind"] == "offer":
                fields = {"order": order.id, "token": token}
                another_card = f"/checkout/{order.id}"
                return Answer(200, offer_html(plan["answer"], action="/pay", fields=fields, another_card=another_card))
            if plan["advice"] == "fix_server":
                self._report(plan["problem"], not_checked=plan.get("notChecked"))
            return refuse(plan["advice"])

    def _facts(self, order: Order, token: str) -> SaleFacts:
        """What the server knows by itself: nothing here but the token came from the page."""
        return {
            "merchant": self._merchant,
            "env": self._env,
            "subject": {"token": token},
            "baseAmount": order.base_amount,
            "currency": order.currency,
            "country": order.country,
            "state": order.state,
            "shipTo": order.ship_to,
            "surchargeTaxRate": order.surcharge_tax_rate,
        }

    def _charge(self, order: Order, plan: PlannedCharge, token: str) -> Answer:
        card: Any = {"payment": {"token": token}, "country": order.country, "state": order.state}
        reply = read_amounts(*self._gateway.post("/api/calculate/amounts", amounts_request(plan, **card)))
        if reply["kind"] != "amounts":
            return refuse("new_token" if reply["kind"] == "not_taken" else "press_again")
        request = transaction_request(plan, amounts=reply["amounts"], **card)
        if request["kind"] == "refuse":
            # The gateway adds a surcharge of its own, say.
            self._report(request["problem"])
            return refuse("fix_server")
        # Kept before the gateway is asked: a try that gets no answer, or ends with this process, is sent again.
        order.unanswered = {"key": plan["idempotencyKey"], "token": token, "body": request["body"]}
        order.tries.append(plan)
        self._orders.save(order)
        return self._send(order, request["body"])

    def _send(self, order: Order, body: Any) -> Answer:
        sold = read_transaction(*self._gateway.post("/api/transaction", body))
        if sold["kind"] == "approved":
            return self._settle(order, sold)
        if sold["kind"] == "no_answer":
            return refuse("no_answer")
        order.unanswered = None
        if sold["kind"] in ("declined", "partly_approved"):
            # Known to have charged nothing, once the part is given back: the next try is a new one.
            order.declines += 1
        self._orders.save(order)
        if sold["kind"] == "not_taken":
            return refuse("new_token")
        if sold["kind"] == "partly_approved":
            # The void is what counts: without it the shopper has paid a part of an order that is not paid.
            _, voided = self._gateway.post(f"/api/transaction/{sold['id']}/void", {})
            if not isinstance(voided, dict) or voided.get("status") != "success":
                self._report("not_voided", transaction=sold["id"])
        return refuse("declined")

    def _settle(self, order: Order, sold: TransactionReply) -> Answer:
        """A repeated key brings the first try's charge, maybe of another amount: the receipt is of what was charged."""
        charged = [plan for plan in order.tries if plan["totalAmount"] == sold["totalAmount"]]
        order.unanswered = None
        # One token can be sent for two orders; its one charge pays for one of them.
        if not charged or not self._orders.claim_transaction(sold["id"], order.id):
            self._orders.save(order)
            self._report("charge_of_another_order", transaction=sold["id"], order=order.id)
            return refuse("new_token")
        order.paid, order.transaction = charged[-1], sold["id"]
        self._orders.save(order)
        return receipt(order)

    def _report(self, problem: str, **what: object) -> None:
        """Tells a person; never holds card data or a token."""
        print(json.dumps({"problem": problem, **what}), flush=True)
