/** Checkout pages in plain HTML: a whole one with the module or the classic script file, and one piece for page builders. */
import { currencyDigits } from "../../../contract/currencies.ts";
import { escapeHtml } from "../../../contract/escape-html.ts";
import { formatMoney } from "../../../contract/format.ts";
import type { Choices } from "./choices.ts";
import { addressesOf, attributesOf, ORDER_FIELD, TOKEN_FIELD } from "./element-tag.ts";
import { attribute, indent } from "./escape.ts";
import { type Amounts, pageScript } from "./page-script.ts";
import { styleSheet } from "./style.ts";

export interface CodeFile {
  readonly name: string;
  readonly code: string;
}

const STYLE_FILE = "checkout.css";
const SCRIPT_FILE = "checkout.js";

/** The page's own language: the element's, where one was chosen. */
export const pageLanguage = ({ locale }: Choices): string => (locale === "" ? "en" : locale);

/** What the button says before anything is added. */
export const payLabel = (choices: Choices): string => {
  const { baseAmount, currency } = choices;
  return `Pay ${formatMoney(baseAmount, currency, currencyDigits(currency) ?? 2, pageLanguage(choices))}`;
};

/** The form: a card, the element, the button, and what it says. */
export function formOf(choices: Choices, amounts: Amounts = "chosen"): string {
  const { card, action, notice, currency } = choices;
  const digits = amounts === "cart" ? [["data-digits", String(currencyDigits(currency) ?? 2)] as const] : [];
  const attributes = [...attributesOf(choices), ...digits].map(([name, value]) => attribute(name, value));
  // While a card is checked, the browser would only refuse a press that the script makes wait for the answer.
  const novalidate = card === "tokenizer" ? " novalidate" : "";
  return [
    `<form id="checkout" ${attribute("action", action)} method="post"${novalidate}>`,
    "  <!-- The order's id, from your server. -->",
    `  <input type="hidden" name="${ORDER_FIELD}" value="order-1">`,
    card === "tokenizer" ? '  <div id="card-form"></div>' : card === "token" ? "  <!-- Your card form. -->" : null,
    `  <card-surcharge ${attributes.slice(0, 5).join(" ")}`,
    `    ${attributes.slice(5).join(" ")}>`,
    `    ${escapeHtml(notice)}`,
    "  </card-surcharge>",
    card === "saved" ? null : `  <input type="hidden" name="${TOKEN_FIELD}" id="bare-token" disabled>`,
    `  <button id="pay">${escapeHtml(payLabel(choices))}</button>`,
    '  <p id="says" role="alert"></p>',
    "</form>",
    "",
  ]
    .filter((line) => line !== null)
    .join("\n");
}

/** The script element of one of the element's files, with the hash that the browser holds it to. */
export function scriptTag(choices: Choices, kind: "module" | "classic"): string {
  const source = attribute("src", addressesOf(choices)[kind]);
  const hash = kind === "module" ? choices.moduleHash : choices.classicHash;
  const integrity = hash === "" ? "" : ` ${attribute("integrity", hash)}`;
  return `<script ${kind === "module" ? 'type="module" ' : "defer "}${source}${integrity} crossorigin></script>`;
}

/** The script element of the gateway's file. */
export const tokenizerTag = (choices: Choices, how: string): string =>
  `<script${how} ${attribute("src", addressesOf(choices).tokenizer)}></script>`;

/** A whole page with its style sheet and its script. */
export function wholePage(choices: Choices, kind: "module" | "classic"): readonly CodeFile[] {
  const lines = [
    "<!doctype html>",
    `<html ${attribute("lang", pageLanguage(choices))}>`,
    "  <head>",
    '    <meta charset="utf-8">',
    '    <meta name="viewport" content="width=device-width, initial-scale=1">',
    "    <title>Checkout</title>",
    `    <link rel="stylesheet" href="${STYLE_FILE}">`,
    ...(choices.card === "tokenizer" ? [`    ${tokenizerTag(choices, " defer")}`] : []),
    `    ${scriptTag(choices, kind)}`,
    `    <script defer src="${SCRIPT_FILE}"></script>`,
    "  </head>",
    "  <body>",
    "    <main>",
    indent(formOf(choices), "      ").trimEnd(),
    "    </main>",
    "  </body>",
    "</html>",
    "",
  ];
  return [
    { name: "checkout.html", code: lines.join("\n") },
    { name: STYLE_FILE, code: styleSheet(choices, "page") },
    { name: SCRIPT_FILE, code: pageScript(choices) },
  ];
}

/** One piece that stands anywhere in the body of a page that somebody else's tool writes. */
export function embeddedPiece(choices: Choices): CodeFile {
  const code = [
    "<style>",
    indent(styleSheet(choices), "  ").trimEnd(),
    "</style>",
    formOf(choices).trimEnd(),
    ...(choices.card === "tokenizer" ? [tokenizerTag(choices, "")] : []),
    scriptTag(choices, "classic"),
    "<script>",
    "  (() => {",
    indent(pageScript(choices), "    ").trimEnd(),
    "  })();",
    "</script>",
    "",
  ];
  return { name: "embed.html", code: code.join("\n") };
}
