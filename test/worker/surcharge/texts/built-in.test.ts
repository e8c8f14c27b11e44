import { expect, test } from "vitest";
import { ELEMENT_REASONS, LABEL_KEYS } from "../../../../contract/lists.ts";
import { textsOf } from "../../../../widget/texts.ts";
import { en } from "../../../../worker/surcharge/texts/locales/en.ts";
import { labelTemplates, messageTemplates } from "../../../../worker/surcharge/texts/templates.ts";

const builtIn = textsOf(null, null);

test("the element's built-in English is the English of the service", () => {
  const labels = labelTemplates(en);
  for (const key of LABEL_KEYS) expect(builtIn.label(key), key).toBe(labels[key]);
  const messages = messageTemplates(en, "Corner Books");
  for (const reason of ELEMENT_REASONS) expect(builtIn.message(reason), reason).toBe(messages[reason]);
});
