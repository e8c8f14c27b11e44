/** What the browser's and the server's lookup share on their way: key, finding, answer, and what is logged of it. */
import type { LookupAnswer } from "../../contract/lookup.ts";
import { compiledProgrammesFor } from "../card-program/programmes.ts";
import type { Subject } from "../gateway/client.ts";
import { findGateway } from "../gateway/gateways.ts";
import type { AppContext } from "../http/app-env.ts";
import { note } from "../http/log.ts";
import { countShadow } from "../ledger/shadow-tally.ts";
import { countAnswer } from "../ledger/tally.ts";
import { askShard } from "../lookup/ask-shard.ts";
import { NO_TRACE, type Trace, type TracedFinding } from "../lookup/finding.ts";
import type { ShardSetting } from "../lookup/shard-routing.ts";
import { gatewayKeyOf } from "../merchants/access.ts";
import type { Merchant } from "../merchants/schema.ts";
import { ProblemError } from "../problem.ts";
import { importKeys } from "../quote/keys.ts";
import type { QuoteSubject } from "../quote/sign.ts";
import { editionInForce, rulesOf } from "../rules/in-force.ts";
import type { CardFacts, Trouble } from "../surcharge/facts.ts";
import type { Place } from "../surcharge/places.ts";
import { assembleAnswer, placesOf, type SaleAsked } from "./assemble.ts";

export interface LookupQuestion {
  readonly merchant: Merchant;
  readonly subject: Subject;
  readonly sale: SaleAsked;
  /** False when the limiter cannot be asked: nothing is asked of the gateway either. */
  readonly mayLookUp: boolean;
}

export interface AnswerWithFacts {
  readonly answer: LookupAnswer;
  /** Null when the gateway gave none. */
  readonly facts: CardFacts | null;
}

/** One that an answer can be given to; any other is a problem. */
type AnswerableFinding = Extract<TracedFinding, { kind: "facts" | "trouble" }>;

/** Nothing was asked of the gateway. */
const unasked = (reason: Trouble): AnswerableFinding => ({
  kind: "trouble",
  reason,
  firstSeenAt: null,
  trace: NO_TRACE,
});

/**
 * Looks the subject up and answers, with `Server-Timing` on the response.
 *
 * @throws ProblemError `token_rejected` or `too_many_places`; trouble at the gateway is an answer, not an error
 */
export async function answerLookup(c: AppContext, question: LookupQuestion): Promise<AnswerWithFacts> {
  const { merchant, subject, sale } = question;
  const startedAt = Date.now();
  const places = placesOf(sale);
  const [finding, cardPrograms, edition] = await Promise.all([
    lookUp(c, question, places.shipTo === null ? [places.billing] : [places.billing, places.shipTo]),
    c.env.CARD_PROGRAMS === undefined ? [] : compiledProgrammesFor(merchant, c.env.CARD_PROGRAMS),
    editionInForce(c.env, c.executionCtx),
  ]);
  const foundAt = Date.now();
  const { trouble } = rulesOf(c.env);
  if (trouble !== null) note(c, { alarm: `rules_${trouble}` });
  const { answer, shadow } = await assembleAnswer({
    merchant,
    sale,
    places,
    finding,
    subject: quoteSubject(subject, finding),
    bin: knownBin(subject, finding),
    cardPrograms,
    rules: edition.book,
    candidate: edition.candidate,
    firstSeenAt: finding.firstSeenAt ?? c.get("readAt"),
    now: foundAt,
    issuer: c.get("ownOrigin"),
    keys: await importKeys(c.get("settings")),
    requestId: c.get("requestId"),
  });
  const { outcome, reason } = answer;
  note(c, { outcome, reason, gateway: merchant.gateway });
  if (answer.card !== null) note(c, { brand: answer.card.brand, funding: answer.card.funding });
  if (reason === "contradictory") note(c, { alarm: "contradictory" });
  if (shadow !== null) countShadow(c.env.RULES_SHADOW, c.executionCtx, shadow);
  countAnswer(c.env, c.executionCtx, settingOf(merchant), {
    outcome,
    reason,
    brand: answer.card?.brand ?? "unknown",
    durationMs: Date.now() - startedAt,
  });
  c.header("Server-Timing", `lookup;dur=${Date.now() - startedAt}, gateway;dur=${finding.trace.gatewayMs ?? 0}`);
  return { answer, facts: finding.kind === "facts" ? finding.facts : null };
}

