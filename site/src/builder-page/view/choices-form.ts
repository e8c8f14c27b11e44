/** The choices: merchant, sale, card form, look and words. */
import { html, type TemplateResult } from "lit/html.js";
import { ALPHA2_BY_ALPHA3 } from "../../../../contract/countries.ts";
import { LABEL_KEYS } from "../../../../contract/lists.ts";
import { SUBDIVISIONS } from "../../../../contract/subdivisions.ts";
import type { Field } from "../../builder/fields.ts";
import type { Doing, Shown } from "../builder.ts";
import { FIRST_TOKENS } from "../design-controls.ts";
import { amountOf } from "../money.ts";
import { ALL_TOKENS, selectInput, textInput, tokenInput } from "./inputs.ts";

const names = new Intl.DisplayNames("en", { type: "region" });
const COUNTRIES = [...ALPHA2_BY_ALPHA3.values()]
  .map((code): [string, string] => [code, names.of(code) ?? code])
  .toSorted(([, one], [, other]) => one.localeCompare(other, "en"));

/** The names of states and provinces, where rules name them. */
const STATES = new Map(
  Object.entries(SUBDIVISIONS).map(([country, states]) => [
    country,
    [
      ["", "not known yet"] as const,
      ...Object.entries(states).map(([code, [name = code]]) => [code, `${name} (${code})`] as const),
    ],
  ]),
);

const CARDS = [
  ["tokenizer", "The gateway's form (Tokenizer)"],
  ["token", "A form of your own, which gives a token"],
  ["saved", "A card that the gateway keeps"],
] as const;
const THEMES = [
  ["plain", "Plain"],
  ["outlined", "Outlined"],
  ["filled", "Filled"],
] as const;

/** Beside the preview there is room for all; above it they would push it out of sight. */
const IS_WIDE = matchMedia("(width >= 60rem)").matches;

const group = (title: string, content: TemplateResult, isOpen = IS_WIDE) =>
  html`<details class="group" ?open=${isOpen}><summary><h3>${title}</h3></summary><div class="fields">${content}</div></details>`;

export const choicesForm = (shown: Shown, doing: Doing): TemplateResult => html`
  <section class="choices" aria-labelledby="choices-title">
    <h2 id="choices-title">Choices</h2>
    ${group("Merchant", merchant(shown, doing))}
    ${group("Sale", sale(shown, doing))}
    ${group("Card form", card(shown, doing))}
    ${group("Look", look(shown, doing))}
    ${group("Words", words(shown, doing), false)}
  </section>
`;

const merchant = (shown: Shown, doing: Doing) => html`
  ${textInput(shown, doing, "merchant", { label: "Merchant id" })}
  ${textInput(shown, doing, "service", { label: "Service", hint: "Where the element and its answers come from." })}
`;

const PAYER: readonly [string, string] = ["", "The payer"];

/** A state is chosen by its name where rules name states, and typed elsewhere. */
function stateInput(shown: Shown, doing: Doing, [country, state]: readonly [Field, Field], label: string) {
  const options = STATES.get(String(shown.choices[country]));
  return options === undefined
    ? textInput(shown, doing, state, { label, hint: "Its code, or empty." })
    : selectInput(shown, doing, state, { label, options });
}

function sale(shown: Shown, doing: Doing) {
  const { choices } = shown;
  return html`<div class="pairs">
    ${selectInput(shown, doing, "country", { label: "Payer's country", options: COUNTRIES })}
    ${stateInput(shown, doing, ["country", "state"], "State or province")}
    ${selectInput(shown, doing, "shipToCountry", { label: "Goods go to", options: [PAYER, ...COUNTRIES] })}
    ${
      choices.shipToCountry === ""
        ? html`<div></div>`
        : stateInput(shown, doing, ["shipToCountry", "shipToState"], "State they go to")
    }
    ${textInput(shown, doing, "baseAmount", {
      label: "Amount",
      hint: `Minor units: ${amountOf(choices)}, before the surcharge.`,
    })}
    ${textInput(shown, doing, "currency", { label: "Currency", hint: "ISO 4217, such as USD." })}
    ${textInput(shown, doing, "taxRate", {
      label: "Surcharge tax",
      hint: "Thousandths of a percent: 8875 is 8.875 %. Empty: none.",
    })}
    ${textInput(shown, doing, "locale", { label: "Language", hint: "Such as fr-CA. Empty: the page's own." })}
  </div>`;
}

const card = (shown: Shown, doing: Doing) => html`
  ${selectInput(shown, doing, "card", { label: "Where the card comes from", options: CARDS })}
  ${
    shown.choices.card === "tokenizer"
      ? html`${textInput(shown, doing, "gateway", { label: "Gateway", hint: "Where its card form comes from." })}
          ${textInput(shown, doing, "publicKey", { label: "Gateway's public key", hint: "pub_..., never a secret one." })}`
      : ""
  }
  ${textInput(shown, doing, "action", { label: "Where the order is sent", hint: "A path of your server." })}
`;

const look = (shown: Shown, doing: Doing) => html`
  ${selectInput(shown, doing, "theme", { label: "Theme", options: THEMES })}
  ${FIRST_TOKENS.map((token) => tokenInput(shown, doing, token))}
  <details class="more"><summary>More of the look</summary>
    <div class="fields">${ALL_TOKENS.filter((token) => !FIRST_TOKENS.includes(token)).map((token) => tokenInput(shown, doing, token))}</div>
  </details>
`;

const words = (shown: Shown, doing: Doing) => html`
  ${textInput(shown, doing, "notice", { label: "Notice, until the script is there" })}
  <p class="hint">Labels of your own; empty ones are the language's. What the quote covers cannot be changed.</p>
  ${LABEL_KEYS.map((key) => {
    const name = `label-${key}`;
    const flaw = shown.flaws.get(name);
    return html`<div class="choice">
      <label for=${name}>Label <code>${key}</code></label>
      <input id=${name} type="text" autocomplete="off" .value=${shown.choices.labels[key] ?? ""}
        aria-describedby="${name}-flaw" aria-invalid=${flaw === undefined ? "false" : "true"}
        @input=${({ target }: Event & { target: HTMLInputElement }) => {
          const text = target.value.trim();
          doing.choose(name, text === "" ? null : text);
        }} />
      ${flaw === undefined ? "" : html`<span class="flaw" id="${name}-flaw" role="alert">${flaw}.</span>`}
    </div>`;
  })}
`;
