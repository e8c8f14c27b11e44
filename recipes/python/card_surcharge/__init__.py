"""Verifies a signed surcharge quote on a merchant's server, and plans the charge. See README.md.

keys = Keys("https://surcharge.example.com/.well-known/jwks.json")
verdict = verify_quote(quote, facts, keys)
if verdict["valid"]:
    charge(verdict["claims"]["totalAmount"])
"""

from ._claims import QuoteClaims, QuotedPlace
from ._facts import FACT_NAMES, CustomerSubject, PlaceFact, SaleFacts, TokenSubject
from ._gateway import Payment, TransactionRequest, amounts_request, transaction_request
from ._gateway_replies import AmountsReply, TransactionReply, read_amounts, read_transaction
from ._hashes import next_key, sale_of, subject_hash
from ._http import Fetch
from ._keys import Keys, KeySet, KeySource, KeysUnavailable
from ._offer import ENGLISH_LABELS, offer_html
from ._plan import charge_plan
from ._plan_types import (
    ADVICES,
    LOOKUP_PROBLEMS,
    ChargePlan,
    PlannedCharge,
    PlannedOffer,
    PlannedRefusal,
)
from ._report import QUOTE_PROBLEMS, InvalidVerdict, QuoteVerdict, ValidVerdict
from ._service import Service
from ._shares import (
    SHARE_PROBLEMS,
    CaptureError,
    RefundError,
    ShareError,
    SurchargeShare,
    capture_share,
    refund_share,
)
from ._verify import verify_quote

__version__ = "1.0.0"
__all__ = [
    "ADVICES",
    "ENGLISH_LABELS",
    "FACT_NAMES",
    "LOOKUP_PROBLEMS",
    "QUOTE_PROBLEMS",
    "SHARE_PROBLEMS",
    "AmountsReply",
    "CaptureError",
    "ChargePlan",
    "CustomerSubject",
    "Fetch",
    "InvalidVerdict",
    "KeySet",
    "KeySource",
    "Keys",
    "KeysUnavailable",
    "Payment",
    "PlaceFact",
    "PlannedCharge",
    "PlannedOffer",
    "PlannedRefusal",
    "QuoteClaims",
    "QuoteVerdict",
    "QuotedPlace",
    "RefundError",
    "SaleFacts",
    "Service",
    "ShareError",
    "SurchargeShare",
    "TokenSubject",
    "TransactionReply",
    "TransactionRequest",
    "ValidVerdict",
    "amounts_request",
    "capture_share",
    "charge_plan",
    "next_key",
    "offer_html",
    "read_amounts",
    "read_transaction",
    "refund_share",
    "sale_of",
    "subject_hash",
    "transaction_request",
    "verify_quote",
]
