/**
 * What one shard does: answers questions about cards out of its memory, or by asking the gateway. Clock, `fetch` and
 * chance are passed in. Everything is kept in memory alone, and nothing longer than `limits.ts` says. Whoever asks waits
 * no longer than its own time; the call that it made goes on and fills the memory.
 */
import type { Place } from "../../contract/places.ts";
import { type GatewayAccess, lookUpCard, readVault, type Subject } from "../gateway/client.ts";
import type { CardFacts } from "../surcharge/facts.ts";
import { placeCode } from "../surcharge/places.ts";
import type { BreakerState } from "./breaker.ts";
import { Breakers } from "./breakers.ts";
import { CallQueue } from "./call-queue.ts";
import type { Clock } from "./clock.ts";
import { type Finding, NO_TRACE, type ShardSignals, type Trace, type TracedFinding } from "./finding.ts";
import { CLOCK_SKEW_MS, LOOKUP_MS, MIN_ATTEMPT_MS, SHARD_ALLOWANCE_MS } from "./limits.ts";
import { type Fate, TokenMemo } from "./memo.ts";
import { RetryBudget } from "./retry-budget.ts";
import { withinTime } from "./time-limit.ts";
import { askGateway, TOO_LATE, type UpstreamDeps, type UpstreamResult } from "./upstream.ts";
import { UpstreamTally } from "./upstream-counts.ts";
import type { ShardQuestion } from "./wire.ts";

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

