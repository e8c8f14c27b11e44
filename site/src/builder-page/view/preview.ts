/** The preview: the real element on a small checkout, with a test token for each kind of card. */
import { html, nothing, type TemplateResult } from "lit/html.js";
import { DESIGN_TOKENS } from "../../builder/design-tokens.ts";
import { type Doing, SCHEMES, type Scheme, type Shown } from "../builder.ts";
import { amountOf } from "../money.ts";
import { FORM_ID } from "../preview-form.ts";
import { TEST_CARDS, TYPED } from "../test-cards.ts";

const SCHEME_WORDS: Readonly<Record<Scheme, string>> = { "light dark": "As this page", light: "Light", dark: "Dark" };
const CARD_WORDS = {
  tokenizer: "The gateway's card form stands here.",
  token: "Your own card form stands here.",
  saved: "The shopper's saved cards stand here.",
} as const;

export function preview(shown: Shown, { show, pay }: Doing): TemplateResult {
  const { choices, scheme, token } = shown;
  const isTried = shown.merchant?.kind === "test";
  return html`<section class="preview" aria-labelledby="preview-title">
    <h2 id="preview-title">Preview</h2>
    <div role="status">${merchantWords(shown)}</div>
    <div class="pick">
      <div role="group" aria-label="The shopper's card">
        ${[...TEST_CARDS, ...(shown.hasForm ? [{ label: "Typed below", token: TYPED }] : [])].map(
          (
            card,
          ) => html`<button type="button" aria-pressed=${card.token === token ? "true" : "false"} ?disabled=${!isTried}
            @click=${() => show({ token: card.token, pressed: "" })}>${card.label}</button>`,
        )}
      </div>
      <label class="scheme">Colours
        <select @change=${({ target }: Event & { target: HTMLSelectElement }) => show({ scheme: target.value as Scheme })}>
          ${SCHEMES.map((each) => html`<option value=${each} .selected=${each === scheme}>${SCHEME_WORDS[each]}</option>`)}
        </select>
      </label>
    </div>
    <div class="checkout" data-scheme=${scheme}>
      <p class="line"><span>Your order</span><span>${amountOf(choices)}</span></p>
      ${shown.hasForm ? html`<div id=${FORM_ID}></div>` : html`<p class="form">${CARD_WORDS[choices.card]}</p>`}
      <card-surcharge merchant=${choices.merchant} base-amount=${choices.baseAmount} currency=${choices.currency}
        country=${choices.country} state=${choices.state || nothing}
        ship-to-country=${choices.shipToCountry || nothing} ship-to-state=${(choices.shipToCountry && choices.shipToState) || nothing}
        surcharge-tax-rate=${choices.taxRate ?? nothing}
        locale=${choices.locale || nothing} theme=${choices.theme} token=${isTried && token !== "" && token !== TYPED ? token : nothing}
        .labels=${choices.labels}>${choices.notice}</card-surcharge>
      ${shown.hasForm ? payButton(shown, pay) : nothing}
    </div>
    ${
      shown.hasElement
        ? nothing
        : html`<p class="note">The element's file is not there: the notice alone is shown, as shoppers would see it then.</p>`
    }
    ${
      choices.service === location.origin
        ? nothing
        : html`<p class="note">The preview asks ${location.origin}. The code asks ${choices.service}, whose builder knows its own merchants and hashes.</p>`
    }
  </section>`;
}

/** The sandbox takes the gateway's published test cards. */
const payButton = ({ pressed, choices }: Shown, pay: () => void) => html`
  <p class="hint">The sandbox's card form: <code>4012 0000 7777 7777</code> is a credit card, <code>4111 1111 1111 1111</code> a debit card;
    any date to come, any security code. More on <a href=${choices.gateway}>its page</a>.</p>
  <button type="button" class="pay" @click=${pay}>Pay</button>
  <p class="pressed" role="status">${pressed}</p>`;

/** Sets what a policy without inline styles lets a script alone set. */
export function dressPreview(root: HTMLElement, { choices: { tokens } }: Shown): void {
  const element = root.querySelector<HTMLElement>("card-surcharge");
  for (const token of Object.keys(DESIGN_TOKENS) as (keyof typeof DESIGN_TOKENS)[]) {
    const value = tokens[token];
    if (value === undefined) element?.style.removeProperty(`--card-surcharge-${token}`);
    else element?.style.setProperty(`--card-surcharge-${token}`, value);
  }
}

/** Test tokens ask no gateway, but a stored merchant has a key for one. */
const MAKE = (id: string) =>
  `MERCHANT_GATEWAY_KEY=api_... npm run merchants -- add ${id} name="My Shop" mode=test gateway=koipay_sandbox currency=USD place.country=US place.state=IL origins+=https://shop.example rates.visa=300`;

/** What is known of the merchant, and how to get one that can be tried. */
function merchantWords({ merchant, choices: { merchant: id } }: Shown): TemplateResult {
  switch (merchant?.kind) {
    case undefined:
      return html`<p class="hint">Asking ${location.host} for ${id} …</p>`;
    case "test":
      return html`<p class="hint">${merchant.name}, in mode <b>test</b>: try each kind of card.</p>`;
    case "live":
      return html`<p class="note">${merchant.name} is in mode <b>live</b>, which has no test cards. ${howToMake()}</p>`;
    case "off":
      return html`<p class="note">${merchant.name} is disabled: nothing is added to any card.</p>`;
    case "missing":
      return html`<p class="note">There is no merchant <code>${id}</code> on ${location.host}. ${howToMake()}</p>`;
    case "closed":
      return html`<p class="note">Pages of ${location.origin} may not ask for <code>${id}</code>. ${howToMake()}</p>`;
    case "silent":
      return html`<p class="note">${location.host} does not answer for <code>${id}</code>; the code is there all the same.</p>`;
  }
}

const howToMake = () => html`Whoever runs this service makes one to try, with the operator's key in the terminal:
  <code class="command">${MAKE("mch_try")}</code>
  Then choose <code>mch_try</code> as the merchant. It adds nothing until <a href="/docs/rules/">what the rules ask for</a> is recorded;
  <a href="/docs/merchants/">more about merchants</a>.`;
