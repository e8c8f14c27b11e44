/** Adds up what was judged, an episode at a time, and says what does not hold. Pure. */
import type { Judgement, Kind } from "./judge.ts";

/** Retries are held to a tenth of the calls. */
export const MAX_UPSTREAM_RATIO = 1.1;
/** From a fault's end until answers are again as they are in health: the breaker's longest wait is 30 s. */
export const MAX_RECOVERY_SECONDS = 35;

export interface EpisodeFigures {
  /** Names of one fault or two; empty: the time before the first. */
  readonly faults: readonly string[];
  readonly seconds: number;
  /** Lookups, by pages and servers, while it lasted and until all was well. */
  readonly questions: number;
  readonly answered: number;
  readonly surcharge: number;
  readonly none: number;
  readonly unknown: number;
  /** Of the unknown ones, by reason. */
  readonly reasons: Readonly<Record<string, number>>;
  /** Of the lookups' answers, by status: a limit that was reached, and the like. */
  readonly otherAnswers: number;
  /** Requests of every other kind. */
  readonly others: number;
  readonly slowestMs: number;
  /** The slowest answer meanwhile of something that nothing ails: what this machine adds by being busy. */
  readonly machineMs: number;
  readonly upstreamNeeded: number;
  readonly upstreamCalls: number;
  readonly recoverySeconds: number;
  readonly wrong: number;
}

interface Counted {
  readonly kind: Kind;
  /** The shard that had to ask the gateway for it, at the latest; null: none. */
  readonly shard: string | null;
  /** Ms since the run began. */
  readonly askedAt: number;
  readonly tookMs: number;
  readonly hasAnswer: boolean;
  /** Of a lookup's answer. */
  readonly reason: string | null;
  readonly judgement: Judgement;
}

export class EpisodeTally {
  readonly #faults: readonly string[];
  readonly #seen: Counted[] = [];
  #needed = 0;
  #machineMs = 0;
  /** When the faults ended, ms since the run began; null: they last. */
  #endedAt: number | null = null;
  #lastBadAt = Number.NEGATIVE_INFINITY;
  /** Shards that have asked the gateway with success since the last trouble of any. */
  readonly #wellShards = new Set<string>();

  constructor(faults: readonly string[]) {
    this.#faults = faults;
  }

  end(at: number): void {
    this.#endedAt = at;
  }

  /** A question that needs so many calls upstream, at most. */
  need(calls: number): void {
    this.#needed += calls;
  }

  /** How long something that nothing ails took to answer. */
  machine(tookMs: number): void {
    this.#machineMs = Math.max(this.#machineMs, tookMs);
  }

  add(counted: Counted): void {
    this.#seen.push(counted);
    if (this.#endedAt === null || counted.askedAt < this.#endedAt) return;
    if (counted.judgement.isWell) {
      if (counted.shard !== null) this.#wellShards.add(counted.shard);
      return;
    }
    // A pull of a catalogue may have begun long before.
    if (counted.kind === "sync") return;
    this.#lastBadAt = Math.max(this.#lastBadAt, counted.askedAt);
    this.#wellShards.clear();
  }

  /** Shards that are known to work again; one that was not asked may still hold back. */
  get wellShards(): number {
    return this.#wellShards.size;
  }

  /** Since when all has been well, ms since the run began; null while the faults last. */
  get wellSince(): number | null {
    return this.#endedAt === null ? null : Math.max(this.#endedAt, this.#lastBadAt);
  }

  figures(seconds: number, upstreamCalls: number): EpisodeFigures {
    const lookups = this.#seen.filter(({ kind }) => kind === "page" || kind === "server");
    const count = (label: Judgement["label"]) => lookups.filter(({ judgement }) => judgement.label === label).length;
    return {
      faults: this.#faults,
      seconds,
      questions: lookups.length,
      answered: lookups.filter(({ hasAnswer }) => hasAnswer).length,
      surcharge: count("surcharge"),
      none: count("none"),
      unknown: count("unknown"),
      reasons: this.#reasons(),
      otherAnswers: count("other"),
      others: this.#seen.length - lookups.length,
      slowestMs: Math.round(Math.max(0, ...lookups.map(({ tookMs }) => tookMs))),
      machineMs: Math.round(this.#machineMs),
      upstreamNeeded: this.#needed,
      upstreamCalls,
      recoverySeconds: Math.round(((this.wellSince ?? 0) - (this.#endedAt ?? 0)) / 100) / 10,
      wrong: this.#seen.reduce((sum, { judgement }) => sum + judgement.wrong.length, 0),
    };
  }

  #reasons(): Record<string, number> {
    const found: Record<string, number> = {};
    for (const { judgement, reason } of this.#seen)
      if (judgement.label === "unknown" && reason !== null) found[reason] = (found[reason] ?? 0) + 1;
    return found;
  }
}

/** Calls upstream for each that was needed, over all episodes: a shard may spend in one what it saved in another. */
export function upstreamRatio(all: readonly EpisodeFigures[]): number {
  const sum = (pick: (one: EpisodeFigures) => number) => all.reduce((total, one) => total + pick(one), 0);
  return (
    sum(({ upstreamCalls }) => upstreamCalls) /
    Math.max(
      1,
      sum(({ upstreamNeeded }) => upstreamNeeded),
    )
  );
}

/** Everything that does not hold, a line each; empty: all of it does. */
export function troublesOf(all: readonly EpisodeFigures[], leaks: readonly string[]): string[] {
  const ratio = upstreamRatio(all);
  const positives = all.reduce((sum, { surcharge }) => sum + surcharge, 0);
  return [
    ...all.flatMap(({ faults, wrong, recoverySeconds }) => [
      ...(wrong > 0 ? [`${faults.join(" + ")}: ${wrong} wrong`] : []),
      ...(recoverySeconds > MAX_RECOVERY_SECONDS
        ? [`${faults.join(" + ")}: well again only after ${recoverySeconds} s`]
        : []),
    ]),
    ...(ratio > MAX_UPSTREAM_RATIO ? [`upstream calls: ${ratio.toFixed(3)} for each that was needed`] : []),
    ...(positives === 0 ? ["no surcharge was seen at all: nothing was shown"] : []),
    ...leaks.map((leak) => `in the log: ${leak}`),
  ];
}