/** A question's own time. */
interface Patience {
  readonly startedAt: number;
  /** When the asker has to have its answer, ms since 1970. */
  readonly deadline: number;
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
      breakers: new Breakers(random),
      budget: new RetryBudget(),
      tally: new UpstreamTally(),
    };
    this.#memo = new TokenMemo(() => clock.now(), fateOf);
  }

  /** Never rejects. Answers within `question.timeMs`, a little before the caller stops waiting. */
  async lookUp(question: ShardQuestion): Promise<TracedFinding> {
    const patience = this.#patienceOf(question);
    const finding = await this.#find(question, patience);
    return { ...finding, signals: this.#signals(question, patience) };
  }

  async #find(question: ShardQuestion, patience: Patience): Promise<TracedFinding> {
    if (question.tokenKey !== null) return this.#lookUpToken(question, question.tokenKey, patience);
    if (question.subject.kind === "customer") return this.#lookUpCustomer(question, question.subject, patience);
    const answers = await this.#lookUpPlaces(question, question.subject, patience);
    return this.#conclude(answers, patience, patience.startedAt, null);
  }

  view(): DeskView {
    const { state, retryAt } = this.#upstream.breakers.view(this.#clock.now());
    return { breaker: state, retryAt, entries: this.#memo.size };
  }

  #signals(question: ShardQuestion, { startedAt }: Patience): ShardSignals {
    const now = this.#clock.now();
    const { state } = this.#upstream.breakers.of(accountOf(question)).view(now);
    return { upstream: this.#upstream.tally.take(), breaker: state, waitedMs: now - startedAt };
  }

  /** By the caller's own word, and, since that may have been long on its way, by when the question was asked. */
  #patienceOf({ timeMs, askedAt }: ShardQuestion): Patience {
    const startedAt = this.#clock.now();
    const leftMs = Math.min(timeMs, LOOKUP_MS, askedAt + LOOKUP_MS + CLOCK_SKEW_MS - startedAt);
    return { startedAt, deadline: startedAt + leftMs - SHARD_ALLOWANCE_MS };
  }

  async #lookUpToken(question: ShardQuestion, tokenKey: string, patience: Patience): Promise<TracedFinding> {
    const placeByKey = new Map(question.places.map((place) => [placeCode(place), place]));
    const recall = this.#memo.recall(tokenKey, {
      places: [...placeByKey.keys()],
      askedAt: question.askedAt,
      isCounted: question.countsPlaces,
      ask: this.#isTooLate(patience)
        ? null
        : (key) => this.#lookUpPlace(question, question.subject, placeByKey.get(key)),
    });
    if (recall.kind === "rejected") return { kind: "token_rejected", trace: NO_TRACE };
    if (recall.kind === "too_many_places") {
      const retryAfterSeconds = Math.ceil(recall.retryAfterMs / 1000);
      return { kind: "too_many_places", retryAfterSeconds, trace: NO_TRACE };
    }
    const answers = recall.answers.map(async ({ answer, isNew }) => ({
      result: await this.#waitFor(answer, patience),
      isNew,
    }));
    return this.#conclude(await Promise.all(answers), patience, recall.firstSeenAt, null);
  }

  /** A saved card: the vault tells which one is the default and who is exempt. Without the vault's word, no facts. */
  async #lookUpCustomer(
    question: ShardQuestion,
    subject: Subject & { kind: "customer" },
    patience: Patience,
  ): Promise<TracedFinding> {
    const { startedAt } = patience;
    const access = this.#accessOf(question);
    const ask = () =>
      askGateway((signal) => readVault(subject.customerId, access, signal), accountOf(question), this.#upstream);
    const vault = await this.#waitFor(this.#isTooLate(patience) ? null : ask(), patience);
    if (vault.kind !== "found") return this.#conclude([{ result: vault, isNew: true }], patience, startedAt, null);
    const paymentMethodId = subject.paymentMethodId ?? vault.value.defaultPaymentMethodId;
    if (paymentMethodId === null)
      return { ...unavailable(startedAt), trace: this.#trace(vault.correlationId, startedAt) };
    const answers = await this.#lookUpPlaces(question, { ...subject, paymentMethodId }, patience);
    const finding = this.#conclude(answers, patience, startedAt, paymentMethodId);
    if (finding.kind !== "facts") return finding;
    const customerExempt = vault.value.exempt || vault.value.exemptPaymentMethodIds.includes(paymentMethodId);
    const [first, ...others] = finding.byPlace;
    return { ...finding, byPlace: [{ ...first, customerExempt }, ...others] };
  }

  #lookUpPlaces(question: ShardQuestion, subject: Subject, patience: Patience): Promise<PlaceAnswer[]> {
    const isTooLate = this.#isTooLate(patience);
    const answers = question.places.map(async (place) => ({
      result: await this.#waitFor(isTooLate ? null : this.#lookUpPlace(question, subject, place), patience),
      isNew: true,
    }));
    return Promise.all(answers);
  }

  #lookUpPlace(question: ShardQuestion, subject: Subject, place: Place | undefined): Promise<CardResult> {
    if (place === undefined) throw new TypeError("a lookup needs a place");
    const access = this.#accessOf(question);
    const attemptOnce = (signal: AbortSignal) => lookUpCard(subject, place, access, signal);
    return askGateway(attemptOnce, accountOf(question), this.#upstream);
  }

  /** True when nobody would wait for a call that is made now. */
  #isTooLate({ deadline }: Patience): boolean {
    return this.#clock.now() + MIN_ATTEMPT_MS > deadline;
  }

  /** The answer, as long as the asker can wait for it. Null: nobody was asked. */
  #waitFor<T>(answer: Promise<UpstreamResult<T>> | null, { deadline }: Patience): Promise<UpstreamResult<T>> {
    if (answer === null) return Promise.resolve(TOO_LATE);
    return withinTime(this.#clock, Math.max(0, deadline - this.#clock.now()), answer, () => TOO_LATE);
  }

  #accessOf({ origin, secretKey, traceHeaders }: ShardQuestion): GatewayAccess {
    return { origin, secretKey, trace: traceHeaders, fetch: this.#fetch };
  }

  /** One finding out of the answers for each place: trouble anywhere is trouble, facts must agree. */
  #conclude(
    answers: readonly { result: UpstreamResult<unknown>; isNew: boolean }[],
    { startedAt }: Patience,
    firstSeenAt: number,
    paymentMethodId: string | null,
  ): TracedFinding {
    const asked = answers.filter(({ isNew }) => isNew).map(({ result }) => result);
    const correlationId = asked.find((result) => result.correlationId !== null)?.correlationId ?? null;
    const finding = findingOf(answers as readonly PlaceAnswer[], firstSeenAt, paymentMethodId);
    if (asked.length === 0) return { ...finding, trace: NO_TRACE };
    const alarm = asked.flatMap((result) => (result.kind === "trouble" ? (result.alarm ?? []) : []))[0] ?? null;
    return { ...finding, trace: { ...this.#trace(correlationId, startedAt), alarm } };
  }

  #trace(correlationId: string | null, startedAt: number): Trace {
    return { correlationId, gatewayMs: this.#clock.now() - startedAt, alarm: null };
  }
}

function fateOf(result: CardResult): Fate {
  if (result.kind === "found") return "keep";
  if (result.kind === "rejected") return "reject";
  // A refused key is the breaker's to remember: the next key may be a good one.
  return result.wasCalled && result.alarm !== "gateway_key_refused" ? "trouble" : "drop";
}

/** Tells accounts apart for the breaker: a new key or another gateway starts with a clean slate. */
const accountOf = ({ origin, secretKey }: ShardQuestion): string => `${origin} ${secretKey}`;

const unavailable = (firstSeenAt: number) => ({ kind: "trouble", reason: "gateway_unavailable", firstSeenAt }) as const;

function findingOf(answers: readonly PlaceAnswer[], firstSeenAt: number, paymentMethodId: string | null): Finding {
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
  return { kind: "facts", byPlace: [first, ...others], firstSeenAt, paymentMethodId };
}
