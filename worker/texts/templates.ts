/** The labels and messages of a policy: templates that the element fills in, with nothing else left in braces. */
import {
  ELEMENT_REASONS,
  type ElementReason,
  type Funding,
  LABEL_KEYS,
  type LabelKey,
  REASONS,
  type Reason,
} from "../../contract/lists.ts";
import { cleanName, fill, guardBraces } from "./fill.ts";
import { messageTemplate, readyTemplate } from "./messages.ts";
import type { LocaleTexts } from "./schema.ts";

/** The element's labels, as templates. */
export function labelTemplates(texts: LocaleTexts): Record<LabelKey, string> {
  const all = { ...texts.cards, ...texts.labels };
  return Object.fromEntries(LABEL_KEYS.map((key) => [key, readyTemplate(texts, all[key])])) as Record<LabelKey, string>;
}

/**
 * Every message that a lookup can return and every message of the element itself, as templates with `{brand}`, `{rate}`,
 * `{surcharge}` and `{total}` left. Where a message has variants, the longest that needs no further fact.
 */
export function messageTemplates(texts: LocaleTexts, storeName: string): Record<Reason | ElementReason, string> {
  const store = guardBraces(cleanName(storeName));
  const messages = [...REASONS, ...ELEMENT_REASONS].map((reason) => {
    const funding: Funding = reason === "debit" || reason === "prepaid" ? reason : "credit";
    const subject = { brand: "visa", funding, ofProgramme: false, withAmount: true, withTax: false } as const;
    return [reason, fill(messageTemplate(texts, reason, subject), { store })];
  });
  return Object.fromEntries(messages) as Record<Reason | ElementReason, string>;
}
