/** What each state looks like. Pure: a description of the view in, a template out. */
import { html, nothing, type TemplateResult } from "lit";
import type { Policy } from "../../contract/answers.ts";
import { formatMoney, formatRate } from "../../contract/format.ts";
import type { State } from "../checkout/state.ts";
import { cardMark } from "./brand-mark.ts";
import { roomFor } from "./reserved-space.ts";
import type { Texts } from "./texts.ts";

export type Control = "accept" | "decline";

export interface View {
  readonly state: State;
  readonly texts: Texts;
  /** Undefined while it is not known yet, null when there is none. */
  readonly policy: Policy | null | undefined;
  readonly isDisabled: boolean;
  /** True once a check takes so long that it is worth saying. */
  readonly isSlow: boolean;
  /** The control that has the focus: it stays, although it may no longer apply. */
  readonly focused: string | undefined;
  readonly challengeUrl: string | null;
  /** True when tax is asked on the surcharge: it has a row. */
  readonly hasTax: boolean;
  readonly press: (control: Control) => void;
  readonly left: () => void;
}

/** What stands there without being announced; empty where the notice does. */
function noteOf({ state: { status, preview }, texts, policy, isSlow }: View): string {
  if (status === "pending") return isSlow ? "" : texts.label("pending");
  if (status === "expired") return texts.label("expired");
  const brand = policy?.rates.find((row) => row.brand === preview?.brand)?.brandName ?? preview?.brandName;
  return preview && brand && status === "preview"
    ? texts.label(preview.isFree ? "previewNone" : "preview", { brand })
    : "";
}

/** What is announced: nothing at first, then one sentence for each answer. */
function announcementOf({ state: { status, decision }, texts, isSlow }: View): string {
  if (status === "pending") return isSlow ? texts.label("pending") : "";
  return status === "accepted" ? texts.label("accepted") : (decision?.message ?? "");
}

function offer({ state: { status, decision }, texts }: View): unknown {
  if (!decision || (status !== "surcharge" && status !== "accepted")) return nothing;
  const { baseAmount, surchargeAmount, surchargeTaxRate, surchargeTaxAmount, totalAmount } = decision.surcharge;
  const { currency, currencyDigits, rateBps } = decision.surcharge;
  const money = (amount: number | null) => formatMoney(amount ?? 0, currency, currencyDigits, texts.lang);
  const rate = formatRate(rateBps, texts.lang);
  return html`${
    baseAmount === null
      ? nothing
      : html`<dl class="wide amounts" part="amounts">
          <dt>${texts.label("base")}</dt>
          <dd>${money(baseAmount)}</dd>
          <dt part="surcharge">${texts.label("surcharge", { rate })}</dt>
          <dd part="surcharge">${money(surchargeAmount)}</dd>
          ${
            surchargeTaxRate > 0
              ? html`<dt part="surcharge-tax">${texts.label("surchargeTax")}</dt>
                  <dd part="surcharge-tax">${money(surchargeTaxAmount)}</dd>`
              : nothing
          }
          <dt class="total" part="total">${texts.label("total")}</dt>
          <dd class="total" part="total">${money(totalAmount)}</dd>
        </dl>`
  }
    <p class="wide small" id="disclosure" part="disclosure">${decision.disclosure}</p>`;
}

function actions({ state: { status }, texts, focused, isDisabled, press, left }: View): unknown {
  const button = (control: Control, applies: boolean) =>
    applies || focused === control
      ? html`<button
          type="button"
          id=${control}
          class="button ${control}"
          part=${control}
          aria-disabled=${String(isDisabled || !applies)}
          aria-describedby="status disclosure"
          @click=${() => press(control)}
          @blur=${left}
        >
          ${texts.label(control)}
        </button>`
      : nothing;
  // Each has its own place in the template: the one that the focus goes to must not be taken for the one it leaves.
  const accept = button("accept", status === "surcharge");
  const decline = button("decline", status === "surcharge" || status === "accepted");
  return accept === decline ? nothing : html`<div class="wide actions" part="actions">${accept}${decline}</div>`;
}

export function render(view: View): TemplateResult {
  const { state, texts, policy, challengeUrl } = view;
  const { status } = state;
  const note = noteOf(view);
  const announcement = announcementOf(view);
  const isNotice = note + announcement === "";

  return html`<div
    class="base"
    part="base"
    role="group"
    aria-label=${texts.label("title")}
    lang=${texts.lang}
    dir=${texts.dir}
  >
    ${policy && roomFor(policy, texts, view.hasTax)}
    <div class="view">
      ${isNotice ? nothing : html`<span class="lead ${status}" part="brand" aria-hidden="true">${cardMark()}</span>`}
      <div class="said">
        <p
          id="status"
          class=${status}
          part=${announcement ? "message" : nothing}
          role="status"
          aria-atomic="true"
          tabindex="-1"
        >${announcement}</p>
        ${note && html`<p part="message">${note}</p>`}
      </div>
      <div class="notice" part=${isNotice ? "message" : nothing} ?hidden=${!isNotice}>
        ${policy ? policy.notice : html`<slot></slot>`}
      </div>
      ${offer(view)} ${actions(view)}
      ${
        challengeUrl &&
        html`<iframe
          class="wide"
          title=${texts.label("challengeTitle") || texts.label("title")}
          src=${challengeUrl}
        ></iframe>`
      }
    </div>
    <div class=${status === "surcharge" ? "" : "away"}><slot name="other-method"></slot></div>
  </div>`;
}
