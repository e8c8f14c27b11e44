"""Verifies a surcharge quote on a Python server. Needs Python 3.9 or later and the package `cryptography`.

    keys = Keys("https://surcharge.example.com/.well-known/jwks.json")
    verdict = verify_quote(quote, facts, keys)
    if verdict["valid"]:
        charge(verdict["claims"]["totalAmount"])

`facts` is what your server knows by itself, never what the page says: merchant, env, subject, baseAmount, currency,
country, and state, shipTo, orderRef and surchargeTaxRate where the sale has them. See docs/integrate-server.md.
"""

import base64
import hashlib
import json
import re
import sys
import time
import urllib.request

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils

PROBLEMS = (
    "malformed wrong_type wrong_algorithm forbidden_header keys_unavailable unknown_key bad_signature retired_key "
    "revoked_key wrong_issuer "
    "wrong_merchant wrong_env expired life_too_long not_yet_valid informational_only wrong_subject wrong_sale "
    "wrong_amount wrong_currency "
    "wrong_tax wrong_place wrong_order inconsistent_claims inconsistent_amounts not_checked"
).split()
MAX_AMOUNT = 999_999_999_999
MAX_TAX_RATE = 50_000
CLOCK_SKEW_SECONDS = 5
RETIRED_KEY_GRACE_SECONDS = 3_600
KEYS_FRESH_SECONDS = 600
UNKNOWN_KEY_COOLDOWN_SECONDS = 30
FAILURE_COOLDOWN_SECONDS = 5
KEYS_STALE_SECONDS = 86_400
MAX_KEYS_BYTES = 65_536


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """Keys come from the address you named, and from no other."""

    def redirect_request(self, *_):
        return None


class Keys:
    """The service's keys, fetched from their address and kept. Make one and keep it for the life of the process."""

    def __init__(self, url):
        if not re.match(r"https://|http://(localhost|127\.0\.0\.1)[:/]", url):
            raise ValueError("url must be https; http is for loopback only")
        self._url, self._keys, self._fetched, self._tried = url, None, 0.0, 0.0

    def find(self, kid):
        """The key of this id, or None. Raises OSError or ValueError when no good copy is to be had."""
        age = time.time() - self._fetched
        is_known = any(key.get("kid") == kid for key in self._keys or [])
        if age > KEYS_FRESH_SECONDS or (not is_known and age > UNKNOWN_KEY_COOLDOWN_SECONDS):
            self._refresh(is_known)
        return find_key(self._keys, kid)

    def _refresh(self, is_known):
        can_wait = is_known and time.time() - self._fetched < KEYS_STALE_SECONDS
        if time.time() - self._tried < FAILURE_COOLDOWN_SECONDS:
            if can_wait:
                return
            raise OSError("the keys could not be fetched")
        try:
            opener = urllib.request.build_opener(NoRedirect)
            with opener.open(self._url, timeout=3) as response:
                self._keys, self._fetched = json.loads(response.read(MAX_KEYS_BYTES))["keys"], time.time()
        except (OSError, ValueError, KeyError, TypeError) as error:
            self._tried = time.time()
            if not can_wait:
                raise OSError("the keys could not be fetched") from error


class KeySet:
    """Keys in hand: the content of /.well-known/jwks.json, kept by you."""

    def __init__(self, jwks):
        self._keys = jwks["keys"]

    def find(self, kid):
        return find_key(self._keys, kid)


def find_key(keys, kid):
    found = [key for key in keys or [] if key.get("kid") == kid]
    return found[0] if len(found) == 1 else None


