/** The script of a checkout page: it connects the card, asks at each press on Pay, and sends the form once that is settled. */
import { currencyDigits } from "../../../contract/currencies.ts";
import { type CardSource, type Choices, TEST_TOKEN } from "./choices.ts";
import { js } from "./escape.ts";

/** Where the page asks its own server for the answer about a saved card. */
const SAVED_CARD_PATH = "/saved-card";

/** Whether amounts are those that were chosen, or a cart's, whose currency is known when the page is shown. */
export type Amounts = "chosen" | "cart";

const digitsOf = ({ currency }: Choices): number => currencyDigits(currency) ?? 2;

const decimals = (choices: Choices, amounts: Amounts): string =>
  amounts === "cart" ? "digits" : String(digitsOf(choices));

const SEND_BARE = `
// The element's script is missing: the token goes alone, and your server says what the card costs.
function sendBare(token) {
  Object.assign(document.querySelector("#bare-token"), { value: token, disabled: false });
  form.submit();
}
`;

/** What the page says by itself, in English; what the element says comes in the shopper's language. */
const WORDS = {
  pay: "Pay",
  choose: "Choose above first",
} as const;
const TOKENIZER_WORDS = {
  ...WORDS,
  validation: "Please check the card details.",
  superseded: "The order or the card has changed. Please press Pay again.",
  changed: "The total has changed. Press Pay to agree to it.",
  refused: "The card was not taken. Please check it and press Pay again.",
} as const;
const SOURCE_WORDS: Readonly<Record<CardSource, Readonly<Record<string, string>>>> = {
  tokenizer: TOKENIZER_WORDS,
  token: { ...WORDS, missing: "Please enter the card, and press Pay again." },
  saved: { ...WORDS, missing: "The shop could not be reached. Please press Pay again." },
};

function wordsOf({ card, locale }: Choices): string {
  const lines = Object.entries(SOURCE_WORDS[card]).map(([name, text]) => `  ${name}: ${js(text)},\n`);
  const remark = isEnglish(locale)
    ? ""
    : `// The page's own words, for you to write in the page's language. The element brings its own.\n`;
  return `${remark}const WORDS = {\n${lines.join("")}};\n\n`;
}

const isEnglish = (locale: string): boolean => /^(en\b|$)/i.test(locale);

/** Amount and currency are the tag's; `cart` says that the tag tells the currency's decimals as well. */
const head = (choices: Choices, amounts: Amounts): string => `const form = document.querySelector("#checkout");
const element = document.querySelector("card-surcharge");
const pay = document.querySelector("#pay");
const says = document.querySelector("#says");

${wordsOf(choices)}// What the next press charges, and the button says.
const base = () => Number(element.getAttribute("base-amount"));
let due = base();
${amounts === "cart" ? "const digits = Number(element.dataset.digits);\n" : ""}const money = (amount) =>
  (amount / ${amounts === "cart" ? "10 ** digits" : 10 ** digitsOf(choices)}).toLocaleString(document.documentElement.lang || "en", {
    style: "currency",
    currency: ${amounts === "cart" ? 'element.getAttribute("currency")' : js(choices.currency)},
    minimumFractionDigits: ${decimals(choices, amounts)},
    maximumFractionDigits: ${decimals(choices, amounts)},
  });

function draw() {
  if (element.status !== "expired")
    due = element.status === "accepted" ? element.decision.surcharge.totalAmount : base();
  pay.textContent = element.status === "surcharge" ? WORDS.choose : \`\${WORDS.pay} \${money(due)}\`;
}
for (const event of ["pending", "change", "accept", "decline", "expire"])
  element.addEventListener(\`surcharge-\${event}\`, () => queueMicrotask(draw));
draw();
${choices.card === "saved" ? "" : SEND_BARE}`;

/** The statement that gives the element its own words; empty where there are none. */
function labelsOf({ labels }: Choices): string {
  const given = Object.entries(labels);
  if (given.length === 0) return "";
  return `  element.labels = {\n${given.map(([key, text]) => `    ${key}: ${js(text)},`).join("\n")}\n  };\n`;
}

const whenDefined = (body: string, isAsync = false): string =>
  body === ""
    ? ""
    : `customElements.whenDefined("card-surcharge").then(${isAsync ? "async " : ""}() => {\n${body}});\n`;

const tokenizer = (choices: Choices, amounts: Amounts): string => `
const tokenizer = new window.Tokenizer({
  url: ${js(choices.gateway)},
  apikey: ${js(choices.publicKey)},
  container: "#card-form",
  settings: { payment: { types: ["card"], card: { requireCVV: true } } },
  submission({ status, token }) {
    if (!element.review && status === "success") sendBare(token);
  },
});
${isEnglish(choices.locale) ? 'tokenizer.iframe.title = "Card details";\n' : ""}${whenDefined(`${labelsOf(choices)}  element.connect(tokenizer);\n`)}
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  says.textContent = "";
  if (!element.review) return tokenizer.submit(${inMajorUnits(choices, amounts)});
  const agreed = due;
  try {
    await element.review();
    // The shopper chooses first, in the element.
    if (element.status === "surcharge") return;
    draw();
    if (due === agreed) form.submit();
    else says.textContent = WORDS.changed;
  } catch ({ code }) {
    says.textContent = WORDS[code] ?? WORDS.refused;
  }
});
`;

/** The base amount as the gateway's form takes it. */
const inMajorUnits = (choices: Choices, amounts: Amounts): string =>
  amounts === "cart"
    ? "(base() / 10 ** digits).toFixed(digits)"
    : `(base() / ${10 ** digitsOf(choices)}).toFixed(${digitsOf(choices)})`;

/** The browser itself refuses to send the form while the card is checked or the choice is open. */
const checked = (missing: string): string => `
form.addEventListener("submit", (event) => {
  says.textContent = "";
  if (element.review && element.status !== "idle" && element.status !== "expired") return;
  event.preventDefault();
  ${missing}
});
`;

const ownToken = (choices: Choices): string => `
let token = "";
// Call this with each token that your card form gives, and with "" as soon as the card changes.
window.takeCardToken = (given) => {
  token = given;
  element.setAttribute("token", given);
};
${choices.mode === "test" ? `// Until it does: a test token, which stands for a credit card that nobody holds.\nwindow.takeCardToken(${js(TEST_TOKEN)});\n` : ""}${whenDefined(labelsOf(choices))}${checked(
  `if (!element.review && token !== "") sendBare(token);
  else says.textContent = WORDS.missing;`,
)}`;

const savedCard = (choices: Choices): string => `
// Your server knows whose card it is; the answer is about this order's amount and place.
async function takeAnswer() {
  const response = await fetch(\`${SAVED_CARD_PATH}?order=\${encodeURIComponent(form.elements.order.value)}\`);
  element.answer = await response.json();
}
${whenDefined(`${labelsOf(choices)}  await takeAnswer();\n`, true)}${checked(
  `if (!element.review) return form.submit();
  takeAnswer().catch(() => {
    says.textContent = WORDS.missing;
  });`,
)}`;

const BODIES: Readonly<Record<CardSource, (choices: Choices, amounts: Amounts) => string>> = {
  tokenizer,
  token: ownToken,
  saved: savedCard,
};

/** The whole script. It runs after the page's elements are there: as a deferred file, or below them. */
export const pageScript = (choices: Choices, amounts: Amounts = "chosen"): string =>
  head(choices, amounts) + BODIES[choices.card](choices, amounts);
