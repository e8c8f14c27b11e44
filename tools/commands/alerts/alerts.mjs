/** The alerts of a deployment: how they are shown, changed and tried. */
import { ifUnchanged, operatorApi, settingsFrom } from "../../cli/operator.mjs";
import { NOT_SAID, shown, table } from "../../cli/tables.mjs";
import { ToolError } from "../../cli/tool-error.mjs";

const BASE = "/v1/admin/alerts";
/** The receiver may take so long. */
const RECEIVER_MS = 5_000;
const TIMEOUT_MS = 15_000;
const TOLD_SHOWN = 10;

/** @param {import("../../cli/surroundings.ts").Environment} env */
export const alertsApi = (env) => operatorApi(settingsFrom(env), BASE, TIMEOUT_MS);

/** @param {number | null} figure @param {string} [unit] */
const figureOf = (figure, unit = "") => {
  if (figure === null) return NOT_SAID;
  if (unit === "percent") return `${figure} %`;
  return `${figure} ${figure === 1 ? unit.replace(/s$/, "") : unit}`.trimEnd();
};

/** @param {string | null} time ISO 8601 */
const timeOf = (time) => time?.replace("T", " ").replace(/\.\d+Z$/, "Z") ?? NOT_SAID;

/** The rules, what is open and what was told. @param {any} view */
export function alertsText(view) {
  const rules = view.rules.map((/** @type {any} */ { name, on, limit, unit, least, leastOf, usual }) => [
    name,
    on ? figureOf(limit, unit ?? "") : "off",
    least === null ? "" : figureOf(least, leastOf),
    limit === usual.limit && least === usual.least ? "" : "changed",
  ]);
  const units = new Map(view.rules.map((/** @type {any} */ { name, unit }) => [name, unit ?? ""]));
  const episodes = view.episodes.map((/** @type {any} */ { rule, subject, seen, of, since }) => [
    rule,
    shown(subject),
    `${figureOf(seen, units.get(rule))}${of === null ? "" : ` of ${of}`}`,
    timeOf(since),
  ]);
  const told = view.deliveries
    .slice(0, TOLD_SHOWN)
    .map((/** @type {any} */ one) => [
      timeOf(one.madeAt),
      one.type,
      one.rule ?? "",
      shown(one.subject ?? ""),
      one.state,
      `${one.tries}`,
      figureOf(one.status),
    ]);
  return [
    view.hasReceiver
      ? `last look: ${timeOf(view.watchedAt)}`
      : `last look: ${timeOf(view.watchedAt)}; nobody is told: ALERT_URL is not set`,
    `daily summary: ${sayOf(view, "summary")}`,
    "",
    table([["RULE", "TOLD FROM", "OF AT LEAST", ""], ...rules]),
    "",
    episodes.length === 0 ? "nothing is open" : table([["OPEN", "SUBJECT", "SEEN", "SINCE"], ...episodes]),
    "",
    told.length === 0
      ? "nothing was told yet"
      : table([["TOLD", "TYPE", "RULE", "SUBJECT", "STATE", "TRIES", "STATUS"], ...told]),
  ].join("\n");
}

/** One rule's figures in force, or when the daily summary is sent. @param {any} view @param {string} name */
function sayOf(view, name) {
  const { summary } = view.settings;
  if (name === "summary") return summary.on ? `at ${String(summary.hour).padStart(2, "0")}:00 UTC` : "off";
  const { on, limit, unit, least, leastOf } = view.rules.find((/** @type {any} */ rule) => rule.name === name);
  if (!on) return "off";
  const from = limit === null ? "on" : `told from ${figureOf(limit, unit ?? "")}`;
  return least === null ? from : `${from}, of at least ${figureOf(least, leastOf ?? "")}`;
}

/** @param {string} text @returns {[name: string, value: boolean | number | undefined]} undefined: as usual */
function readChange(text) {
  const [, name = "", value = ""] = /^(on|limit|least|hour)=(.*)$/.exec(text) ?? [];
  if (name === "")
    throw new ToolError("A change must be on=yes, on=no, limit=, least= or hour=, with a number behind it.");
  if (value === "") return [name, undefined];
  if (name === "on" && /^(yes|no)$/.test(value)) return [name, value === "yes"];
  if (name === "on" || !/^\d+(\.\d+)?$/.test(value))
    throw new ToolError(`${name}= must be ${name === "on" ? "yes or no" : "a number"}.`);
  return [name, Number(value)];
}

/** @param {ReturnType<typeof alertsApi>} api @param {string} rule @param {readonly string[]} changes such as `limit=5` */
export async function changeAlerts(api, rule, changes) {
  const view = await api("GET", "");
  const names = view.rules.map((/** @type {any} */ { name }) => name);
  if (rule !== "summary" && !names.includes(rule))
    throw new ToolError(`There is no such rule. It must be summary, ${names.join(", ")}.`);
  const { settings } = view;
  const before = rule === "summary" ? settings.summary : settings.rules[rule];
  // What is undefined is left out on the way.
  const after = { ...before, ...Object.fromEntries(changes.map(readChange)) };
  const next =
    rule === "summary" ? { ...settings, summary: after } : { ...settings, rules: { ...settings.rules, [rule]: after } };
  const [was, is] = [view, await api("PUT", "", next, ifUnchanged(view))].map((one) => sayOf(one, rule));
  return was === is ? `${rule}: ${is}, as before` : `${rule}: ${is} (before: ${was})`;
}

/** @param {ReturnType<typeof alertsApi>} api @throws {ToolError} saying why the receiver did not take it */
export async function tryReceiver(api) {
  const { state, status, tookMs } = await api("POST", "/test");
  if (state === "sent") return `The receiver took it: HTTP ${status}.`;
  if (status !== null) throw new ToolError(`The receiver answered HTTP ${status}.`);
  throw new ToolError(
    tookMs < RECEIVER_MS
      ? "The receiver cannot be reached: is it running, and is ALERT_URL right?"
      : "The receiver did not answer within 5 seconds.",
  );
}
