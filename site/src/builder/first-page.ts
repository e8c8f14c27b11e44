/** What a page begins with: its tags alone, and one whole file that needs no server and prints what it would send to one. */
import { currencyDigits } from "../../../contract/currencies.ts";
import { escapeHtml } from "../../../contract/escape-html.ts";
import { type Choices, TEST_TOKEN } from "./choices.ts";
import { attributesOf } from "./element-tag.ts";
import { attribute, indent, js } from "./escape.ts";
import { labelStatement } from "./framework-parts.ts";
import { type CodeFile, pageLanguage, payLabel, scriptTag, tokenizerTag } from "./page.ts";
import { styleSheet } from "./style.ts";

/** The script elements of a page's head. */
export const headTags = (choices: Choices): string =>
  [...(choices.card === "tokenizer" ? [tokenizerTag(choices, " defer")] : []), scriptTag(choices, "module"), ""].join(
    "\n",
  );

/** Where the card is typed, the element, and the button. */
export function bodyTags(choices: Choices): string {
  const { card, notice } = choices;
  const shown = attributesOf(choices).filter(([name]) => name !== "name" && name !== "token-name");
  const source = card === "token" ? [["token", TEST_TOKEN] as const] : [];
  const attributes = [...shown, ...source].map(([name, value]) => attribute(name, value));
  return [
    ...(card === "tokenizer" ? ['<div id="card-form"></div>'] : []),
    `<card-surcharge ${attributes.join(" ")}>`,
    `  ${escapeHtml(notice)}`,
    "</card-surcharge>",
    `<button id="pay">${escapeHtml(payLabel(choices))}</button>`,
    "",
  ].join("\n");
}

const connect = ({ card, gateway, publicKey }: Choices): string =>
  card === "tokenizer"
    ? `const tokenizer = new Tokenizer({
  url: ${js(gateway)},
  apikey: ${js(publicKey)},
  container: "#card-form",
  submission() {},
});
element.connect(tokenizer);
`
    : "";

/** A press ends in what the server would get, in the shopper's choice, or in what is wrong. */
const press = ({ card }: Choices): string =>
  card === "tokenizer"
    ? `at("#pay").onclick = async () => {
  try {
    const { token, quote, totalAmount } = await element.review();
    if (element.status === "surcharge") return; // the shopper chooses first, in the element
    at("#got").textContent = JSON.stringify({ totalAmount, token, quote }, null, 2);
  } catch ({ message }) {
    at("#got").textContent = message;
  }
};
`
    : `at("#pay").onclick = () => {
  if (element.status === "surcharge") return; // the shopper chooses first, in the element
  const totalAmount = element.decision?.surcharge.totalAmount;
  at("#got").textContent = JSON.stringify({ totalAmount, token: element.token, quote: element.value }, null, 2);
};
`;

function script(choices: Choices): string {
  const { baseAmount, currency } = choices;
  const digits = currencyDigits(currency) ?? 2;
  return `const at = (selector) => document.querySelector(selector);
const element = at("card-surcharge");
await customElements.whenDefined("card-surcharge");
${labelStatement(choices, "element")}${connect(choices)}
// The button says what a press pays.
function draw() {
  const due = element.status === "accepted" ? element.decision.surcharge.totalAmount : ${baseAmount};
  const options = { style: "currency", currency: ${js(currency)}, minimumFractionDigits: ${digits} };
  at("#pay").textContent = \`Pay \${(due / ${10 ** digits}).toLocaleString(document.documentElement.lang, options)}\`;
}
for (const event of ["change", "accept", "decline"])
  element.addEventListener(\`surcharge-\${event}\`, () => queueMicrotask(draw));

// What your server would get.
${press(choices)}`;
}

/** The whole file. Not for a saved card, whose answer only a server can ask for. */
export function firstPage(choices: Choices): CodeFile {
  const lines = [
    "<!doctype html>",
    `<html ${attribute("lang", pageLanguage(choices))}>`,
    "  <head>",
    '    <meta charset="utf-8">',
    '    <meta name="viewport" content="width=device-width, initial-scale=1">',
    "    <title>My checkout</title>",
    "    <style>",
    indent(styleSheet(choices, "page"), "      ").trimEnd(),
    "      #got {",
    "        overflow-wrap: anywhere;",
    "        white-space: pre-wrap;",
    "      }",
    "    </style>",
    indent(headTags(choices), "    ").trimEnd(),
    "  </head>",
    "  <body>",
    '    <main id="checkout">',
    indent(bodyTags(choices), "      ").trimEnd(),
    '      <pre id="got"></pre>',
    "    </main>",
    '    <script type="module">',
    indent(script(choices), "      ").trimEnd(),
    "    </script>",
    "  </body>",
    "</html>",
    "",
  ];
  return { name: "index.html", code: lines.join("\n") };
}
