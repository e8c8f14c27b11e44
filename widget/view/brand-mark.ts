/**
 * Brand marks of our own: a small card with letters on it, in a colour that comes from the letters. The brand's name
 * always stands beside them as text.
 */
import { html, type TemplateResult } from "lit/html.js";

/** The mark of a brand; the outline of a card for one without. White on each colour is at least 4.5:1. */
export function mark(brand = ""): TemplateResult {
  const hasName = brand !== "other" && brand !== "unknown";
  const letters = brand === "mastercard" ? "MC" : hasName ? brand.slice(0, 4).toUpperCase() : "";
  // The divisor is the one that makes Visa blue and Mastercard red.
  const hue = Number.parseInt(brand, 36) % 640;
  return html`<svg class="mark" viewBox="0 0 40 26" aria-hidden="true">
    <rect x=".5" y=".5" width="39" height="25" rx="4" fill=${letters ? `hsl(${hue} 60% 28%)` : "none"}></rect>
    <path d=${letters ? "" : "M1 8h38M6 18h9"}></path>
    <text x="20" y="17">${letters}</text>
  </svg>`;
}
