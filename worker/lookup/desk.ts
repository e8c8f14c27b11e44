/**
 * What one shard does: answers questions about cards out of its memory, or by asking the gateway. Clock, `fetch` and
 * chance are passed in. Everything is kept in memory alone, and nothing longer than `limits.ts` says.
 */
import type { Place } from "../../contract/places.ts";
import { type GatewayAccess, lookUpCard, readVault, type Subject } from "../gateway/client.ts";
import { mergeFacts } from "../gateway/normalise.ts";
import type { CardFacts } from "../surcharge/facts.ts";
import { Breaker, type BreakerState } from "./breaker.ts";
import { CallQueue } from "./call-queue.ts";
import type { Clock } from "./clock.ts";
import type { FindCardResult, Found, Trace } from "./finding.ts";
import { LOOKUP_MS, SHARD_ALLOWANCE_MS } from "./limits.ts";
import { TokenMemo } from "./memo.ts";
import { RetryBudget } from "./retry-budget.ts";
import { askGateway, type UpstreamDeps, type UpstreamResult } from "./upstream.ts";

/** A question with its gateway already found. */
export interface DeskAsk {
  readonly origin: string;
  readonly secretKey: string;
  readonly subject: Subject;
  readonly places: readonly Place[];
  /** What the memo knows a token by: an HMAC of it. Null for subjects that are not remembered. */
  readonly tokenKey: string | null;
  /** How long the caller waits for the answer, at most {@link LOOKUP_MS}. */
  readonly timeMs: number;
}

export interface DeskView {
  readonly breaker: BreakerState;
  /** When the gateway is asked again, ms since 1970; null while it is asked freely. */
  readonly retryAt: number | null;
  readonly entries: number;
}

type CardResult = UpstreamResult<CardFacts>;

/** What the gateway said for one place, and whether this question made it say so. */
interface PlaceAnswer {
  readonly result: CardResult;
  readonly isNew: boolean;
}

export class LookupDesk {
  readonly #clock: Clock;
  readonly #fetch: typeof fetch;
  readonly #upstream: UpstreamDeps;
  readonly #memo: TokenMemo<CardResult>;

