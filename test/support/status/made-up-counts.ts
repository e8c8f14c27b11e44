/** A year of counts that nobody made: the same for the same time, so that nothing has to be kept. */
import { BRANDS } from "../../../contract/lists.ts";

type Sums = Record<string, number>;

/** A number from 0 to 1 that hangs on the seed alone. */
export function chance(seed: number): number {
  let mixed = Math.imul(seed ^ (seed >>> 15), 0x2c1b3c6d);
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39);
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
}

/** Of 1,000 answers so many have this reason. */
const REASONS: readonly (readonly [reason: string, share: number])[] = [
  ["eligible", 412],
  ["debit", 341],
  ["prepaid", 74],
  ["region_prohibited", 52],
  ["gateway_not_eligible", 31],
  ["network_not_enabled", 28],
  ["region_not_covered", 17],
  ["cost_not_recorded", 12],
  ["region_missing", 11],
  ["needs_sign_off", 8],
  ["gateway_timeout", 6],
  ["below_minimum", 4],
  ["gateway_unavailable", 2],
  ["card_unrecognised", 1],
  ["contradictory", 1],
];
const BRAND_SHARES = [0.52, 0.29, 0.11, 0.05, 0.02, 0.01];
const PLACES = ["US-IL", "US-CA", "US-TX", "US-NY", "US-CO", "CA-ON", "US-FL", "GB", "AU", "US-WA", "US-MA", "NZ"];
const TOOK = [0.02, 0.28, 0.22, 0.18, 0.19, 0.08, 0.02, 0.007, 0.002, 0.001];
const OWN = [0.55, 0.3, 0.1, 0.03, 0.01, 0.006, 0.002, 0.001, 0.001, 0];
const BOUNDS = [10, 25, 50, 100, 200, 400, 800, 1_600, 3_200, "more"] as const;

export interface Mood {
  /** How many times as many lookups get no answer of the gateway. */
  readonly trouble: number;
}

/** The sums of one step. @param perMinute answers in a usual minute */
export function sumsAt(at: number, stepMs: number, perMinute: number, { trouble }: Mood = { trouble: 1 }): Sums {
  const hour = new Date(at).getUTCHours();
  const daily = stepMs > 3_600_000 ? 1 : 0.4 + 0.6 * Math.sin(((hour - 6) / 24) * Math.PI) ** 2;
  const weekly = [0, 6].includes(new Date(at).getUTCDay()) ? 1.25 : 1;
  const noise = 0.85 + 0.3 * chance(Math.floor(at / stepMs));
  const answers = (perMinute * stepMs * daily * weekly * noise) / 60_000;
  const sums: Sums = {};
  const add = (key: string, count: number) => {
    const whole = Math.floor(count + chance(at / stepMs + key.length * 7_919));
    if (whole > 0) sums[key] = (sums[key] ?? 0) + whole;
  };
  for (const [reason, share] of REASONS)
    for (const [index, part] of BRAND_SHARES.entries())
      add(
        `answer:${reason}:${BRANDS[index]}`,
        (answers * share * part * (reason.startsWith("gateway_t") ? trouble : 1)) / 1_000,
      );
  for (const [funding, share] of Object.entries({
    credit: 0.57,
    debit: 0.34,
    prepaid: 0.07,
    charge: 0.01,
    unknown: 0.01,
  }))
    add(`funding:${funding}`, answers * share);
  for (const [index, place] of PLACES.entries())
    for (const [outcome, share] of Object.entries({ surcharge: 0.41, none: 0.57, unknown: 0.02 }))
      add(`place:${place}:${outcome}`, (answers * share) / (index + 1.6));
  for (const [index, bound] of BOUNDS.entries()) {
    add(`took:${bound}`, answers * (TOOK[index] ?? 0));
    add(`own:${bound}`, answers * (OWN[index] ?? 0));
  }
  for (const [source, share] of Object.entries({ ticket: 0.46, shard: 0.53, test: 0.005, none: 0.005 }))
    add(`source:${source}`, answers * share);
  for (const [event, share] of Object.entries({
    calls: 0.44,
    retries: 0.004,
    failed: 0.006 * trouble,
    slow: 0.01,
    refused: 0.0004,
  }))
    add(`upstream:${event}`, answers * share);
  for (const [version, share] of Object.entries({ "1.0.0": 0.81, "1.0.1": 0.16, other: 0.03 }))
    add(`release:${version}`, answers * share);
  for (const [code, share] of Object.entries({
    token_rejected: 0.01,
    invalid_request: 0.004,
    rate_limited: 0.002,
    origin_not_allowed: 0.001,
  }))
    add(`refused:${code}`, answers * share);
  add("limited:client", answers * 0.002);
  add("tax:left_out", answers * 0.2);
  add("policy:served", answers * 2.4);
  if (trouble > 1) {
    add("breaker:open", answers * 0.02);
    add("alarm:gateway_blocked", answers * 0.001);
    add("failed:500", answers * 0.0005);
  }
  return sums;
}
