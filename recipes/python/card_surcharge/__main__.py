"""Reads one sale as JSON on standard input, {"quote", "facts", "jwks", "now"?}, and prints the verdict."""

import json
import sys

from . import verify_quote

sale = json.load(sys.stdin)
print(json.dumps(verify_quote(sale.get("quote"), sale.get("facts"), sale.get("jwks"), now=sale.get("now"))))
