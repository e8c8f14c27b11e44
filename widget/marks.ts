/** Brand marks of our own: a small card with letters on it. The brand's name always stands beside them as text. */
import { html, svg, type TemplateResult } from "lit";
import type { Brand } from "../contract/lists.ts";

/** Letters, their width in the mark's 40 units, and the card's colour. White on each is at least 4.5:1. */
const MARKS: Readonly<Partial<Record<Brand, readonly [letters: string, width: number, colour: string]>>> = {
  visa: ["VISA", 24, "#243a8f"],
  mastercard: ["MC", 16, "#a8330f"],
  amex: ["AMEX", 27, "#0b66b3"],
  discover: ["DISC", 25, "#9a4a08"],
  diners: ["DC", 15, "#41546b"],
  jcb: ["JCB", 20, "#1b6b3a"],
  unionpay: ["UP", 14, "#0a6470"],
  maestro: ["MST", 22, "#5a3a94"],
  interac: ["INT", 19, "#7a5200"],
  eftpos: ["EFT", 20, "#353e4a"],
  elo: ["ELO", 21, "#20242b"],
  mada: ["MADA", 27, "#3a6a12"],
  troy: ["TROY", 26, "#0e6a72"],
  rupay: ["RUPAY", 30, "#8f3a1c"],
};

/** The mark of a brand; the outline of a card for one without. */
export function mark(brand: Brand | null): TemplateResult {
  const [letters, width, colour] = (brand && MARKS[brand]) ?? ["", 0, "none"];
  const face =
    letters === ""
      ? svg`<path d="M1 8h38M6 18h9" fill="none" stroke="currentColor" stroke-width="1.5"></path>`
      : svg`<text x=${20 - width / 2} y="17.2" textLength=${width} lengthAdjust="spacingAndGlyphs">${letters}</text>`;
  return html`<svg class="mark" viewBox="0 0 40 26" aria-hidden="true">
    <rect x=".75" y=".75" width="38.5" height="24.5" rx="4" fill=${colour}></rect>
    ${face}
  </svg>`;
}
