/** What persons recorded: costs, attestations and signed texts, whether they count, and how long they still will. */
import { AHEAD_DAYS } from "../rules/outlook.ts";
import { addDays } from "../surcharge/day.ts";
import { NEEDS_TEXT, staleOn } from "../surcharge/merchant-records.ts";
import type { Merchant } from "./schema.ts";
import { type Constraints, type Draft, entriesOf, type Validation, validation } from "./validation.ts";

export function validateCosts({ rates, costs }: Draft, { days }: Constraints): Validation {
  if (costs === undefined) return validation([]);
  const entries = entriesOf(costs);
  return validation(
    entries.map(([brand, cost]) => cost.on > days.last && `costs.${brand}.on must not be in the future`),
    [
      ...entriesOf(rates ?? {}).map(([brand, rate]) => {
        const cost = costs[brand];
        if (rate === 0) return false;
        if (cost === undefined)
          return `rates.${brand} has no recorded cost: rules based on cost will allow nothing for it`;
        return rate > cost.costBps && `rates.${brand} is above its recorded cost: rules based on cost cap it there`;
      }),
      ...agedTexts(
        entries.map(([brand, { on }]) => ({ what: `costs.${brand}`, stale: staleOn("cost", on) })),
        days.last,
      ),
    ],
  );
}

export function validateAttestations(
  { attestations = [], before: stored, mode }: Draft,
  { kindsOf, revisedOn, retired, days }: Constraints,
): Validation {
  const before = new Set((stored?.attestations ?? []).map(({ rule }) => rule));
  const replaced = new Map(retired.map(({ id, replacedBy }) => [id, replacedBy]));
  const keys = attestations.map(({ rule, kind }) => `${rule} ${kind}`);
  // An exemption of house cards is about no row.
  const aboutRows = [...attestations.entries()].filter(([, { kind }]) => kind !== "house_card_exemption");
  const unknown = aboutRows.filter(([, { rule }]) => kindsOf(rule) === undefined);
  return validation(
    [
      ...unknown.map(
        ([at, { rule }]) =>
          !before.has(rule) && !replaced.has(rule) && `attestations.${at}.rule must be the id of a rules row`,
      ),
      ...attestations.map(
        ({ on }, at) => mode !== undefined && on > days.last && `attestations.${at}.on must not be in the future`,
      ),
      ...attestations.map(
        ({ kind, text }, at) =>
          NEEDS_TEXT.has(kind) &&
          (text ?? "").trim() === "" &&
          `attestations.${at}.text is missing: an attestation of kind ${kind} counts for nothing without it`,
      ),
      new Set(keys).size < keys.length && "attestations must not repeat one rule and kind",
    ],
    [
      ...unknown.map(
        ([at, { rule }]) =>
          (before.has(rule) || replaced.has(rule)) &&
          `attestations.${at} counts for nothing: ${rule} is no row of the rules any more, ${successor(replaced.get(rule))}`,
      ),
      ...aboutRows.map(([at, { rule, kind }]) => {
        const asked = kindsOf(rule);
        return (
          asked !== undefined &&
          !asked.includes(kind) &&
          `attestations.${at} counts for nothing: ${rule} does not ask for ${kind}, but for ${asked.join(", ") || "nothing"}`
        );
      }),
      ...aboutRows.map(([at, { rule, on }]) => {
        const revised = revisedOn(rule);
        return (
          revised !== undefined &&
          on < revised &&
          `attestations.${at} counts for nothing: ${rule} was revised on ${revised}, so it has to be recorded again`
        );
      }),
      ...agedTexts(
        aboutRows
          .filter(([, { rule }]) => kindsOf(rule) !== undefined)
          .map(([, { rule, kind, on }]) => ({ what: `the attestation ${rule} ${kind}`, stale: staleOn(kind, on) })),
        days.last,
      ),
    ],
  );
}

const successor = (ids: readonly string[] = []): string =>
  ids.length === 0 ? "and nothing stands in its place" : `and ${ids.join(" and ")} in its place`;

export function validateSignOffs({ textSignOffs = [] }: Draft, { textVersions, days }: Constraints): Validation {
  const entries = [...textSignOffs.entries()];
  const isOurs = ({ locale }: Merchant["textSignOffs"][number]) => Object.hasOwn(textVersions, locale);
  return validation(
    [
      ...entries.map(
        ([at, entry]) =>
          !isOurs(entry) && `textSignOffs.${at}.locale must be one of ${Object.keys(textVersions).join(", ")}`,
      ),
      ...entries.map(([at, { on }]) => on > days.last && `textSignOffs.${at}.on must not be in the future`),
    ],
    entries.map(([at, entry]) => {
      const { locale, version } = entry;
      if (locale === SOURCE_LANGUAGE) return `textSignOffs.${at} is about English, which needs none`;
      return (
        isOurs(entry) &&
        version !== textVersions[locale] &&
        `textSignOffs.${at} counts for nothing: the texts of ${locale} are another version now, ${textVersions[locale]}`
      );
    }),
  );
}

const SOURCE_LANGUAGE = "en";

/** What is too old to count, or will be within 60 days; what ages on one day is told together. */
function agedTexts(
  records: readonly { readonly what: string; readonly stale: string | null }[],
  today: string,
): readonly string[] {
  const byDay = new Map<string, string[]>();
  for (const { what, stale } of records)
    if (stale !== null && stale <= addDays(today, AHEAD_DAYS)) byDay.set(stale, [...(byDay.get(stale) ?? []), what]);
  return [...byDay]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, names]) =>
      day <= today
        ? `too old to count since ${day}, record again: ${names.join(", ")}`
        : `too old to count from ${day} on, record again: ${names.join(", ")}`,
    );
}
