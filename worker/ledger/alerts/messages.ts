/** What is sent, as data: the same envelope for all, with one sentence for a person. Pure. No secret, nothing about a shopper. */
import type { StagedRow } from "../../rules/stages.ts";
import type { EndReason, Episode, EpisodeEvent } from "./episodes.ts";
import { ALERT_RULES, type AlertRuleName, type AlertRuleSpec, DEPLOYMENT, OTHERS } from "./rules.ts";

export const ALERT_TYPES = ["alert.firing", "alert.resolved", "rules.due", "summary.daily", "alert.test"] as const;
export type AlertType = (typeof ALERT_TYPES)[number];

/** What the docs say of alerts themselves. */
export const BE_TOLD = "docs/alerts.md";

/** A message before it is sent. */
export interface AlertMessage {
  readonly type: AlertType;
  /** Those of one episode are sent in their order; null: it belongs to none. */
  readonly episode: string | null;
  readonly rule: AlertRuleName | null;
  readonly subject: string | null;
  /** Where a person reads on, in the repository. */
  readonly docs: string;
  /** Of the message, beside `environment` and `docs`. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** Which deployment a message comes from. */
export interface Sender {
  readonly environment: string;
  /** The service's own origin, which has the docs as well; undefined: it is not set. */
  readonly issuer?: string | undefined;
}

/** Where a page of the repository's docs stands in a deployment: `docs/watch.md#one` at `/docs/watch/#one`. */
const addressOf = (page: string, issuer: string | undefined) =>
  issuer === undefined ? page : `${issuer}/${page.replace(/\.md(?=#|$)/, "/")}`;

/** The text that is signed. @param at milliseconds since 1970 */
export const bodyOf = ({ type, data, docs }: AlertMessage, { environment, issuer }: Sender, at: number): string =>
  JSON.stringify({
    type,
    timestamp: new Date(at).toISOString(),
    data: { environment, ...data, docs: addressOf(docs, issuer) },
  });

const iso = (ms: number) => new Date(ms).toISOString();

const percent = (value: number) =>
  new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 1 }).format(value / 100);
const plain = (value: number) => String(value);

/** A figure with its unit; what is counted in answers or requests says so itself. */
const FIGURES = {
  percent,
  answers: plain,
  lines: (value: number) => (value === 1 ? "1 line" : `${value} lines`),
  days: (value: number) => (value === 1 ? "1 day" : `${value} days`),
  counts: (value: number) => (value === 1 ? "1 count" : `${value} counts`),
} as const;

const WHO = {
  deployment: () => "",
  merchant: (subject: string) => (subject === OTHERS ? "more merchants: " : `${subject}: `),
  programme: (subject: string) => (subject === OTHERS ? "more card programmes: " : `${subject}: `),
  rules: () => "",
  alarm: (subject: string) => (subject === OTHERS ? "more alarms: " : `${subject}: `),
} as const;

/** What is seen against what is allowed, in words. */
function seenOf({ rule, subject, seen, limit, of }: Episode): string {
  const { about, scope, ...spec }: AlertRuleSpec = ALERT_RULES[rule];
  const who = WHO[scope](subject);
  if (subject === OTHERS) return `${seen} ${who}${about}`;
  if (spec.limit === null) return `${who}${about}`;
  if (seen === null) return `${who}no good pull of the card programme yet`;
  const share = of === null ? "" : ` of ${of}:`;
  const { unit } = spec.limit;
  return `${who}${FIGURES[unit](seen)}${share} ${about} (told from ${unit === "percent" && limit !== null ? percent(limit) : limit} on)`;
}

const ENDS: Readonly<Record<EndReason, string>> = {
  well: "Well again",
  unseen: "Not seen for a day",
  off: "No longer watched",
};

export function episodeMessage(event: EpisodeEvent, now: number): AlertMessage {
  const { episode, kind } = event;
  const { id, rule, subject, since, seen, limit, of } = episode;
  const began = event.kind === "reminder" ? `Still so, since ${iso(since)}: ` : "";
  const sentence =
    event.kind === "resolved" ? `${ENDS[event.because]}: ${seenOf(episode)}` : `${began}${seenOf(episode)}`;
  return {
    type: kind === "resolved" ? "alert.resolved" : "alert.firing",
    episode: id,
    rule,
    subject,
    docs: ALERT_RULES[rule].docs,
    data: {
      rule,
      subject,
      episode: id,
      ...(event.kind === "resolved" ? { because: event.because, until: iso(now) } : { reminder: kind === "reminder" }),
      seen,
      limit,
      unit: (ALERT_RULES[rule] as AlertRuleSpec).limit?.unit ?? null,
      of,
      since: iso(since),
      sentence: `${sentence}.`,
    },
  };
}

/** Rows of the rules that reached another stage. @param version of the pack */
export function rulesDueMessage(rows: readonly StagedRow[], version: string): AlertMessage {
  const [first, ...more] = rows.map(
    ({ id, kind, on }) => `${kind === "lapse" ? "lapse" : "second look"} of ${id} on ${on}`,
  );
  const others = more.length === 0 ? "" : `, and ${more.length} more`;
  return {
    type: "rules.due",
    episode: null,
    rule: "rules_lapse",
    subject: null,
    docs: ALERT_RULES.rules_lapse.docs,
    data: { rule: "rules_lapse", version, rows, sentence: `Due: ${first}${others}.` },
  };
}

export const testMessage = (): AlertMessage => ({
  type: "alert.test",
  episode: null,
  rule: null,
  subject: null,
  docs: BE_TOLD,
  data: { subject: DEPLOYMENT, sentence: "A test: nothing is wrong, and you are told." },
});
