/**
 * The client of the gateway: whatever body comes back, the call ends in one of its documented ways, and facts that permit a
 * surcharge come of a body alone that says so in plain words.
 */
import { type Attempt, type GatewayAccess, lookUpCard, readVault } from "../../../worker/gateway/client.ts";
import { areKnownFacts, type CardFacts } from "../../../worker/surcharge/facts.ts";
import { ask, placeOf } from "../../support/merchant/deciding.ts";
import { hold, holdNoCard, holdPrototypes, isSame } from "../invariants.ts";
import { type JsonReading, readingOf } from "../json-oracle.ts";

const PLACE = placeOf("US-IL");
const MAX_DEPTH = 16;

/** A gateway that answers every call with this body. */
function gatewayOf(body: Uint8Array | string, status: number): GatewayAccess {
  const answer = new Response(body as BodyInit, { status, headers: { "Content-Type": "application/json" } });
  return { origin: "https://gateway.example", secretKey: "api_key", fetch: () => Promise.resolve(answer) };
}

const lookUp = (body: Uint8Array | string, status = 200): Promise<Attempt<CardFacts>> =>
  lookUpCard({ kind: "token", token: "token" }, PLACE, gatewayOf(body, status), new AbortController().signal);

const vault = (body: Uint8Array | string) => readVault("customer", gatewayOf(body, 200), new AbortController().signal);

export async function fuzz(bytes: Uint8Array): Promise<void> {
  const reading = readingOf(bytes);
  const found = await lookUp(bytes);
  if (found.kind === "found") {
    holdCard(found.value, reading);
    hold(isSame(await lookUp(JSON.stringify(reading?.value)), found), "reads the same answer otherwise the next time");
  } else {
    hold(isNothing(found), `a good status came to ${found.kind}`);
  }
  const refused = await lookUp(bytes, 404);
  hold(refused.kind === "rejected" || refused.kind === "failed", `a 404 came to ${refused.kind}`);
  hold(refused.kind === "failed" || isRefusal(reading), "took another's refusal for the gateway's");

  const customer = await vault(bytes);
  if (customer.kind === "found") {
    const { exempt, exemptPaymentMethodIds, defaultPaymentMethodId } = customer.value;
    const ids = [...exemptPaymentMethodIds, defaultPaymentMethodId ?? "none"];
    hold(
      ids.every((id) => typeof id === "string" && id !== "" && id.length <= 120),
      "an id is none",
    );
    hold(exempt || !sayExempt(reading), "overlooked that the customer is exempt");
  } else {
    hold(isNothing(customer), `a vault's good status came to ${customer.kind}`);
  }
  holdPrototypes();
}

/** An answer of status 200 that is none. */
const isNothing = (attempt: Attempt<unknown>): boolean =>
  attempt.kind === "unusable" || (attempt.kind === "failed" && attempt.why === "bad_body");

function holdCard(facts: CardFacts, reading: JsonReading | null): void {
  hold(reading?.isUnambiguous === true && !reading.hasPrototypeKey, "facts of what is no strict JSON");
  hold(reading.depth <= MAX_DEPTH, "facts of what nests too deep");
  hold(areKnownFacts(facts) && !facts.customerExempt, "facts in words that are none");
  hold(facts.bin === null || /^\d{6,8}$/.test(facts.bin), "a BIN of more digits than may be kept");
  hold(facts.country === null || /^[A-Z]{2}$/.test(facts.country), "a country that is none");
  hold(facts.issuer === null || facts.issuer.length <= 120, "an issuer of any length");
  holdNoCard([facts.bin, facts.country, facts.brands, facts.method].join(" "));
  const { outcome, surchargeAmount } = ask({ finding: { kind: "facts", facts } });
  hold((surchargeAmount ?? 0) > 0 === (outcome === "surcharge"), "an amount without a surcharge");
  hold(outcome !== "surcharge" || saysYes(reading.value), "a surcharge that the answer does not permit");
}

const fieldsOf = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

/** Lower case and without signs: a brand may be written in pieces, as `Master Card` is. */
const wordsOf = (value: unknown): string =>
  typeof value === "string"
    ? value
        .normalize("NFKD")
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    : "";

/** The card of either envelope, in words. Said again here, more simply and less strictly than in the code under test. */
function saysYes(answer: unknown): boolean {
  const outer = fieldsOf(answer);
  if ("status" in outer && String(outer["status"]).toLowerCase() !== "success") return false;
  const cards = [outer, fieldsOf(outer["data"])].filter((card) => card["is_surchargeable"] === true);
  return cards.some((card) => {
    const [brand = "", type = "", level = ""] = ["card_brand", "card_type", "card_level_generic"].map((name) =>
      wordsOf(card[name]),
    );
    return (
      /visa|master|discover|mc/.test(brand.replaceAll(" ", "")) &&
      /credit|charge|revolving/.test(type.replaceAll(" ", "")) &&
      !/\b(?:debit|prepaid)\b/.test(`${brand} ${type} ${level}`) &&
      typeof card["payment_method_type"] === "string"
    );
  });
}

function isRefusal(reading: JsonReading | null): boolean {
  const { msg, status } = fieldsOf(reading?.value);
  return typeof msg === "string" && /^(?:failed|error)$/i.test(String(status));
}

/** The plainest way to be exempt. */
function sayExempt(reading: JsonReading | null): boolean {
  const record = fieldsOf(fieldsOf(fieldsOf(reading?.value)["data"])["data"]);
  const flags = fieldsOf(record["customer"])["flags"];
  return Array.isArray(flags) && flags.includes("surcharge_exempt");
}
