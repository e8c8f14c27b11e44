/** What each state looks like. Pure: a description of the view in, a template out. */
import { html, nothing, type TemplateResult } from "lit";
import type { Policy } from "../../contract/answers.ts";
import type { State } from "../checkout/state.ts";
import { cardMark } from "./brand-mark.ts";
import { type Control, headline, offer } from "./offer.ts";
import { roomFor } from "./reserved-space.ts";
import type { Texts } from "./texts.ts";

export interface View {
  readonly state: State;
  readonly texts: Texts;
  /** Undefined while it is not known yet, null when there is none. */
  readonly policy: Policy | null | undefined;
  readonly isDisabled: boolean;
  /** True once a check takes so long that it is worth saying. */
  readonly isSlow: boolean;
  /** True while the shopper, having declined, has typed nothing yet. */
  readonly isDeclined: boolean;
  /** True where a press can renew an offer that has expired. */
  readonly canRenew: boolean;
  /** True where the page wants room for the tallest answer. */
  readonly keepsRoom: boolean;
  readonly challengeUrl: string | null;
  /** True when tax is asked on the surcharge: it has a row. */
  readonly hasTax: boolean;
  /** True once the shopper can have read the offer: only then is it accepted. */
  readonly isRead: boolean;
  readonly press: (control: Control, event: Event) => void;
}

/** The brand as the card form guesses it, in the service's spelling where that has one; null while there is none. */
function previewBrand({ state: { preview }, policy }: View): string | null {
  if (preview === null) return null;
  return policy?.rates.find((row) => row.brand === preview.brand)?.brandName ?? (preview.brandName || null);
}

/** The same words before and after a check is slow: only whether they are announced changes. */
function checking(view: View): string {
  const brand = previewBrand(view);
  const label = view.texts.label("pending");
  return brand === null ? label : `${brand} · ${label}`;
}

/** What is shown: an answer, or one that has merely expired and is about to be asked for again. */
const shownOf = ({ decision, lapsed }: State) => decision ?? lapsed;

/** True for an offer that the shopper has accepted, also while it is renewed. */
const isAgreedIn = ({ status, decision, agreed }: State) =>
  status === "accepted" || (decision === null && agreed !== null);

/** What stands there without being announced; empty where the notice does. */
function noteOf(view: View): string {
  const { state, texts, isSlow } = view;
  const { status, preview } = state;
  if (status === "pending") return isSlow && !shownOf(state) ? "" : checking(view);
  if (status === "expired") return texts.label("expired");
  const brand = previewBrand(view);
  return preview && brand && status === "preview"
    ? texts.label(preview.isFree ? "previewNone" : "preview", { brand })
    : "";
}

/** What is announced: nothing at first, then one sentence for each answer. What is renewed unchanged stays as it is. */
function announcementOf(view: View): string {
  const { state, texts, isSlow, isDeclined } = view;
  const shown = shownOf(state);
  if (shown) return isAgreedIn(state) ? texts.label("accepted") : shown.message;
  if (state.status === "pending") return isSlow ? checking(view) : "";
  return isDeclined && state.status === "idle" ? texts.label("declined") : "";
}

export function render(view: View): TemplateResult {
  const { state, texts, policy, challengeUrl, isDisabled, isRead, canRenew, press } = view;
  const { status } = state;
  const shown = shownOf(state);
  const offered = shown?.outcome === "surcharge" ? shown : null;
  const isAgreed = isAgreedIn(state);
  const canAccept = status === "surcharge" || (status === "expired" && !isAgreed && canRenew);
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
    ${view.keepsRoom && policy ? roomFor(policy, texts, view.hasTax) : nothing}
    <div class="view">
      <div class="top">
        <div class="now">
          <span class="lead" part="brand" aria-hidden="true" ?hidden=${isNotice}>
            <slot name="brand">${cardMark()}</slot>
          </span>
          <div class="said">
            ${offered ? headline(offered, texts) : nothing}
            <p
              id="status"
              class="${status} ${isAgreed ? "agreed" : offered ? "small" : ""}"
              part=${announcement ? "message" : nothing}
              role="status"
              aria-atomic="true"
              tabindex="-1"
            >${announcement}</p>
            ${note && html`<p class="${status} ${shown ? "small" : ""}" part="message">${note}</p>`}
          </div>
        </div>
        <div
          class=${isNotice ? "" : "unseen"}
          part=${isNotice ? "message" : nothing}
          ?hidden=${shown !== null}
        >
          ${policy ? policy.notice : html`<slot></slot>`}
        </div>
      </div>
      ${offered ? offer({ decision: offered, texts, isAgreed, canAccept, isDisabled, isRead, press }) : nothing}
      ${
        challengeUrl &&
        html`<div class="check">
          <iframe
            title=${texts.label("challengeTitle") || texts.label("title")}
            sandbox="allow-scripts allow-same-origin allow-forms"
            src=${challengeUrl}
          ></iframe>
        </div>`
      }
    </div>
    <div class=${status === "surcharge" ? "" : "away"}><slot name="other-method"></slot></div>
  </div>`;
}
