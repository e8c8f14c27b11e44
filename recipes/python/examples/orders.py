"""The orders of the sample, kept in memory. Each function says what a database has to do in its place."""

from __future__ import annotations

import threading
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Callable, Iterator, Optional

from card_surcharge import PlaceFact, PlannedCharge


@dataclass
class Order:
    """What your server knows of an order by itself. Amounts in minor units, sales tax included."""

    id: str
    base_amount: int
    currency: str
    country: str
    state: Optional[str] = None
    #: Where the goods go, as {"country": "US", "state": "IL"}; None: to the payer.
    ship_to: Optional[PlaceFact] = None
    #: Of your tax engine, where you tax surcharges: 8875 is 8.875 %.
    surcharge_tax_rate: Optional[int] = None
    #: How many tries to charge it were declined.
    declines: int = 0
    #: The try that got no answer: its key, its token, and the body that was sent.
    unanswered: Optional[dict[str, Any]] = None
    #: What was sent to the gateway.
    tries: list[PlannedCharge] = field(default_factory=list)
    #: What was charged, and the gateway's id of it. Keep its quote and claims, for refunds.
    paid: Optional[PlannedCharge] = None
    transaction: Optional[str] = None


class Orders:
    """`price` makes a new order of an id: yours reads the cart."""

    def __init__(self, price: Callable[[str], Order]) -> None:
        self._price = price
        self._orders: dict[str, Order] = {}
        self._transactions: dict[str, str] = {}
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._lock = threading.Lock()

    def find(self, order_id: str) -> Order:
        with self._lock:
            return self._orders.setdefault(order_id, self._price(order_id))

    @contextmanager
    def alone(self, order_id: str) -> Iterator[Order]:
        """One press on Pay after the other. A database: `SELECT ... FOR UPDATE` on the order's row."""
        with self._lock:
            lock = self._locks[order_id]
        with lock:
            yield self.find(order_id)

    def save(self, order: Order) -> None:
        """Here every change is kept at once. A database: an UPDATE that is committed before this returns."""

    def claim_transaction(self, transaction: str, order_id: str) -> bool:
        """False where another order has it. A database: a unique index on the gateway's transaction id."""
        with self._lock:
            return self._transactions.setdefault(transaction, order_id) == order_id