def decode(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def encode(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def subject_hash(kind, *parts):
    """subject_hash("token", merchant, token), or subject_hash("customer", merchant, customer_id, payment_method_id)."""
    digest = hashlib.sha256()
    for part in (f"surcharge-quote/{kind}", *parts):
        data = part.encode()
        digest.update(len(data).to_bytes(4, "big") + data)
    return encode(digest.digest())


def surcharge_tax_on(surcharge, tax_rate):
    """The tax on a surcharge, rounded half up; the rate is in thousandths of a percent."""
    return (surcharge * tax_rate + 50_000) // 100_000


def refund_share(claims, refund_base, refunded_base_before, refunded_surcharge_before):
    """The part of the surcharge that goes back with this refund, and its tax: {"surchargeAmount", "surchargeTaxAmount"}.

    Raises ValueError on amounts that cannot be.
    """
    base, surcharge, tax_rate = claims["baseAmount"], claims["surchargeAmount"], claims["surchargeTaxRate"]
    amounts = (base, surcharge, refund_base, refunded_base_before, refunded_surcharge_before)
    if not all(is_amount(amount) for amount in amounts) or not is_amount(tax_rate, MAX_TAX_RATE):
        raise ValueError("every amount must be a whole number of minor units")
    refunded = refunded_base_before + refund_base
    if refunded > base or refunded_surcharge_before > surcharge:
        raise ValueError("more would be refunded than was charged")
    share = max(0, -(-surcharge * refunded // base) - refunded_surcharge_before) if base else 0
    # What is kept of the tax is the tax on the surcharge that is kept.
    kept = surcharge - refunded_surcharge_before
    tax = surcharge_tax_on(kept, tax_rate) - surcharge_tax_on(kept - share, tax_rate)
    return {"surchargeAmount": share, "surchargeTaxAmount": tax}


def is_amount(value, largest=MAX_AMOUNT):
    return type(value) is int and 0 <= value <= largest


def is_text(value):
    return isinstance(value, str) and value != ""


def is_place(value):
    return isinstance(value, dict) and is_text(value.get("country")) and (
        value.get("state", "") is None or is_text(value.get("state"))
    )


def are_claims(claims):
    """Whether every claim is there and in its form. Unknown claims, brands and reasons of a later version are fine."""
    if not isinstance(claims, dict) or not is_place(claims):
        return False
    subject, rules, disclosure = (claims.get(name) for name in ("subject", "rules", "disclosure"))
    return (
        all(is_text(claims.get(name)) for name in ("iss", "aud", "jti", "reason", "brand", "currency"))
        and all(is_amount(claims.get(name), 2**53) for name in ("iat", "exp"))
        and claims.get("env") in ("test", "live")
        and claims.get("outcome") in ("surcharge", "none", "unknown")
        and claims.get("funding") in ("credit", "charge", "debit", "prepaid", "unknown")
        and is_amount(claims.get("rateBps"), 10_000)
        and is_amount(claims.get("surchargeTaxRate"), MAX_TAX_RATE)
        and all(
            claims.get(name, "") is None or is_amount(claims.get(name))
            for name in ("baseAmount", "surchargeAmount", "surchargeTaxAmount")
        )
        and (claims.get("totalAmount", "") is None or is_amount(claims.get("totalAmount"), 2**53))
        and isinstance(subject, dict)
        and subject.get("kind") in ("token", "customer", "bin")
        and is_text(subject.get("hash"))
        and isinstance(rules, dict)
        and is_text(rules.get("version"))
        and isinstance(rules.get("ids"), list)
        and (disclosure is None or all(is_text(disclosure.get(name)) for name in ("locale", "version", "sha256")))
        and ("shipTo" not in claims or is_place(claims["shipTo"]))
        and ("orderRef" not in claims or is_text(claims["orderRef"]))
    )


def read_header(quote):
    """The header, or the problem with it. No key is looked up before it is in order."""
    match = re.fullmatch(r"([\w-]+)\.[\w-]+\.([\w-]{86})", quote, re.ASCII) if isinstance(quote, str) else None
    # The last character of a signature has four spare bits: two spellings of one signature.
    if match is None or len(quote) > 8_192 or encode(decode(match[2])) != match[2]:
        return "malformed"
    header = json.loads(decode(match[1]))
    if not isinstance(header, dict):
        return "malformed"
    if header.get("typ") != "surcharge-quote+jwt":
        return "wrong_type"
    if header.get("alg") != "ES256":
        return "wrong_algorithm"
    if set(header) - {"alg", "typ", "kid"}:
        return "forbidden_header"
    return header if isinstance(header.get("kid"), str) else "unknown_key"


def is_signed(quote, key):
    """ES256: ECDSA on P-256 with SHA-256; the signature is r and s, 32 bytes each."""
    signed, _, signature = quote.rpartition(".")
    data = decode(signature)
    numbers = [int.from_bytes(part, "big") for part in (decode(key["x"]), decode(key["y"]), data[:32], data[32:])]
    x, y, r, s = numbers
    public_key = ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()
    try:
        public_key.verify(utils.encode_dss_signature(r, s), signed.encode(), ec.ECDSA(hashes.SHA256()))
        return True
    except InvalidSignature:
        return False


def normalise_place(place):
    """Any case, and US-IL for IL. Give codes; full names are understood by the service and by the Node package alone."""
    country = place["country"].strip().upper()
    # A state is nothing to the rules of any other country, and stands in no quote.
    state = (place.get("state") or "").strip().upper() if country in ("US", "CA") else ""
    return country, state[len(country) + 1 :] if state.startswith(f"{country}-") else state


class Findings:
    def __init__(self):
        self.problems, self.missing = set(), []

    def add(self, problem, is_wrong):
        if is_wrong:
            self.problems.add(problem)

    def compare(self, problem, fact, given, is_wrong):
        """`problem` if the fact was given and is wrong; `not_checked` if it was not given."""
        if given is None:
            self.missing.append(fact)
            self.problems.add("not_checked")
        else:
            self.add(problem, is_wrong(given))


def check_place(findings, given, quoted, fact):
    """`fact` is what the missing state is called."""
    country, state = normalise_place(given)
    if country == quoted["country"] and state == "" and quoted["state"] is not None:
        findings.compare("wrong_place", fact, None, None)
    findings.add("wrong_place", country != quoted["country"] or (state != "" and state != quoted["state"]))


def check_subject(findings, claims, facts):
    if claims["subject"]["kind"] == "bin":
        return findings.add("informational_only", True)
    subject = facts.get("subject") or {}
    names = ["token"] if "token" in subject else ["customerId", "paymentMethodId"]
    ids = [subject.get(name) for name in names]
    kind = "token" if "token" in subject else "customer"
    given = ids if all(is_text(part) for part in ids) else None
    if given is not None and not is_text(facts.get("merchant")):
        return None
    return findings.compare(
        "wrong_subject",
        "subject",
        given,
        lambda ids: claims["subject"] != {"kind": kind, "hash": subject_hash(kind, facts["merchant"], *ids)},
    )


def check_tax(findings, claims, facts):
    """Left out or None says that the surcharge is not taxed, which is right only of a quote without a tax."""
    given = facts.get("surchargeTaxRate")
    is_left_out = given is None or given == ""
    if not is_left_out or claims["surchargeTaxRate"] != 0:
        given = given if type(given) in (int, float) else None
        findings.compare("wrong_tax", "surchargeTaxRate", given, lambda rate: rate != claims["surchargeTaxRate"])


def check_consistency(findings, claims):
    """A quote that contradicts itself was not made by a sound service, however well it is signed."""
    is_surcharge = claims["outcome"] == "surcharge"
    is_credit = claims["funding"] in ("credit", "charge")
    findings.add(
        "inconsistent_claims",
        is_surcharge != (claims["reason"] == "eligible")
        or (is_surcharge and not is_credit)
        or is_surcharge != (claims["disclosure"] is not None),
    )
    base, surcharge, tax, total = (claims[f"{name}Amount"] for name in ("base", "surcharge", "surchargeTax", "total"))
    if base is None:
        is_right = surcharge is None and tax is None and total is None
    else:
        is_right = (
            surcharge == base * claims["rateBps"] // 10_000
            and tax == surcharge_tax_on(surcharge, claims["surchargeTaxRate"])
            and total == base + surcharge + tax
            and is_surcharge == (surcharge > 0)
        )
    findings.add("inconsistent_amounts", not is_right or is_surcharge != (claims["rateBps"] > 0))


def refuse(*problems):
    return {"valid": False, "problem": problems[0], "problems": list(problems), "notChecked": []}


def verify_quote(quote, facts, keys, now=None):
    """Whether the quote was signed by the service for exactly this sale. Never raises, whatever the quote is.

    `facts["purpose"] == "refund"` ignores the expiry. `now` is in seconds since 1970.
    """
    try:
        return _verify(quote, facts, keys, time.time() if now is None else now)
    except (ValueError, UnicodeError, RecursionError, KeyError, TypeError, AttributeError):
        return refuse("malformed")


def _verify(quote, facts, keys, now):
    header = read_header(quote)
    if isinstance(header, str):
        return refuse(header)
    try:
        key = keys.find(header["kid"])
    except (OSError, ValueError):
        return refuse("keys_unavailable")
    if key is None:
        return refuse("unknown_key")
    if not is_signed(quote, key):
        return refuse("bad_signature")
    claims = json.loads(decode(quote.split(".")[1]))
    if not are_claims(claims):
        return refuse("malformed")

    findings = Findings()
    is_refund = facts.get("purpose") == "refund"
    retired_at = key.get("retired_at")
    used_at = claims["iat"] if is_refund else max(claims["iat"], now)
    findings.add("retired_key", retired_at is not None and used_at > retired_at + RETIRED_KEY_GRACE_SECONDS)
    findings.compare("wrong_merchant", "merchant", facts.get("merchant"), lambda given: given != claims["aud"])
    findings.compare("wrong_env", "env", facts.get("env"), lambda given: given != claims["env"])
    findings.add("expired", not is_refund and now >= claims["exp"] + CLOCK_SKEW_SECONDS)
    findings.add("not_yet_valid", now < claims["iat"] - CLOCK_SKEW_SECONDS)
    check_subject(findings, claims, facts)
    # None is an amount here: the lookup was asked without one. So the fact is missing only when it has another type.
    amount = facts.get("baseAmount", "")
    is_given = amount is None or type(amount) in (int, float)
    findings.compare("wrong_amount", "baseAmount", is_given or None, lambda _: amount != claims["baseAmount"])
    findings.compare(
        "wrong_currency", "currency", facts.get("currency"), lambda given: given.strip().upper() != claims["currency"]
    )
    check_tax(findings, claims, facts)
    if facts.get("country"):
        check_place(findings, facts, claims, "state")
    else:
        findings.compare("wrong_place", "country", None, None)
    ship_to = facts.get("shipTo")
    if ship_to:
        # A quote without a shipping place is for goods that go to the billing place.
        check_place(findings, ship_to, claims.get("shipTo", claims), "shipTo.state")
    elif "shipTo" in claims:
        findings.compare("wrong_place", "shipTo", None, None)
    if facts.get("orderRef") or "orderRef" in claims:
        findings.compare("wrong_order", "orderRef", facts.get("orderRef"), lambda given: given != claims.get("orderRef"))
    check_consistency(findings, claims)

    problems = [problem for problem in PROBLEMS if problem in findings.problems]
    if problems:
        return {**refuse(*problems), "notChecked": findings.missing, "claims": claims}
    return {"valid": True, "claims": claims}


def main():
    """Reads one sale as JSON, {"quote", "facts", "jwks", "now"?}, and prints the verdict."""
    sale = json.load(sys.stdin)
    print(json.dumps(verify_quote(sale.get("quote"), sale["facts"], KeySet(sale["jwks"]), sale.get("now"))))


if __name__ == "__main__":
    main()
