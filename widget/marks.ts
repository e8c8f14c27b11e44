/** Brand marks of our own: a small card with letters on it. The brand's name always stands beside them as text. */
import { html, svg, type TemplateResult } from "lit/html.js";

/** Letters and the card's colour. White on each is at least 4.5:1. */
const MARKS: Readonly<Record<string, readonly [letters: string, colour: string]>> = {
  visa: ["VISA", "#238"],
  mastercard: ["MC", "#a31"],
  amex: ["AMEX", "#06a"],
  discover: ["DISC", "#940"],
  diners: ["DC", "#456"],
  jcb: ["JCB", "#163"],
  unionpay: ["UP", "#066"],
  maestro: ["MST", "#539"],
  interac: ["INT", "#750"],
  eftpos: ["EFT", "#345"],
  elo: ["ELO", "#222"],
  mada: ["MADA", "#361"],
  troy: ["TROY", "#067"],
  rupay: ["RUPAY", "#831"],
};

/** The mark of a brand; the outline of a card for one without. */
export function mark(brand: string | undefined): TemplateResult {
  const [letters, colour] = MARKS[brand ?? ""] ?? ["", "none"];
  const face = letters
    ? svg`<text x="20" y="17">${letters}</text>`
    : svg`<path d="M1 8h38M6 18h9" fill="none" stroke="currentColor"></path>`;
  return html`<svg class="mark" viewBox="0 0 40 26" aria-hidden="true">
    <rect x=".5" y=".5" width="39" height="25" rx="4" fill=${colour}></rect>
    ${face}
  </svg>`;
}
