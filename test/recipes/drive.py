"""Answers one JSON question a line, so that one process serves all vectors."""

import json
import re
import sys
import threading
import time

sys.dont_write_bytecode = True
sys.path.insert(0, "recipes/python")

import card_surcharge as recipe  # noqa: E402

fetched = {}
REFUND = ("refund_base", "refunded_base_before", "refunded_surcharge_before")
CAPTURE = ("capture_base", "captured_base_before", "captured_surcharge_before")


def snake_case(options):
    def rename(name):
        return "direction" if name == "dir" else re.sub("[A-Z]", lambda capital: f"_{capital[0].lower()}", name)

    return {rename(name): value for name, value in options.items()}


def or_none(name, give):
    """An answer of one member, None where the question is refused."""
    try:
        return {name: give()}
    except ValueError:
        return {name: None}


def plan(ask):
    """The plan, and what the service was asked; `lookup` is what it answers."""
    given, lookup, asked = ask["charge"], ask["lookup"], []

    def fetch(_url, _headers, body):
        asked.append(json.loads(body))
        if lookup is None or lookup.get("fails"):
            raise OSError("no connection")
        return lookup["status"], lookup.get("text", json.dumps(lookup.get("body"))).encode()

    facts = given.get("facts")
    service = recipe.Service(given["service"].get("origin"), given["service"].get("serverKey"), fetch=fetch)
    options = {name: given[name] for name in ("declines", "unansweredKey", "locale") if name in given}
    keys = facts.get("jwks", ask["jwks"]) if isinstance(facts, dict) else ask["jwks"]
    made = recipe.charge_plan(given.get("quote"), facts, service, keys=keys, now=ask["now"], **snake_case(options))
    return {"plan": made, "asked": asked[0] if asked else None}


def gateway(asked):
    charge, options = asked["plan"], snake_case(asked["options"])
    for_sale = {"order_id": options.pop("order_id", None), "description": options.pop("description", None)}
    amounts = recipe.amounts_request(charge, **options)
    sale = recipe.transaction_request(charge, amounts=asked["amounts"], **options, **for_sale)
    return {"amountsRequest": amounts, "transactionRequest": sale.get("body")}


def reply(came):
    given = (came["status"], came["body"])
    return {"amounts": recipe.read_amounts(*given), "transaction": recipe.read_transaction(*given)}


def keep(steps):
    """What a set by address says at each of the times, and how often the address was asked until then."""
    step, requests, said = {}, [0], []

    def fetch(_url, _headers, _body):
        requests[0] += 1
        if step["answer"] is None:
            raise OSError("no connection")
        return step["answer"]["status"], step["answer"]["text"].encode()

    keys = recipe.Keys("https://surcharge.example/jwks.json", fetch=fetch, clock=lambda: step["at"])
    for step in steps:
        try:
            said.append([keys.find(step["kid"]) is not None, requests[0]])
        except recipe.KeysUnavailable:
            said.append([None, requests[0]])
    return {"kept": said}


def crowd(ask):
    """How often the address is asked by so many threads at once."""
    requests = []

    def fetch(_url, _headers, _body):
        requests.append(1)
        time.sleep(0.1)
        return 200, json.dumps(ask["jwks"]).encode()

    keys = recipe.Keys("https://surcharge.example/jwks.json", fetch=fetch)
    threads = [threading.Thread(target=keys.find, args=("first",)) for _ in range(ask["crowd"])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {"requests": len(requests)}


def verify(ask):
    url = ask.get("jwksUrl")
    keys = ask.get("jwks") if url is None else fetched.setdefault(url, recipe.Keys(url))
    return recipe.verify_quote(ask.get("quote"), ask.get("facts"), keys, now=ask["now"])


#: By the member that tells a question from the others.
ANSWERS = {
    "charge": plan,
    "gateway": lambda ask: gateway(ask["gateway"]),
    "reply": lambda ask: reply(ask["reply"]),
    "offer": lambda ask: {"html": recipe.offer_html(ask["offer"]["answer"], **snake_case(ask["offer"]["options"]))},
    "steps": lambda ask: keep(ask["steps"]),
    "crowd": crowd,
    "parts": lambda ask: {"hash": recipe.subject_hash(ask["kind"], *ask["parts"])},
    "of": lambda ask: or_none("sale", lambda: recipe.sale_of(ask["merchant"], ask["of"])),
    "declines": lambda ask: or_none("key", lambda: recipe.next_key(ask["sale"], ask["declines"])),
    "refund": lambda ask: or_none(
        "share", lambda: recipe.refund_share(ask["claims"], **dict(zip(REFUND, ask["refund"])))
    ),
    "capture": lambda ask: or_none(
        "share", lambda: recipe.capture_share(ask["claims"], **dict(zip(CAPTURE, ask["capture"])))
    ),
}

for line in sys.stdin:
    question = json.loads(line)
    answer = next((give for name, give in ANSWERS.items() if name in question), verify)
    print(json.dumps(answer(question)), flush=True)