const settingOf = ({ id: merchantId, lookupShards, locationHint }: Merchant): ShardSetting => ({
  merchantId,
  lookupShards,
  locationHint,
});

async function lookUp(
  c: AppContext,
  { merchant, subject, mayLookUp }: LookupQuestion,
  places: readonly Place[],
): Promise<AnswerableFinding> {
  // A merchant that is off needs no facts: `merchant_off` wins over whatever they would be.
  if (!mayLookUp || !merchant.enabled) return unasked("service_limited");
  const gateway = findGateway(merchant.gateway, c.get("settings").gateways);
  // A name that was there when the merchant was stored. No other host is asked in its place.
  if (gateway === null) note(c, { alarm: "gateway_unknown" });
  const secretKey = gateway && (await openGatewayKey(c, merchant));
  if (gateway === null || secretKey === null) return unasked("gateway_unavailable");
  const access = { LOOKUP_SHARDS: c.env.LOOKUP_SHARDS, hmacKey: c.get("settings").hmacKey };
  const finding = await askShard(access, {
    ...settingOf(merchant),
    origin: gateway.origin,
    secretKey,
    subject,
    places,
    arrivedAt: c.get("readAt"),
  });
  noteTrace(c, finding.trace);
  switch (finding.kind) {
    case "facts":
    case "trouble":
      return finding;
    case "token_rejected":
      throw new ProblemError("token_rejected", REJECTED[subject.kind]);
    case "too_many_places":
      throw new ProblemError(
        "too_many_places",
        "This token was asked about for too many places. Submit the Tokenizer again.",
        {
          headers: { "Retry-After": String(finding.retryAfterSeconds) },
        },
      );
  }
}

/** What a 422 says, by what was asked about. */
const REJECTED = {
  token: "The token is expired or unknown. Submit the Tokenizer again for a new one.",
  customer: "The gateway knows no such customer or payment method. Check customerId and paymentMethodId.",
  bin: "The gateway does not take this bin. Send the leading 6 to 11 digits of a card number.",
} as const;

/** What the lookup learned for the log alone. */
function noteTrace(c: AppContext, { correlationId, gatewayMs, alarm }: Trace): void {
  note(c, {
    correlationId: correlationId ?? undefined,
    gatewayMs: gatewayMs ?? undefined,
    alarm: alarm ?? undefined,
  });
}

/** The key, or null: one that is missing or cannot be opened is the operator's matter, and checkout goes on without it. */
async function openGatewayKey(c: AppContext, merchant: Merchant): Promise<string | null> {
  try {
    const key = await gatewayKeyOf(merchant, c.env, c.get("settings"));
    if (key === null) note(c, { alarm: "gateway_key_missing" });
    return key;
  } catch {
    note(c, { alarm: "gateway_key_unreadable" });
    return null;
  }
}

/** The card's leading digits: the gateway's, unless a server that asks by BIN gave more of the same. */
function knownBin(subject: Subject, finding: AnswerableFinding): string | null {
  const given = finding.kind === "facts" ? finding.facts.bin : null;
  return subject.kind === "bin" && subject.bin.startsWith(given ?? "") ? subject.bin : given;
}

function quoteSubject(subject: Subject, finding: AnswerableFinding): QuoteSubject {
  if (subject.kind === "bin") return { kind: "bin" };
  if (subject.kind === "token") return subject;
  const resolved = finding.kind === "facts" ? finding.paymentMethodId : null;
  return { ...subject, paymentMethodId: resolved ?? subject.paymentMethodId ?? null };
}
