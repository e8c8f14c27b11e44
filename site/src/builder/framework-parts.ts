/** What the examples in React, Vue and Svelte have in common: the same press on Pay, and the same words. */
import { type Choices, TEST_TOKEN } from "./choices.ts";
import { js } from "./escape.ts";

/** The statement that gives the element its own words; empty where there are none. */
export function labelStatement({ labels }: Choices, element: string): string {
  const given = Object.entries(labels);
  return given.length === 0
    ? ""
    : `${element}.labels = { ${given.map(([key, text]) => `${key}: ${js(text)}`).join(", ")} };\n`;
}

/** How the element gets its card, by statements that run once it is in the page. `container`: where the card form goes. */
export function cardStatements(choices: Choices, element: string, container: string): string {
  const { card, gateway, publicKey, mode } = choices;
  const labels = labelStatement(choices, element);
  if (card === "saved")
    return `${labels}// From POST /v1/server/lookup by your server, for this order's amount and place.
void fetch(\`/saved-card?order=\${encodeURIComponent(order)}\`)
  .then((response) => response.json())
  .then((answer) => {
    ${element}.answer = answer;
  });
`;
  if (card === "token") {
    const token = mode === "test" ? js(TEST_TOKEN) : js("");
    return `${labels}// Yours: set it with each token that your card form gives, and to "" as soon as the card changes.\n${element}.token = ${token};\n`;
  }
  return `${labels}const tokenizer = new Tokenizer({
  url: ${js(gateway)},
  apikey: ${js(publicKey)},
  container: ${container},
  settings: { payment: { types: ["card"], card: { requireCVV: true } } },
  submission() {},
});
${element}.connect(tokenizer);
`;
}

/** What a press on Pay does, by statements within an async function; `say` shows a sentence. */
export function pressStatements({ card }: Choices, element: string, say: (text: string) => string): string {
  if (card !== "tokenizer")
    return `if (${element}.status === "idle" || ${element}.status === "expired") {
  ${say('"Please enter the card, and press Pay again."')};
} else form.submit();
`;
  return `try {
  await ${element}.review();
  // The shopper chooses first, in the element.
  if (${element}.status !== "surcharge") form.submit();
} catch {
  ${say('"Please check the card details, and press Pay again."')};
}
`;
}

export const usesTokenizer = ({ card }: Choices): boolean => card === "tokenizer";
