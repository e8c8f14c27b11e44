"""The checkout as a small WSGI server: `POST /pay` with `order`, `token` and `quote`, as a form sends them, and
`GET /orders/ID` with the receipt. Every order costs 125.00 USD here and goes to Illinois.

    PORT=9000 SERVICE_ORIGIN=http://localhost:8787 SERVER_KEY=sk_sandbox_demo MERCHANT=mch_demo MERCHANT_ENV=test \\
      GATEWAY_ORIGIN=http://localhost:8788 GATEWAY_KEY=api_sandbox_demo python3 recipes/python/examples/server.py
"""

from __future__ import annotations

import json
import os
import sys
from http import HTTPStatus
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any, Callable, Iterable
from urllib.parse import parse_qs
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

# Only here, where the package is not installed but stands beside its example.
sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parents[1]))

from checkout import Answer, Checkout, Gateway  # noqa: E402
from orders import Order, Orders  # noqa: E402

from card_surcharge import Service  # noqa: E402

TAX_RATE = os.environ.get("SURCHARGE_TAX_RATE")


def price(order_id: str) -> Order:
    tax_rate = None if TAX_RATE is None else int(TAX_RATE)
    return Order(order_id, 12_500, "USD", "US", "IL", surcharge_tax_rate=tax_rate)


ORDERS = Orders(price)
CHECKOUT = Checkout(
    os.environ["MERCHANT"],
    os.environ["MERCHANT_ENV"],
    # One for the life of the process: it keeps the service's keys.
    Service(os.environ["SERVICE_ORIGIN"], os.environ["SERVER_KEY"]),
    Gateway(os.environ["GATEWAY_ORIGIN"], os.environ["GATEWAY_KEY"]),
    ORDERS,
)


def receipt(order_id: str) -> Answer:
    order = ORDERS.find(order_id)
    if order.paid is None:
        return Answer(404, "not paid")
    shown = ("baseAmount", "surchargeAmount", "surchargeTaxAmount", "totalAmount", "currency")
    amounts: dict[str, Any] = {**order.paid}
    return Answer(200, json.dumps({"order": order_id, **{name: amounts[name] for name in shown}}))


def answer(environ: dict[str, Any]) -> Answer:
    method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
    if method == "GET" and path.startswith("/orders/"):
        return receipt(path[len("/orders/") :])
    if (method, path) != ("POST", "/pay"):
        return Answer(404, "There is nothing here.")
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)).decode("utf-8", "replace")
    form = {name: values[-1] for name, values in parse_qs(body).items()}
    order_id, token, quote = (form.get(name, "") for name in ("order", "token", "quote"))
    return CHECKOUT.pay(order_id, token, quote) if order_id and token else Answer(400, "order and token are needed")


def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    given = answer(environ)
    kind = "application/json" if given.html.startswith("{") else "text/html; charset=utf-8"
    headers = [("Content-Type", kind), ("Cache-Control", "no-store")]
    if given.location is not None:
        headers.append(("Location", given.location))
    start_response(f"{given.status} {HTTPStatus(given.status).phrase}", headers)
    return [given.html.encode()]


class ThreadingServer(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class SilentHandler(WSGIRequestHandler):
    """Writes no access log."""

    def log_message(self, *_: object) -> None:
        return None


if __name__ == "__main__":
    port = int(os.environ["PORT"])
    with make_server("127.0.0.1", port, app, server_class=ThreadingServer, handler_class=SilentHandler) as server:
        print(f"listening on http://127.0.0.1:{port}", flush=True)
        server.serve_forever()
