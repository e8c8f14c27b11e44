/**
 * Which card is it? From the page's ticket where that is enough, else from a test token's fixed facts, else from a shard.
 * What cannot be answered at all is a problem; trouble is a finding like any other.
 */
import type { Subject } from "../gateway/client.ts";
import { findGateway } from "../gateway/gateways.ts";
import type { AppContext } from "../http/app-env.ts";
import { note } from "../http/log.ts";
import { signal } from "../http/signals.ts";
import { askShard } from "../lookup/ask-shard.ts";
import { factsOf, NO_TRACE, type TracedFinding } from "../lookup/finding.ts";
import { MAX_PLACES_PER_TOKEN, MEMO_MS } from "../lookup/limits.ts";
import { TEST_TOKEN_FORM, testCard } from "../lookup/test-tokens.ts";
import { openTicket, sealTicket, type TicketContent } from "../lookup/ticket.ts";
import { gatewayKeyOf } from "../merchants/access.ts";
import type { Merchant } from "../merchants/schema.ts";
import { ProblemError } from "../problem.ts";
import type { CardFinding, Trouble } from "../surcharge/facts.ts";
import { type Place, placeCode } from "../surcharge/places.ts";

export interface CardSought {
  readonly merchant: Merchant;
  readonly subject: Subject;
  /** One or two, billing first. */
  readonly places: readonly Place[];
  /** What the page brought back of an earlier answer about the same token. */
  readonly ticket?: string | undefined;
  /** A page's places count towards the five of a token, a server's don't. */
  readonly asker: "page" | "server";
  /** False when the limiter cannot be asked: nothing is asked of the gateway either. */
  readonly mayLookUp: boolean;
}

