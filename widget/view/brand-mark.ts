/** A card, the same for every brand: the brand's name always stands beside it as text. */
import { html, type TemplateResult } from "lit";

export function cardMark(): TemplateResult {
  return html`<svg class="mark" viewBox="0 0 40 26" fill="none" aria-hidden="true">
    <rect x=".5" y=".5" width="39" height="25" rx="4"></rect>
    <path d="M1 8h38M6 18h9"></path>
  </svg>`;
}
