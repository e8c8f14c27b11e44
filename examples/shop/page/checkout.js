/**
 * The checkout page of the sample shop: what a page's author writes. The card goes into the gateway's own frame; the
 * element asks what it costs to pay with it; the shop's server checks the signed quote before it charges.
 */
import { COUNTRIES, fillSelect, STATES } from "./places.js";
import { drawLines, drawReceipt, drawTotals, money } from "./summary.js";

const at = (id) => document.getElementById(id);
const form = at("checkout");
const surcharge = at("surcharge");
const review = at("review");
const pay = at("pay");
const problem = at("problem");
const { gateway, publicKey } = document.body.dataset;

const quantities = { "guji-1kg": 2, dripper: 1 };
let order;
/** What the gateway's form handed over once the shopper has settled what it costs; null until then. */
let payment = null;

const agreedSurcharge = () =>
  payment?.surcharge?.decision.outcome === "surcharge"
    ? { rateBps: payment.surcharge.decision.surcharge.rateBps, amount: payment.surcharge.surchargeAmount }
    : null;

function draw() {
  drawTotals(at("totals"), order, agreedSurcharge());
  pay.hidden = payment === null;
  review.hidden = payment !== null || surcharge.status === "surcharge";
  pay.textContent = `Pay ${money(order.total + (agreedSurcharge()?.amount ?? 0), order.currency)}`;
}

/** Anything that changes the offer voids what was handed over. */
function forgetPayment() {
  payment = null;
  if (order) draw();
}

async function reprice() {
  const response = await fetch("/api/price", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ quantities }),
  });
  if (!response.ok) return;
  order = await response.json();
  surcharge.baseAmount = order.total;
  payment = null;
  drawLines(at("lines"), order, (sku, quantity) => {
    if (quantity < 0 || (quantity === 0 && Object.values(quantities).filter(Boolean).length === 1)) return;
    quantities[sku] = quantity;
    void reprice();
  });
  draw();
}

function setPlaces() {
  const country = at("country").value;
  const shipsElsewhere = at("ship-elsewhere").checked;
  surcharge.country = country;
  surcharge.state = country in STATES ? at("state").value : null;
  surcharge.shipToCountry = shipsElsewhere ? at("ship-country").value : null;
  surcharge.shipToState = shipsElsewhere && at("ship-country").value in STATES ? at("ship-state").value : null;
}

/** Shows the states of the chosen country, or none where it has none. */
function offerStates(countryId, stateId, fieldId, chosen) {
  const states = STATES[at(countryId).value];
  at(fieldId).hidden = states === undefined;
  fillSelect(at(stateId), states ?? {}, chosen);
}

fillSelect(at("country"), COUNTRIES, "US");
fillSelect(at("ship-country"), COUNTRIES, "US");
offerStates("country", "state", "state-field", "IL");
offerStates("ship-country", "ship-state", "ship-state-field", "IL");
at("country").addEventListener("change", () => offerStates("country", "state", "state-field"));
at("ship-country").addEventListener("change", () => offerStates("ship-country", "ship-state", "ship-state-field"));
at("ship-elsewhere").addEventListener("change", () => {
  at("ship-fields").hidden = at("ship-fields").disabled = !at("ship-elsewhere").checked;
});
for (const id of ["country", "state", "ship-country", "ship-state", "ship-elsewhere"])
  at(id).addEventListener("change", setPlaces);

const tokenizer = new window.Tokenizer({
  url: gateway,
  apikey: publicKey,
  container: at("card-form"),
  settings: {
    payment: { types: ["card"], showTitle: false, card: { requireCVV: true } },
    styles: { ":root": { "color-scheme": "light dark" } },
  },
  submission(response) {
    // With the element connected, a success arrives only once nothing is added or the shopper has accepted.
    if (response.status === "success") payment = response;
    else problem.textContent = "Please check the card details above.";
    draw();
  },
});

review.addEventListener("click", async () => {
  problem.textContent = "";
  review.disabled = true;
  try {
    // Without the element (its server is down) the card is taken all the same, and the base alone is charged.
    await (surcharge.review?.() ?? tokenizer.submit());
  } catch {
    // What is wrong with the card is said by `submission` above, and beside the field itself.
  } finally {
    review.disabled = false;
  }
});

for (const type of ["surcharge-pending", "surcharge-change", "surcharge-decline", "surcharge-expire"])
  surcharge.addEventListener(type, () => {
    if (!["accepted", "none", "unknown"].includes(surcharge.status)) forgetPayment();
    else if (order) draw();
  });

const REFUSALS = {
  declined: "The card was declined. Please use another card.",
  offer_again: "The surcharge has to be shown again before you pay. Please review the payment once more.",
  quote_refused: "The payment details have changed. Please review the payment once more.",
  total_differs: "The total could not be confirmed, so nothing was charged. Please review the payment once more.",
  invalid_order: "This order could not be priced. Please check the quantities.",
};

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (payment === null || !form.reportValidity()) return;
  pay.disabled = true;
  problem.textContent = "";
  try {
    const response = await fetch("/api/pay", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({
        ...Object.fromEntries(new FormData(form)),
        quantities,
        paymentToken: payment.token,
        surchargeQuote: payment.surcharge?.quote ?? "",
      }),
    });
    const answer = await response.json();
    if (response.ok) {
      at("checkout-page").hidden = true;
      at("receipt").hidden = false;
      drawReceipt(at("receipt"), answer);
      at("receipt").focus();
    } else {
      problem.textContent = REFUSALS[answer.problem] ?? "The payment did not go through. Nothing was charged.";
      surcharge.reset?.();
      forgetPayment();
    }
  } catch {
    problem.textContent = "The shop could not be reached. Please try again.";
  } finally {
    pay.disabled = false;
  }
});

await reprice();
await customElements.whenDefined("card-surcharge");
surcharge.connect(tokenizer);
setPlaces();
surcharge.baseAmount = order.total;
