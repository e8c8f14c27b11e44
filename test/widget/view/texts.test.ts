import { expect, test } from "vitest";
import { ELEMENT_REASONS, LABEL_KEYS, type LabelKey } from "../../../contract/lists.ts";
import { textsOf } from "../../../widget/view/texts.ts";
import { en } from "../../../worker/texts/locales/en.ts";
import { labelTemplates, messageTemplates } from "../../../worker/texts/templates.ts";

const builtIn = textsOf(null, null);

test("the element's built-in English is the English of the service, as far as it goes", () => {
  const labels = labelTemplates(en);
  // What the element has no use for before a policy has arrived.
  const late = new Set<LabelKey>(["preview", "previewNone", "challengeTitle"]);
  for (const key of LABEL_KEYS) expect(builtIn.label(key), key).toBe(late.has(key) ? "" : labels[key]);
  const messages = messageTemplates(en, "Corner Books");
  // Without a policy the service was not reached: one sentence serves for every trouble.
  for (const reason of ELEMENT_REASONS)
    expect(builtIn.message(reason), reason).toBe(messages[reason === "other_method" ? reason : "refused"]);
});
