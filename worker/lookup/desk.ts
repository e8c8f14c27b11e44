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
import { type Finding, NO_TRACE, type Trace, type TracedFinding } from "./finding.ts";
import { LOOKUP_MS, SHARD_ALLOWANCE_MS } from "./limits.ts";
import { TokenMemo } from "./memo.ts";
import { RetryBudget } from "./retry-budget.ts";
import { askGateway, type UpstreamDeps, type UpstreamResult } from "./upstream.ts";
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

  /** Never rejects. Answers within `question.timeMs`, a little before the caller stops waiting. */
  async lookUp(question: ShardQuestion): Promise<TracedFinding> {
    const startedAt = this.#clock.now();
    const deadline = startedAt + Math.min(question.timeMs, LOOKUP_MS) - SHARD_ALLOWANCE_MS;
    if (question.tokenKey !== null) return this.#lookUpToken(question, question.tokenKey, deadline);
    if (question.subject.kind === "customer") return this.#lookUpCustomer(question, question.subject, deadline);
    const answers = await this.#lookUpPlaces(question, question.subject, deadline);
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

  async #lookUpToken(question: ShardQuestion, tokenKey: string, deadline: number): Promise<TracedFinding> {
    const startedAt = this.#clock.now();
    const placeByKey = new Map(question.places.map((place) => [`${place.country} ${place.state ?? ""}`, place]));
    const lookUpPlace = (key: string) => this.#lookUpPlace(question, question.subject, placeByKey.get(key), deadline);
    const recall = this.#memo.recall(tokenKey, [...placeByKey.keys()], lookUpPlace);
    if (recall.kind === "rejected") return { kind: "token_rejected", trace: NO_TRACE };
    if (recall.kind === "too_many_places") {
      const retryAfterSeconds = Math.ceil(recall.retryAfterMs / 1000);
      return { kind: "too_many_places", retryAfterSeconds, trace: NO_TRACE };
    }
    const answers = recall.answers.map(async ({ answer, isNew }) => ({ result: await answer, isNew }));
    return this.#conclude(await Promise.all(answers), startedAt, recall.firstSeenAt, null);
  }

  /** A saved card: the vault tells which one is the default and who is exempt. Without the vault's word, no facts. */
  async #lookUpCustomer(
    question: ShardQuestion,
    subject: Subject & { kind: "customer" },
    deadline: number,
  ): Promise<TracedFinding> {
    const startedAt = this.#clock.now();
    const access = this.#accessOf(question);
    const vault = await askGateway(
      (signal) => readVault(subject.customerId, access, signal),
      accountOf(question),
      deadline,
      this.#upstream,
    );
    if (vault.kind !== "found") return this.#conclude([{ result: vault, isNew: true }], startedAt, startedAt, null);
    const paymentMethodId = subject.paymentMethodId ?? vault.value.defaultPaymentMethodId;
    if (paymentMethodId === null)
      return { ...unavailable(startedAt), trace: this.#trace(vault.correlationId, startedAt) };
    const answers = await this.#lookUpPlaces(question, { ...subject, paymentMethodId }, deadline);
    const finding = this.#conclude(answers, startedAt, startedAt, paymentMethodId);
    const isExempt = vault.value.exempt || vault.value.exemptPaymentMethodIds.includes(paymentMethodId);
    return finding.kind === "facts" ? { ...finding, facts: { ...finding.facts, customerExempt: isExempt } } : finding;
  }

  #lookUpPlaces(question: ShardQuestion, subject: Subject, deadline: number): Promise<PlaceAnswer[]> {
    const answers = question.places.map(async (place) => ({
      result: await this.#lookUpPlace(question, subject, place, deadline),
      isNew: true,
    }));
    return Promise.all(answers);
  }

  #lookUpPlace(
    question: ShardQuestion,
    subject: Subject,
    place: Place | undefined,
    deadline: number,
  ): Promise<CardResult> {
    if (place === undefined) throw new TypeError("a lookup needs a place");
    const access = this.#accessOf(question);
    const attemptOnce = (signal: AbortSignal) => lookUpCard(subject, place, access, signal);
    return askGateway(attemptOnce, accountOf(question), deadline, this.#upstream);
  }

  #accessOf({ origin, secretKey }: ShardQuestion): GatewayAccess {
    return { origin, secretKey, fetch: this.#fetch };
  }

  /** One finding out of the answers for each place: trouble anywhere is trouble, facts must agree. */
  #conclude(
    answers: readonly { result: UpstreamResult<unknown>; isNew: boolean }[],
    startedAt: number,
    firstSeenAt: number,
    paymentMethodId: string | null,
  ): TracedFinding {
    const asked = answers.filter(({ isNew }) => isNew).map(({ result }) => result);
    const correlationId = asked.find((result) => result.correlationId !== null)?.correlationId ?? null;
    const finding = findingOf(answers as readonly PlaceAnswer[], firstSeenAt, paymentMethodId);
    if (asked.length === 0) return { ...finding, trace: NO_TRACE };
    const trace = this.#trace(correlationId, startedAt);
    return { ...finding, trace: { ...trace, alarm: alarmOf(finding, asked) } };
  }

  #trace(correlationId: string | null, startedAt: number): Trace {
    return { correlationId, gatewayMs: this.#clock.now() - startedAt, alarm: null };
  }
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
  return { kind: "facts", facts: others.reduce(mergeFacts, first), firstSeenAt, paymentMethodId };
}

function alarmOf(finding: Finding, asked: readonly UpstreamResult<unknown>[]): Trace["alarm"] {
  const alarms = asked.map((result) => (result.kind === "trouble" ? result.alarm : null));
  const alarm = alarms.find((known) => known !== null);
  if (alarm !== undefined) return alarm;
  return finding.kind === "facts" && finding.facts.conflicting ? "contradictory" : null;
}
