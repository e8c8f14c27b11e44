/**
 * The element's words. English alone is built in, and only what is needed before a policy has arrived and when none
 * does; everything else comes with the policy, as data.
 */

import type { Policy } from "../../contract/answers.ts";
import type { ElementReason, LabelKey } from "../../contract/lists.ts";

type Labels = Readonly<Partial<Record<LabelKey, string>>>;

const ENGLISH: Labels = {
  title: "Card surcharge",
  base: "Before surcharge",
  surcharge: "Surcharge ({rate})",
  surchargeTax: "Tax on the surcharge",
  total: "New total",
  accept: "Accept surcharge",
  decline: "Use another card",
  accepted: "Surcharge accepted.",
  declined: "No surcharge accepted. Please enter another card number.",
  details: "About the surcharge",
  credit: "{brand} credit",
  charge: "{brand} charge card",
  pending: "Checking the card…",
  expired: "The card check has expired. It is repeated before you pay.",
  choice: "Please accept the surcharge or use another card.",
  frameTitle: "Card details",
};

/** Whatever the trouble was: without a policy there are no finer words for it. */
const UNCHECKED = "The card could not be checked just now, so no surcharge is added.";
const OTHER_METHOD = "This payment method carries no surcharge.";

/** Replaces each `{key}` that has a value, once: braces inside a value are text. */
export function fill(template: string, values: Readonly<Record<string, string | null | undefined>>): string {
  return template.replace(/\{([a-z]+)\}/gi, (whole, key: string) => values[key] ?? whole);
}

/** The words of one language: those of the policy, or English without one, under the page's own. */
export interface Texts {
  readonly lang: string;
  readonly dir: "ltr" | "rtl";
  label(key: LabelKey, values?: Readonly<Record<string, string | null>>): string;
  message(reason: ElementReason): string;
}

export function textsOf(policy: Policy | null | undefined, own: Labels | null | undefined): Texts {
  return {
    lang: policy?.locale ?? "en",
    dir: policy?.dir ?? "ltr",
    label: (key, values = {}) => fill(own?.[key] ?? policy?.labels[key] ?? ENGLISH[key] ?? "", values),
    message: (reason) => policy?.messages[reason] ?? (reason === "other_method" ? OTHER_METHOD : UNCHECKED),
  };
}
