/**
 * The element's words. English alone is built in, for the time before a policy has arrived and for when none does;
 * other languages come with the policy, as data.
 */
import type { ElementReason, LabelKey } from "../contract/lists.ts";
import type { Policy } from "../contract/policy.ts";

type Labels = Readonly<Partial<Record<LabelKey, string>>>;

const ENGLISH: Readonly<Record<LabelKey, string>> = {
  title: "Card surcharge",
  base: "Before surcharge",
  surcharge: "Surcharge ({rate})",
  total: "New total",
  accept: "Accept surcharge",
  decline: "Use another card",
  accepted: "Surcharge accepted.",
  pending: "Checking the card…",
  preview: "Looks like {brand}. Any surcharge is shown before you pay.",
  previewNone: "Looks like {brand}. No surcharge is expected.",
  expired: "The card check has expired. It is repeated before you pay.",
  choice: "Please accept the surcharge or use another card.",
  frameTitle: "Card details",
  challengeTitle: "Security check",
  otherMethod: "Other ways to pay",
};

const UNCHECKED = "The card could not be checked just now, so no surcharge is added.";

const ENGLISH_MESSAGES: Readonly<Record<ElementReason, string>> = {
  offline: "The card could not be checked without a connection, so no surcharge is added.",
  timeout: "Checking the card took too long, so no surcharge is added.",
  refused: UNCHECKED,
  rate_limited: UNCHECKED,
  token_rejected: "The card entry has timed out. Please enter the card again.",
  bad_answer: UNCHECKED,
  other_method: "This payment method carries no surcharge.",
  challenge_needed: "Please complete the security check. Until then, no surcharge is added.",
};

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

export function textsOf(policy: Policy | null, own: Labels | null): Texts {
  return {
    lang: policy?.locale ?? "en",
    dir: policy?.dir ?? "ltr",
    label: (key, values = {}) => fill(own?.[key] ?? policy?.labels[key] ?? ENGLISH[key], values),
    message: (reason) => policy?.messages[reason] ?? ENGLISH_MESSAGES[reason],
  };
}
