/** Turns the integrator's `settings.styles` into a stylesheet that wins over ours. */
import { isObject } from "./bridge.js";

const sheet = new CSSStyleSheet();

/** @param {unknown} styles `{ selector: { property: value } }`, with `@media` blocks one level deeper */
export function applyStyles(styles) {
  sheet.replaceSync(isObject(styles) ? blocks(styles) : "");
  if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets.push(sheet);
}

/** @param {Record<string, unknown>} rules @returns {string} */
function blocks(rules) {
  return Object.entries(rules)
    .filter(([, body]) => isObject(body))
    .map(([head, body]) => `${head} { ${bodyOf(/** @type {Record<string, unknown>} */ (body))} }`)
    .join("\n");
}

/** @param {Record<string, unknown>} body */
function bodyOf(body) {
  const plain = Object.entries(body).filter(([, value]) => typeof value === "string" || typeof value === "number");
  return `${plain.map(([property, value]) => `${property}: ${String(value)};`).join(" ")} ${blocks(body)}`;
}
