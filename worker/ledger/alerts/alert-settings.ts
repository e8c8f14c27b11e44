/** What an operator may set of the alerts: each rule's figures, or that it is off, and the daily summary. Pure. */
import * as z from "zod";
import { ALERT_RULE_NAMES, ALERT_RULES, type AlertRuleName, type AlertRuleSpec } from "./rules.ts";

const MOST_COUNTED = 1_000_000;

const PERCENT_FORM = "must be a percentage from 0.1 to 100";
const COUNTED_FORM = `must be a whole number from 1 to ${MOST_COUNTED}`;
const DAYS_FORM = "must be whole days from 1 to 365";

const Percent = z.number().min(0.1, PERCENT_FORM).max(100, PERCENT_FORM);
const Counted = z.number().int(COUNTED_FORM).min(1, COUNTED_FORM).max(MOST_COUNTED, COUNTED_FORM);
const Days = z.number().int(DAYS_FORM).min(1, DAYS_FORM).max(365, DAYS_FORM);

const FIGURES = { percent: Percent, answers: Counted, lines: Counted, counts: Counted, days: Days } as const;

interface RuleSetting {
  readonly on?: boolean | undefined;
  readonly limit?: number | undefined;
  readonly least?: number | undefined;
}

/** A rule takes the figures that it has, and no others. */
function ruleSetting({ limit, least }: AlertRuleSpec): z.ZodType<RuleSetting> {
  const shape: Record<string, z.ZodType> = { on: z.boolean().optional() };
  if (limit !== null) shape["limit"] = FIGURES[limit.unit].optional();
  if (least !== null) shape["least"] = Counted.optional();
  return z.strictObject(shape);
}

const ruleSettings = Object.fromEntries(
  ALERT_RULE_NAMES.map((name) => [name, ruleSetting(ALERT_RULES[name])] as const),
) as Record<AlertRuleName, z.ZodType<RuleSetting>>;

/** What is left out is as in {@link ALERT_RULES}; the summary is off. */
export const AlertSettings = z.strictObject({
  rules: z.strictObject(ruleSettings).partial().default({}),
  summary: z
    .strictObject({
      on: z.boolean().default(false),
      /** Of the day in UTC, at which the last 24 hours are told. */
      hour: z.number().int().min(0).max(23).default(7),
    })
    .default({ on: false, hour: 7 }),
});
export type AlertSettings = z.output<typeof AlertSettings>;

export const USUAL_SETTINGS: AlertSettings = AlertSettings.parse({});

/** A rule's figures in force. */
export interface RuleValues {
  readonly on: boolean;
  readonly limit: number | null;
  readonly least: number | null;
}

export function valuesOf(settings: AlertSettings, name: AlertRuleName): RuleValues {
  const spec: AlertRuleSpec = ALERT_RULES[name];
  const given = settings.rules[name] ?? {};
  return {
    on: given.on ?? true,
    limit: given.limit ?? spec.limit?.usual ?? null,
    least: given.least ?? spec.least?.usual ?? null,
  };
}