  constructor(clock: Clock, fetcher: typeof fetch, random: () => number) {
    this.#clock = clock;
    this.#fetch = fetcher;
    this.#upstream = {
      clock,
      random,
      queue: new CallQueue(clock),
      breaker: new Breaker(),
      budget: new RetryBudget(),
    };
    const fates = { found: "keep", rejected: "reject", trouble: "drop" } as const;
    this.#memo = new TokenMemo(
      () => clock.now(),
      ({ kind }) => fates[kind],
    );
  }

  /** Never rejects. Answers within `ask.timeMs`, a little before the caller stops waiting. */
  async find(ask: DeskAsk): Promise<FindCardResult> {
    const startedAt = this.#clock.now();
    const deadline = startedAt + Math.min(ask.timeMs, LOOKUP_MS) - SHARD_ALLOWANCE_MS;
    if (ask.tokenKey !== null) return this.#findToken(ask, ask.tokenKey, deadline);
    if (ask.subject.kind === "customer") return this.#findCustomer(ask, ask.subject, deadline);
    const answers = await this.#askForAll(ask, ask.subject, deadline);
    return this.#conclude(answers, startedAt, startedAt, null);
  }

  view(): DeskView {
    const { state, retryAt } = this.#upstream.breaker.view(this.#clock.now());
    return { breaker: state, retryAt, entries: this.#memo.size };
  }

  /** Drops what is too old. True while there is anything left that is worth keeping in memory. */
  sweep(): boolean {
    this.#memo.sweep();
    return this.#memo.size > 0 || !this.#upstream.breaker.isIdle(this.#clock.now());
  }

  async #findToken(ask: DeskAsk, tokenKey: string, deadline: number): Promise<FindCardResult> {
    const startedAt = this.#clock.now();
    const placeByKey = new Map(ask.places.map((place) => [`${place.country} ${place.state ?? ""}`, place]));
    const askForPlace = (key: string) => this.#askFor(ask, ask.subject, placeByKey.get(key), deadline);
    const recall = this.#memo.recall(tokenKey, [...placeByKey.keys()], askForPlace);
    if (recall.kind === "rejected") return { kind: "token_rejected", trace: NO_TRACE };
    if (recall.kind === "too_many_places") {
      const retryAfterSeconds = Math.ceil(recall.retryAfterMs / 1000);
      return { kind: "too_many_places", retryAfterSeconds, trace: NO_TRACE };
    }
    const answers = recall.answers.map(async ({ answer, isNew }) => ({ result: await answer, isNew }));
    return this.#conclude(await Promise.all(answers), startedAt, recall.firstSeenAt, null);
  }

  /** A saved card: the vault tells which one is the default and who is exempt. Without the vault's word, no facts. */
  async #findCustomer(
    ask: DeskAsk,
    subject: Subject & { kind: "customer" },
    deadline: number,
  ): Promise<FindCardResult> {
    const startedAt = this.#clock.now();
    const access = this.#accessOf(ask);
    const vault = await askGateway(
      (signal) => readVault(subject.customerId, access, signal),
      accountOf(ask),
      deadline,
      this.#upstream,
    );
    if (vault.kind !== "found") return this.#conclude([{ result: vault, isNew: true }], startedAt, startedAt, null);
    const paymentMethodId = subject.paymentMethodId ?? vault.value.defaultPaymentMethodId;
    if (paymentMethodId === null)
      return { ...unavailable(startedAt), trace: this.#trace(vault.correlationId, startedAt) };
    const answers = await this.#askForAll(ask, { ...subject, paymentMethodId }, deadline);
    const result = this.#conclude(answers, startedAt, startedAt, paymentMethodId);
    const isExempt = vault.value.exempt || vault.value.exemptPaymentMethodIds.includes(paymentMethodId);
    return result.kind === "facts" ? { ...result, facts: { ...result.facts, customerExempt: isExempt } } : result;
  }

  #askForAll(ask: DeskAsk, subject: Subject, deadline: number): Promise<PlaceAnswer[]> {
    const answers = ask.places.map(async (place) => ({
      result: await this.#askFor(ask, subject, place, deadline),
      isNew: true,
    }));
    return Promise.all(answers);
  }

  #askFor(ask: DeskAsk, subject: Subject, place: Place | undefined, deadline: number): Promise<CardResult> {
    if (place === undefined) throw new TypeError("a lookup needs a place");
    const access = this.#accessOf(ask);
    const attemptOnce = (signal: AbortSignal) => lookUpCard(subject, place, access, signal);
    return askGateway(attemptOnce, accountOf(ask), deadline, this.#upstream);
  }

  #accessOf({ origin, secretKey }: DeskAsk): GatewayAccess {
    return { origin, secretKey, fetch: this.#fetch };
  }

  /** One result out of the answers for each place: trouble anywhere is trouble, facts must agree. */
  #conclude(
    answers: readonly { result: UpstreamResult<unknown>; isNew: boolean }[],
    startedAt: number,
    firstSeenAt: number,
    paymentMethodId: string | null,
  ): FindCardResult {
    const asked = answers.filter(({ isNew }) => isNew).map(({ result }) => result);
    const correlationId = asked.find((result) => result.correlationId !== null)?.correlationId ?? null;
    const found = judge(answers as readonly PlaceAnswer[], firstSeenAt, paymentMethodId);
    if (asked.length === 0) return { ...found, trace: NO_TRACE };
    const trace = this.#trace(correlationId, startedAt);
    return { ...found, trace: { ...trace, alarm: alarmOf(found, asked) } };
  }

  #trace(correlationId: string | null, startedAt: number): Trace {
    return { correlationId, gatewayMs: this.#clock.now() - startedAt, alarm: null };
  }
}

const NO_TRACE: Trace = { correlationId: null, gatewayMs: null, alarm: null };

/** Tells accounts apart for the breaker: a new key or another gateway starts with a clean slate. */
const accountOf = ({ origin, secretKey }: DeskAsk): string => `${origin} ${secretKey}`;

const unavailable = (firstSeenAt: number) => ({ kind: "trouble", reason: "gateway_unavailable", firstSeenAt }) as const;

function judge(answers: readonly PlaceAnswer[], firstSeenAt: number, paymentMethodId: string | null): Found {
  const results = answers.map(({ result }) => result);
  const trouble = results.find((result) => result.kind === "trouble");
  if (trouble !== undefined) return { kind: "trouble", reason: trouble.reason, firstSeenAt };
  const found = results.filter((result) => result.kind === "found");
  if (found.length < results.length) {
    // Known a moment ago and refused now: a gateway whose lookup uses tokens up. A new token would fare no better.
    const usedUp = answers.some(({ result, isNew }) => isNew && result.kind === "found");
    return usedUp ? unavailable(firstSeenAt) : { kind: "token_rejected" };
  }
  const [first, ...others] = found.map(({ value }) => value);
  if (first === undefined) return unavailable(firstSeenAt);
  return { kind: "facts", facts: others.reduce(mergeFacts, first), firstSeenAt, paymentMethodId };
}

function alarmOf(found: Found, asked: readonly UpstreamResult<unknown>[]): Trace["alarm"] {
  if (asked.some((result) => result.kind === "trouble" && result.keyRefused)) return "gateway_key_refused";
  return found.kind === "facts" && found.facts.conflicting ? "contradictory" : null;
}
