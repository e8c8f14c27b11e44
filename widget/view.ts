/** What each state looks like. Pure: a description of the view in, a template out. */
import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Policy } from "../contract/policy.ts";
import type { Decision } from "./decision.ts";
import { formatMoney, formatRate } from "./format.ts";
import { mark } from "./marks.ts";
import { roomFor } from "./room.ts";
import type { State } from "./state.ts";
import type { Texts } from "./texts.ts";

export type Control = "accept" | "decline";

export interface View {
  readonly state: State;
  readonly texts: Texts;
  readonly policy: Policy | null;
  readonly theme: string;
  readonly isDisabled: boolean;
  /** True once a check takes so long that it is worth saying. */
  readonly isSlow: boolean;
  /** The control that has the focus: it stays, although it may no longer apply. */
  readonly focused: Control | null;
  readonly challengeUrl: string | null;
  readonly press: (control: Control) => void;
  readonly left: () => void;
}

/** The sentence for a preview, or null when there is nothing to say of the card yet. */
function previewText({ state: { preview }, texts, policy }: View): string | null {
  const brand = policy?.rates.find((row) => row.brand === preview?.brand)?.brandName ?? preview?.brandName;
  return preview && brand ? texts.label(preview.isFree ? "previewNone" : "preview", { brand }) : null;
}

/** What stands there without being announced. */
function noteOf(view: View): string | null {
  const { status } = view.state;
  if (status === "pending" && !view.isSlow) return view.texts.label("pending");
  if (status === "expired") return view.texts.label("expired");
  return status === "preview" ? previewText(view) : null;
}

/** What is announced: nothing at first, then one sentence for each answer. */
function announcementOf({ state, texts, isSlow }: View): string {
  if (state.status === "pending") return isSlow ? texts.label("pending") : "";
  return state.decision?.message ?? "";
}

function amounts({ surcharge }: Decision, texts: Texts): TemplateResult | typeof nothing {
  const { baseAmount, surchargeAmount, totalAmount, currency, currencyDigits, rateBps } = surcharge;
  if (baseAmount === null || surchargeAmount === null || totalAmount === null) return nothing;
  const money = (amount: number) => formatMoney(amount, currency, currencyDigits, texts.lang);
  return html`<dl class="wide" part="amounts">
    <dt>${texts.label("base")}</dt>
    <dd>${money(baseAmount)}</dd>
    <dt part="surcharge">${texts.label("surcharge", { rate: formatRate(rateBps, texts.lang) })}</dt>
    <dd part="surcharge">${money(surchargeAmount)}</dd>
    <dt class="total" part="total">${texts.label("total")}</dt>
    <dd class="total" part="total">${money(totalAmount)}</dd>
  </dl>`;
}

/** The brands a surcharge is possible on, with their rates as far as they are known. */
function rates(policy: Policy, lang: string): TemplateResult | typeof nothing {
  const rows = policy.rates.filter(({ status }) => status !== "none");
  if (!policy.enabled || rows.length === 0) return nothing;
  return html`<ul class="rates wide" role="list">
    ${rows.map(
      ({ brand, brandName, rateBps }) =>
        html`<li>${mark(brand)}<span>${brandName}${rateBps === null ? "" : ` ${formatRate(rateBps, lang)}`}</span></li>`,
    )}
  </ul>`;
}

function actions(view: View): TemplateResult | typeof nothing {
  const { state, texts, focused, isDisabled } = view;
  const applies: Readonly<Record<Control, boolean>> = {
    accept: state.status === "surcharge",
    decline: state.status === "surcharge" || state.status === "accepted",
  };
  const button = (control: Control) =>
    applies[control] || focused === control
      ? html`<button
          type="button"
          id=${control}
          class=${control}
          part=${control}
          aria-disabled=${applies[control] && !isDisabled ? nothing : "true"}
          aria-describedby="status disclosure"
          @click=${() => view.press(control)}
          @blur=${view.left}
        >
          ${texts.label(control)}
        </button>`
      : nothing;
  const shown = [button("accept"), button("decline")];
  return shown.every((item) => item === nothing)
    ? nothing
    : html`<div class="actions wide" part="actions">${shown}</div>`;
}

function lead({ state }: View, brand: string | undefined): TemplateResult {
  const face = state.status === "pending" ? html`<span class="spin"></span>` : mark(brand);
  return html`<span class="lead" part="brand" aria-hidden="true">${face}</span>`;
}

export function render(view: View): TemplateResult {
  const { state, texts, policy, theme } = view;
  const { status, decision } = state;
  const note = noteOf(view);
  const announcement = announcementOf(view);
  const isNotice = note === null && announcement === "";
  const isOffer = status === "surcharge" || status === "accepted";
  const offer = isOffer ? decision : null;
  const notice = policy?.notice ?? null;
  const brand = decision ? decision.card?.brand : status === "preview" ? state.preview?.brand : undefined;
  const look = theme === "outlined" || theme === "filled" ? theme : "plain";

  return html`<div
    class="base ${look}"
    part="base"
    role="group"
    aria-label=${texts.label("title")}
    lang=${texts.lang}
    dir=${texts.dir}
  >
    <div class="stack">
      ${policy && roomFor(policy, texts)}
      <div class="view">
        ${isNotice ? nothing : lead(view, brand)}
        <div class=${isNotice ? "wide" : "words"}>
          <p id="status" part="message" role="status" aria-atomic="true" tabindex="-1">${announcement}</p>
          ${note === null ? nothing : html`<p part="message">${note}</p>`}
          ${isNotice && notice !== null ? html`<p part="message">${notice}</p>` : nothing}
          <div ?hidden=${!isNotice || notice !== null}><slot></slot></div>
        </div>
        ${isNotice && policy ? rates(policy, texts.lang) : nothing}
        ${offer && amounts(offer, texts)}
        ${
          offer?.disclosure
            ? html`<p class="disclosure wide" id="disclosure" part="disclosure">${offer.disclosure}</p>`
            : nothing
        }
        ${status === "accepted" ? html`<p class="done wide">${texts.label("accepted")}</p>` : nothing}
        ${actions(view)}
        ${
          view.challengeUrl === null
            ? nothing
            : html`<iframe
                class="wide"
                title=${texts.label("challengeTitle")}
                src=${view.challengeUrl}
                sandbox="allow-scripts allow-forms allow-same-origin"
              ></iframe>`
        }
      </div>
    </div>
    <div class="other ${status === "surcharge" ? "" : "away"}"><slot name="other-method"></slot></div>
  </div>`;
}
