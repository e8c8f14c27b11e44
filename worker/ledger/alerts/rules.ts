/** The rules that are watched: what each looks at, and its values unless the operator gives others. The docs' table is made of it. */

/** Whom an alert of a rule is about. */
type AlertScope = "deployment" | "merchant" | "programme" | "rules" | "alarm";

export interface AlertRuleSpec {
  readonly scope: AlertScope;
  /** What is seen, as it follows a figure. */
  readonly about: string;
  /** It fires where so much is seen, or more. Null: there is no figure. */
  readonly limit: { readonly unit: "percent" | "answers" | "lines" | "days" | "counts"; readonly usual: number } | null;
  /** A share of fewer than so many of these says nothing. */
  readonly least: { readonly of: "answers" | "failures"; readonly usual: number } | null;
  /** Where a person reads on. */
  readonly docs: string;
}

const WRONG = "docs/trouble.md";
const ALARMS = "docs/logs.md#alarms";

export const ALERT_RULES = {
  unknown_share: {
    scope: "deployment",
    about: "answers that could not tell which card it is, of all merchants; a missing state or province aside",
    limit: { unit: "percent", usual: 10 },
    least: { of: "answers", usual: 100 },
    docs: WRONG,
  },
  merchant_unknown_share: {
    scope: "merchant",
    about: "answers of one merchant that could not tell which card it is; a missing state or province aside",
    limit: { unit: "percent", usual: 25 },
    least: { of: "answers", usual: 20 },
    docs: WRONG,
  },
  server_errors: {
    scope: "deployment",
    about: "requests that were answered with a status of 500 or more",
    limit: { unit: "percent", usual: 2 },
    least: { of: "failures", usual: 5 },
    docs: WRONG,
  },
  gateway_key_refused: {
    scope: "merchant",
    about: "answers without a lookup, because the gateway refuses the merchant's key",
    limit: { unit: "answers", usual: 1 },
    least: null,
    docs: WRONG,
  },
  gateway_key_unusable: {
    scope: "merchant",
    about: "answers without a lookup, because the merchant has no gateway key or none of `SEALING_KEYS` opens it",
    limit: { unit: "answers", usual: 1 },
    least: null,
    docs: WRONG,
  },
  gateway_unknown: {
    scope: "merchant",
    about: "answers without a lookup, because the merchant's gateway is neither compiled in nor in `GATEWAYS`",
    limit: { unit: "answers", usual: 1 },
    least: null,
    docs: "docs/gateways.md#gateways-of-your-own",
  },
  gateway_blocked: {
    scope: "merchant",
    about: "answers for which a firewall or proxy stood in the gateway's place",
    limit: { unit: "answers", usual: 3 },
    least: null,
    docs: WRONG,
  },
  breaker_open: {
    scope: "merchant",
    about: "answers without a lookup, because the gateway failed too often just before",
    limit: { unit: "answers", usual: 5 },
    least: null,
    docs: "docs/limits.md#the-way-upstream",
  },
  contradictory: {
    scope: "merchant",
    about: "cards of which the gateway says two things that cannot both be true",
    limit: { unit: "answers", usual: 5 },
    least: null,
    docs: ALARMS,
  },
  alarm: {
    scope: "alarm",
    about: "of the log with an alarm that no other rule is about, by its name",
    limit: { unit: "lines", usual: 1 },
    least: null,
    docs: ALARMS,
  },
  rules_unusable: {
    scope: "deployment",
    about: "answers by older rules than the store's, because its pack is refused or cannot be read",
    limit: { unit: "answers", usual: 1 },
    least: null,
    docs: ALARMS,
  },
  rules_lapse: {
    scope: "rules",
    about:
      "permissions that lapse, or bars to be looked at again, in 60, 30, 14, 7, 1 and 0 days; told once a day each, never resolved",
    limit: null,
    least: null,
    docs: "docs/rules/lapse.md",
  },
  card_program_stale: {
    scope: "programme",
    about: "since the last good pull of a card programme",
    limit: { unit: "days", usual: 7 },
    least: null,
    docs: "docs/card-programs.md",
  },
  counts_lost: {
    scope: "deployment",
    about: "that could not be handed to the ledger, so that other rules see too little",
    limit: { unit: "counts", usual: 1 },
    least: null,
    docs: "docs/watch.md",
  },
  counts_waiting: {
    scope: "deployment",
    about: "for over a minute counts could not be handed to the ledger, so that other rules see too little, or nothing",
    limit: null,
    least: null,
    docs: ALARMS,
  },
  counts_unreadable: {
    scope: "deployment",
    about: "the ledger's counts cannot be read, so that no rule about answers sees anything",
    limit: null,
    least: null,
    docs: "docs/watch.md",
  },
} as const satisfies Record<string, AlertRuleSpec>;

export type AlertRuleName = keyof typeof ALERT_RULES;
export const ALERT_RULE_NAMES = Object.keys(ALERT_RULES) as [AlertRuleName, ...AlertRuleName[]];

/** The subject of a rule that is about the deployment as a whole. */
export const DEPLOYMENT = "deployment";
/** Stands for the merchants or programmes beyond those that are told one by one. */
export const OTHERS = "others";
