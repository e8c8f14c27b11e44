/** A card, the same for every brand: the brand's name always stands beside it as text. */
import { html, type TemplateResult } from "lit";

export function cardMark(): TemplateResult {
  return html`<svg class="mark" viewBox="0 0 40 26" fill="none" aria-hidden="true">
    <rect x="1" y="1" width="38" height="24" rx="3.5"></rect>
    <path d="M1 8.5h38M6 18.5h9"></path>
  </svg>`;
}