/** What was found, and what else the answer needs of the way there. */
export interface FoundCard {
  readonly finding: CardFinding;
  /** When the subject was first seen, ms since 1970; null when nobody could tell. */
  readonly firstSeenAt: number | null;
  /** Null but for customers whose card is known. */
  readonly paymentMethodId: string | null;
  /** For the page's next question. Null without facts, and for what is no token. */
  readonly ticket: string | null;
  /** How long the gateway was waited for; null when it was not asked. */
  readonly gatewayMs: number | null;
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
 * Finds the card.
 *
 * @throws ProblemError `token_rejected`, `too_many_places`, or `invalid_request` for a token that only begins like a test token
 */
export async function findCard(c: AppContext, sought: CardSought): Promise<FoundCard> {
  const { merchant, places, ticket = null, mayLookUp } = sought;
  signal(c, { source: "none" });
  // A merchant that is off needs no facts: `merchant_off` wins over whatever they would be.
  if (!mayLookUp || !merchant.enabled) return described(unasked("service_limited"), null);
  const known = await readTicket(c, sought);
  const told = known && recall(known, places);
  if (told !== null) {
    signal(c, { source: "ticket" });
    return described(told, ticket);
  }
  if (known !== null && sought.asker === "page") refuseTooManyPlaces(known, places, c.get("readAt"));
  const finding = fixedFinding(c, sought) ?? (await lookUp(c, sought));
  const { correlationId, gatewayMs, alarm } = finding.trace;
  note(c, { correlationId: correlationId ?? undefined, gatewayMs: gatewayMs ?? undefined });
  if (alarm !== null) note(c, { alarm });
  const found = answerable(finding, sought.subject);
  const firstSeenAt = known === null ? found.firstSeenAt : Math.min(known.firstSeenAt, found.firstSeenAt ?? Infinity);
  const seen = { ...found, firstSeenAt } as AnswerableFinding;
  return described(seen, await newTicket(c, sought, seen, known));
}

function described(found: AnswerableFinding, ticket: string | null): FoundCard {
  const { firstSeenAt, trace } = found;
  const way = { firstSeenAt, ticket, gatewayMs: trace.gatewayMs };
  if (found.kind === "trouble")
    return { ...way, finding: { kind: "trouble", reason: found.reason }, paymentMethodId: null };
  const { byPlace, paymentMethodId } = found;
  return { ...way, finding: { kind: "facts", facts: factsOf(byPlace) }, paymentMethodId };
}

/** What the page's ticket holds; null without one, and for one that is of no use. */
async function readTicket(c: AppContext, { merchant, subject, ticket }: CardSought): Promise<TicketContent | null> {
  if (ticket === undefined || subject.kind !== "token") return null;
  const holder = { merchantId: merchant.id, token: subject.token };
  return openTicket(c.get("settings").hmacKey, holder, ticket, c.get("readAt"));
}

/** A ticket's facts for these places, or null where it lacks one. */
function recall({ firstSeenAt, facts }: TicketContent, places: readonly Place[]): AnswerableFinding | null {
  const [first, ...others] = places.flatMap((place) => facts.get(placeCode(place)) ?? []);
  if (first === undefined || others.length + 1 < places.length) return null;
  return { kind: "facts", byPlace: [first, ...others], firstSeenAt, paymentMethodId: null, trace: NO_TRACE };
}

/** The ticket for the page's next question: what was found, with what an earlier ticket held. */
async function newTicket(
  c: AppContext,
  { merchant, subject, places }: CardSought,
  found: AnswerableFinding,
  known: TicketContent | null,
): Promise<string | null> {
  if (found.kind !== "facts" || subject.kind !== "token") return null;
  const told = places.flatMap((place, index) => {
    const facts = found.byPlace[index];
    return facts === undefined ? [] : [[placeCode(place), facts] as const];
  });
  const holder = { merchantId: merchant.id, token: subject.token };
  const facts = new Map([...(known?.facts ?? []), ...told]);
  return sealTicket(c.get("settings").hmacKey, holder, { firstSeenAt: found.firstSeenAt, facts });
}

/** The limit of places holds where no shard remembers the token any more. */
function refuseTooManyPlaces({ firstSeenAt, facts }: TicketContent, places: readonly Place[], now: number): void {
  const all = new Set([...facts.keys(), ...places.map(placeCode)]);
  if (all.size > MAX_PLACES_PER_TOKEN) throw tooManyPlaces(Math.ceil((firstSeenAt + MEMO_MS - now) / 1_000));
}

/** What a test token stands for, or null where it is none. Merchants in mode `test` alone have them. */
function fixedFinding(c: AppContext, { merchant, subject, places }: CardSought): TracedFinding | null {
  if (merchant.mode !== "test" || subject.kind !== "token") return null;
  const card = testCard(subject.token, merchant.place.country);
  if (card !== null && card.kind !== "no_test_token") signal(c, { source: "test" });
  const firstSeenAt = c.get("readAt");
  switch (card?.kind) {
    case undefined:
      return null;
    case "no_test_token":
      throw new ProblemError("invalid_request", `token begins like a test token but is none: ${TEST_TOKEN_FORM}.`);
    case "facts": {
      const [, ...others] = places.map(() => card.facts);
      return { ...card, byPlace: [card.facts, ...others], firstSeenAt, paymentMethodId: null, trace: NO_TRACE };
    }
    case "trouble":
      return { ...card, firstSeenAt, trace: NO_TRACE };
    case "token_rejected":
      return { ...card, trace: NO_TRACE };
  }
}

async function lookUp(c: AppContext, { merchant, subject, places, asker }: CardSought): Promise<TracedFinding> {
  const gateway = findGateway(merchant.gateway, c.get("settings").gateways);
  // A name that was there when the merchant was stored. No other host is asked in its place.
  if (gateway === null) note(c, { alarm: "gateway_unknown" });
  const secretKey = gateway && (await openGatewayKey(c, merchant));
  if (gateway === null || secretKey === null) return unasked("gateway_unavailable");
  const access = { LOOKUP_SHARDS: c.env.LOOKUP_SHARDS, hmacKey: c.get("settings").hmacKey };
  const { id: merchantId, lookupShards, locationHint } = merchant;
  const found = await askShard(access, {
    merchantId,
    lookupShards,
    locationHint,
    origin: gateway.origin,
    secretKey,
    subject,
    places,
    countsPlaces: asker === "page",
    askedAt: c.get("readAt"),
    traceHeaders: c.get("trace")?.headers,
  });
  signal(c, { source: "shard", shard: found.signals });
  return found;
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

/** @throws ProblemError for a finding that is none */
function answerable(found: TracedFinding, subject: Subject): AnswerableFinding {
  if (found.kind === "token_rejected") throw new ProblemError("token_rejected", REJECTED[subject.kind]);
  if (found.kind === "too_many_places") throw tooManyPlaces(found.retryAfterSeconds);
  return found;
}

/** What a 422 says, by what was asked about. */
const REJECTED = {
  token: "The token is expired or unknown. Submit the Tokenizer again for a new one.",
  customer: "The gateway knows no such customer or payment method. Check customerId and paymentMethodId.",
  bin: "The gateway does not take this bin. Send the leading 6 to 11 digits of a card number.",
} as const;

const tooManyPlaces = (retryAfterSeconds: number) =>
  new ProblemError("too_many_places", "This token was asked about for too many places. Submit the Tokenizer again.", {
    headers: { "Retry-After": String(retryAfterSeconds) },
  });
