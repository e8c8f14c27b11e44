/** Draws the order: its lines, its totals and, where there is one, the surcharge on a line of its own. */

const PICTURES = {
  "guji-1kg": "M9 11h14l1.5 17h-17zM11 11V6h10v5M12 18c3-3 6 3 9 0",
  dripper: "M6 7h20l-7 12h-6zM11 19h10v3H11zM8 26h16",
};
const SVG = "http://www.w3.org/2000/svg";

/** @param {number} cents @param {string} currency */
export const money = (cents, currency) =>
  new Intl.NumberFormat("en-US", { style: "currency", currency }).format(cents / 100);

/** @param {string} tag @param {string} [className] @param {string} [text] */
function make(tag, className = "", text = "") {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}

/** @param {string} sku */
function picture(sku) {
  const frame = make("span", "thumb");
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", "0 0 32 32");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", PICTURES[sku] ?? "");
  svg.append(path);
  frame.append(svg);
  return frame;
}

/** @param {string} label @param {string} sign @param {() => void} press */
function stepButton(label, sign, press) {
  const button = /** @type {HTMLButtonElement} */ (make("button", "", sign));
  button.type = "button";
  button.setAttribute("aria-label", label);
  button.addEventListener("click", press);
  return button;
}

/** The lines of `order` with quantity steppers. `change` gets the SKU and the wanted quantity. */
export function drawLines(list, order, change) {
  const wasFocused = document.activeElement?.getAttribute("aria-label");
  list.replaceChildren(
    ...order.lines.map((line) => {
      const item = make("li");
      const words = make("div");
      const stepper = make("div", "stepper");
      stepper.append(
        stepButton(`One less: ${line.name}`, "−", () => change(line.sku, line.quantity - 1)),
        make("span", "", String(line.quantity)),
        stepButton(`One more: ${line.name}`, "+", () => change(line.sku, line.quantity + 1)),
      );
      words.append(make("div", "line-name", line.name), make("div", "line-detail", line.detail), stepper);
      item.append(picture(line.sku), words, make("span", "", money(line.amount, order.currency)));
      return item;
    }),
  );
  if (wasFocused) list.querySelector(`[aria-label="${CSS.escape(wasFocused)}"]`)?.focus();
}

/** Label and amount of every line of a total, in order; the surcharge only where there is one. */
export function drawTotals(list, order, surcharge) {
  const rows = [
    ["Goods", order.goods],
    ["Shipping", order.shipping],
    ["Sales tax", order.tax],
    ...(surcharge ? [[`Credit card surcharge (${(surcharge.rateBps / 100).toFixed(2)} %)`, surcharge.amount]] : []),
    ["Total", order.total + (surcharge?.amount ?? 0)],
  ];
  list.replaceChildren(
    ...rows.flatMap(([label, amount]) => {
      const className = label === "Total" ? "total" : "";
      return [make("dt", className, String(label)), make("dd", className, money(Number(amount), order.currency))];
    }),
  );
}

/** The receipt of a paid order, with the surcharge on its own line. */
export function drawReceipt(place, { order, surcharge, payment }) {
  const title = make("h1", "", "Thank you");
  title.id = "receipt-title";
  const totals = make("dl", "totals");
  drawTotals(totals, order, surcharge);
  place.replaceChildren(
    title,
    make("p", "", "Your order is on its way. This is your receipt."),
    totals,
    make("p", "meta", `Paid with ${payment.card}. Payment ${payment.id}.`),
  );
}
