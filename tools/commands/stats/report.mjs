/** The counters of a deployment or a merchant, added up over a span. */
import { operatorApi, settingsFrom } from "../../cli/operator.mjs";
import { table } from "../../cli/tables.mjs";

const BASE = "/v1/admin/stats";
const TIMEOUT_MS = 15_000;
const HOUR_MS = 3_600_000;

/** How long each is, and by what it is counted. @type {Readonly<Record<string, { by: string, hours: number }>>} */
export const SPANS = {
  hour: { by: "minute", hours: 1 },
  day: { by: "hour", hours: 24 },
  month: { by: "day", hours: 30 * 24 },
};
const QUANTILES = [0.5, 0.9, 0.99];

/** @typedef {Record<string, number>} Sums */

/** @param {Sums} sums @param {string} series @returns {[value: string, count: number][]} the most frequent first */
function valuesOf(sums, series) {
  const start = `${series}:`;
  return Object.entries(sums)
    .filter(([key]) => key.startsWith(start))
    .map(([key, count]) => /** @type {[string, number]} */ ([key.slice(start.length), count]))
    .toSorted(([, one], [, other]) => other - one);
}

/** @param {readonly [string, number][]} values */
const totalOf = (values) => values.reduce((sum, [, count]) => sum + count, 0);

/** @param {number} count @param {number} of */
const percent = (count, of) => (of === 0 ? "" : `${((100 * count) / of).toFixed(1)} %`);

/** @param {number} count @param {number} of at least 1 */
const ratio = (count, of) => (count / of).toFixed(2);

/** By the first part of each value. @param {readonly [string, number][]} values @returns {[string, number][]} */
function byFirstPart(values) {
  /** @type {Map<string, number>} */
  const sums = new Map();
  for (const [value, count] of values) {
    const [first = ""] = value.split(":");
    sums.set(first, (sums.get(first) ?? 0) + count);
  }
  return [...sums].toSorted(([, one], [, other]) => other - one);
}

/** The bound that a share of all stays within. @param {Sums} sums @param {string} series @param {number} share */
export function atMost(sums, series, share) {
  const values = valuesOf(sums, series);
  let left = totalOf(values) * share;
  if (left === 0) return null;
  const ordered = values.toSorted(([one], [other]) => boundOf(one) - boundOf(other));
  for (const [bound, count] of ordered) if ((left -= count) <= 0) return boundOf(bound);
  return Number.POSITIVE_INFINITY;
}

/** @param {string} bound */
const boundOf = (bound) => (bound === "more" ? Number.POSITIVE_INFINITY : Number(bound));

/** @param {Sums} sums @param {string} series */
function latency(sums, series) {
  return QUANTILES.map((share) => {
    const ms = atMost(sums, series, share);
    if (ms === null) return "";
    return Number.isFinite(ms) ? `at most ${ms} ms` : "over 3200 ms";
  });
}

/** Places' outcomes: `none`, `surcharge` or `unknown`. @param {Sums} sums @param {string} outcome */
const withOutcome = (sums, outcome) =>
  totalOf(valuesOf(sums, "place").filter(([value]) => value.endsWith(`:${outcome}`)));

/** @param {Sums} sums @param {string} title */
export function report(sums, title) {
  const reasons = byFirstPart(valuesOf(sums, "answer"));
  const answers = totalOf(reasons);
  if (Object.keys(sums).length === 0) return `${title}: nothing was counted`;
  const calls = sums["upstream:calls"] ?? 0;
  const lookedUp = sums["source:shard"] ?? 0;
  const unknown = withOutcome(sums, "unknown");
  const others = [
    "source",
    "upstream",
    "breaker",
    "limited",
    "refused",
    "failed",
    "tax",
    "alarm",
    "release",
    "policy",
    "lost",
  ];
  const rows = others.flatMap((series) =>
    valuesOf(sums, series).map(([value, count], line) => [line === 0 ? series : "", value, `${count}`]),
  );
  return [
    `${title}: ${answers} answers, ${withOutcome(sums, "surcharge")} with a surcharge, ${unknown} unknown (${percent(unknown, answers) || "0.0 %"})`,
    ...(lookedUp === 0
      ? []
      : [
          `calls of the gateway: ${calls}; calls per answer ${ratio(calls, answers)}, calls per answer of a shard ${ratio(calls, lookedUp)}`,
        ]),
    "",
    table([
      ["REASON", "ANSWERS", "SHARE"],
      ...reasons.map(([reason, count]) => [reason, `${count}`, percent(count, answers)]),
    ]),
    "",
    table([
      ["LATENCY", ...QUANTILES.map((share) => `${share * 100} %`)],
      ["as answered", ...latency(sums, "took")],
      ["without the gateway", ...latency(sums, "own")],
    ]),
    ...(rows.length === 0 ? [] : ["", table([["COUNTED", "", "TIMES"], ...rows])]),
  ].join("\n");
}

/**
 * @param {string} name a key of {@link SPANS}
 * @param {string | undefined} merchant undefined: the whole deployment
 * @param {Pick<import("../../cli/surroundings.ts").Surroundings, "env" | "now">} surroundings
 * @returns {Promise<import("../../cli/answer.ts").Shown>}
 */
export async function stats(name, merchant, { env, now }) {
  const { by = "minute", hours = 1 } = SPANS[name] ?? {};
  const api = operatorApi(settingsFrom(env), BASE, TIMEOUT_MS);
  const query = new URLSearchParams({
    by,
    from: new Date(now().getTime() - hours * HOUR_MS).toISOString(),
    ...(merchant === undefined ? {} : { merchant }),
  });
  const { periods } = await api("GET", `?${query}`);
  /** @type {Sums} */
  const sums = {};
  for (const period of periods)
    for (const [key, count] of Object.entries(period.sums)) sums[key] = (sums[key] ?? 0) + Number(count);
  // A merchant that was removed has its counts still; one that never was has none.
  if (merchant !== undefined && totalOf(valuesOf(sums, "answer")) === 0)
    await operatorApi(settingsFrom(env), "/v1/admin/merchants", TIMEOUT_MS)("GET", `/${merchant}`);
  return {
    data: { span: name, merchant: merchant ?? null, sums },
    text: report(sums, `${merchant ?? "the deployment"}, last ${name}`),
  };
}
