/**
 * The checkout page of the sample shop: what a page's author writes. The card goes into the gateway's own frame; the
 * element asks what it costs to pay with it; the shop's server checks the signed quote before it charges.
 *
 * Every press on Pay ends in a payment, a choice that is seen, or a sentence that says what is wrong. What is charged is
 * what the button said: it is always there, and says the total as it stands.
 */
import { cardStyle } from "./card-style.js";

/** How long the card form may be silent before the shopper is told. A bank that asks for a password takes its time. */
const SILENCE_MS = 30_000;

/** @param {string} id @returns {any} */
const at = (id) => document.getElementById(id);
const form = at("checkout");
const surcharge = at("surcharge");
const pay = at("pay");
const { gateway, gatewayKey } = at("checkout-page").dataset;

let isBusy = false;
/** The order's last change, so that a press on Pay waits for its price. @type {Promise<unknown>} */
let pricing = Promise.resolve();
/** The token behind the offer that the shop's server has shown. */
let offeredToken = "";

const order = () => at("summary").firstElementChild.dataset;
const base = () => Number(order().total);
/** @param {number} cents */
const money = (cents) =>
  new Intl.NumberFormat("en-US", { style: "currency", currency: order().currency }).format(cents / 100);

/** What is charged with the next press, in cents: the surcharge is part of it once it is accepted. */
let due = base();

const isChoiceOpen = () => surcharge.status === "surcharge" || offeredToken !== "";

/** Says on the button what a press does, and in the order's total what is paid. @param {string} [words] */
function label(words = isChoiceOpen() ? "Choose above first" : `Pay ${money(due)}`) {
  if (pay.textContent !== words) pay.textContent = words;
  pay.classList.toggle("primary", !isChoiceOpen());
  const [name, amount] = at("summary").querySelector(".total").children;
  name.textContent = due === base() ? "Total" : "Total with surcharge";
  amount.textContent = money(due);
}

/** @param {string} problem */
function say(problem) {
  at("problem").textContent = problem;
  if (problem !== "") at("problem").scrollIntoView({ block: "nearest" });
}

/** The element has another answer: the button follows. An answer that is merely too old is renewed by the next press. */
function follow() {
  if (surcharge.status === "expired") return;
  due = surcharge.status === "accepted" ? surcharge.decision.surcharge.totalAmount : base();
  if (!isBusy) label();
}

/** Anything that changes what is bought or where it goes also voids the server's offer. */
function dropServerOffer() {
  offeredToken = "";
  at("server-offer").replaceChildren();
  follow();
}

/** @param {{ offer: string }} answer @param {string} token */
function showServerOffer({ offer }, token) {
  offeredToken = token;
  at("server-offer").innerHTML = offer;
  toChoice();
}

/** Leads to the choice that is open, with the focus. */
function toChoice() {
  if (offeredToken === "") return surcharge.reportValidity();
  const message = at("server-offer").querySelector("p");
  message.tabIndex = -1;
  message.focus({ preventScroll: true });
  at("server-offer").firstElementChild.scrollIntoView({ block: "nearest" });
}

// ---- the order, whose tax depends on the place -----------------------------------------------------------------------

/** The element's attribute for each field of the form that says where the order goes. */
const PLACES = { country: "country", state: "state", shipCountry: "ship-to-country", shipState: "ship-to-state" };

/** Where the order goes by the form as it is now: nothing for what is hidden. @returns {Record<string, string>} */
function places() {
  return Object.fromEntries(Object.entries(Object.fromEntries(new FormData(form))).filter(([name]) => name in PLACES));
}

/** The places of the order that is shown: at first those that the page came with. */
let pricedFor = JSON.stringify({ country: surcharge.getAttribute("country"), state: surcharge.getAttribute("state") });
const isPriced = () => JSON.stringify(places()) === pricedFor;

/** @param {string} name @param {string} value of the element's attribute; none where there is nothing to say */
const tell = (name, value) => (value === "" ? surcharge.removeAttribute(name) : surcharge.setAttribute(name, value));

/** Has the server price the order, then shows it and tells the element all of it at once. @param {[string, string][]} changes */
async function price(changes) {
  const wanted = new FormData(at("basket"));
  const where = places();
  for (const [name, value] of [...Object.entries(where), ...changes]) wanted.set(name, value);
  const response = await fetch("/basket", { method: "POST", headers: { Accept: "application/json" }, body: wanted });
  const { summary, message } = await response.json();
  if (!response.ok) return say(message);
  const { name, value } = /** @type {HTMLButtonElement} */ (document.activeElement ?? {});
  at("summary").innerHTML = summary;
  at("summary").querySelector(`button[name="${name}"][value="${value}"]`)?.focus();
  pricedFor = JSON.stringify(where);
  for (const [field, attribute] of Object.entries(PLACES)) tell(attribute, where[field] ?? "");
  tell("base-amount", order().total);
  tell("surcharge-tax-rate", order().surchargeTaxRate);
  dropServerOffer();
}

/** Prices the order anew, one change after the other. @param {[string, string][]} changes of the basket */
function reprice(...changes) {
  say("");
  pricing = pricing.then(() => price(changes)).catch(() => say("The order could not be changed. Please try again."));
}

at("basket").addEventListener("submit", (/** @type {SubmitEvent} */ event) => {
  event.preventDefault();
  const { name, value, ariaDisabled } = /** @type {HTMLButtonElement} */ (event.submitter);
  if (!isBusy && ariaDisabled !== "true") reprice([name, value]);
});

// ---- the place -------------------------------------------------------------------------------------------------------

/** Offers the states of the chosen country, or none where it has none. @param {string} country @param {string} state */
function offerStates(country, state) {
  const states = at(`states-${at(country).value}`);
  at(state).replaceChildren(...(states ? [states.content.cloneNode(true)] : []));
  at(state).disabled = at(state).parentElement.hidden = states === null;
}

at("country").addEventListener("change", () => offerStates("country", "state"));
at("ship-country").addEventListener("change", () => offerStates("ship-country", "ship-state"));
at("ship-elsewhere").addEventListener("change", () => {
  at("ship-fields").hidden = at("ship-fields").disabled = !at("ship-elsewhere").checked;
});
for (const id of ["country", "state", "ship-country", "ship-state", "ship-elsewhere"])
  at(id).addEventListener("change", () => reprice());

// ---- the card --------------------------------------------------------------------------------------------------------

/** Told of the card form's answer while the element is not there to ask it. */
let answered = (/** @type {{ status: string, token: string }} */ _response) => {};

let loaded = () => {};
/** A card form that is not there yet would not hear that it is to be submitted. @type {Promise<void>} */
const ready = new Promise((resolve) => {
  loaded = resolve;
});

const tokenizer =
  window.Tokenizer &&
  new window.Tokenizer({
    url: gateway,
    apikey: gatewayKey,
    container: at("card-form"),
    settings: {
      payment: { types: ["card"], card: { requireCVV: true } },
      // 3-D Secure; what the bank has not approved is no payment.
      paay: { sandbox: true, rejectChallenges: ["N", "R", "U"] },
      styles: cardStyle,
    },
    onLoad: () => loaded(),
    submission: (/** @type {any} */ response) => answered(response),
  });
if (tokenizer === undefined) at("card-form").textContent = "The card form could not be loaded.";
else tokenizer.iframe.title = "Card details";

/** What a press found out about the card. @typedef {{ token: string, quote: string }} Reviewed */

/** Without the element's script, the card is taken all the same: the server says what it costs. @returns {Promise<Reviewed>} */
const takeCard = () =>
  new Promise((resolve, reject) => {
    answered = ({ status, token }) => (status === "success" ? resolve({ token, quote: "" }) : reject({ code: status }));
    tokenizer.submit((base() / 100).toFixed(2));
  });

/** @returns {Promise<Reviewed>} */
async function review() {
  await ready;
  if (surcharge.review === undefined) return takeCard();
  return surcharge.review();
}

/** @returns {Promise<never>} */
const silence = () => new Promise((_, reject) => setTimeout(reject, SILENCE_MS, { code: "silent" }));

const CARD_PROBLEMS = {
  validation: "Please check the card details above.",
  superseded: "The order or the card has changed. Please press Pay again.",
  silent: "The card form has not answered. If your bank asks you for something, answer it above; then press Pay again.",
};

// ---- paying ----------------------------------------------------------------------------------------------------------

/** Asks the shop's server to charge. @param {string} token @param {string} quote */
async function charge(token, quote) {
  label("Paying…");
  const body = new FormData(form);
  body.set("token", token);
  body.set("quote", quote);
  const response = await fetch("/pay", { method: "POST", headers: { Accept: "application/json" }, body });
  const answer = await response.json();
  if (answer.receipt) return location.assign(answer.receipt);
  if (answer.offer) return showServerOffer(answer, token);
  say(answer.message);
  // A card that was refused needs a new token; one that got no answer may have been charged, and is asked about again.
  if (answer.problem !== "no_answer" && answer.problem !== "busy") surcharge.reset?.();
}

/** One press on Pay. */
async function press() {
  const said = due;
  if (!isPriced()) reprice();
  await pricing;
  if (!isPriced()) return;
  const field = [...form.elements].find((each) => each !== surcharge && each.willValidate && !each.checkValidity());
  if (field) return field.reportValidity();
  if (tokenizer === undefined) return say("The card form could not be loaded. Please reload the page.");
  label("Checking the card…");
  const { token, quote } = await Promise.race([review(), silence()]);
  if (surcharge.status === "surcharge") return;
  follow();
  if (due === said) return charge(token, quote);
  say(`The total is now ${money(due)}. Press Pay to agree to it.`);
}

/** Runs what a press does, one at a time; the button stays where it is and keeps the focus. @param {() => unknown} work */
async function busy(work) {
  if (isBusy) return;
  isBusy = true;
  pay.ariaDisabled = "true";
  say("");
  try {
    await work();
  } catch (/** @type {any} */ problem) {
    if (problem?.code === "silent") surcharge.reset?.();
    const isNetwork = problem instanceof TypeError || problem instanceof SyntaxError;
    const ofCard = CARD_PROBLEMS[/** @type {keyof typeof CARD_PROBLEMS} */ (problem?.code)];
    if (isNetwork) say("The shop could not be reached. Press Pay to try again: this order is never charged twice.");
    else say(ofCard ?? "The card was not taken. Please check it and press Pay again.");
  } finally {
    isBusy = false;
    pay.ariaDisabled = null;
    label();
  }
}

form.addEventListener("submit", (/** @type {SubmitEvent} */ event) => {
  event.preventDefault();
  if (isChoiceOpen() && !isBusy) toChoice();
  else void busy(press);
});

at("server-offer").addEventListener("submit", (/** @type {SubmitEvent} */ event) => {
  event.preventDefault();
  const { value } = /** @type {HTMLButtonElement} */ (event.submitter);
  const token = offeredToken;
  if (isBusy) return;
  dropServerOffer();
  void busy(() => charge(token, value));
});

at("server-offer").addEventListener("click", (/** @type {MouseEvent} */ event) => {
  if (!(event.target instanceof HTMLAnchorElement)) return;
  event.preventDefault();
  if (isBusy) return;
  dropServerOffer();
  at("card-form").querySelector("iframe")?.focus();
});

for (const type of [
  "surcharge-pending",
  "surcharge-change",
  "surcharge-accept",
  "surcharge-decline",
  "surcharge-expire",
])
  surcharge.addEventListener(type, () => queueMicrotask(follow));

// The browser may bring the page back as it was left, in the middle of paying.
window.addEventListener("pageshow", ({ persisted }) => {
  if (persisted) location.reload();
});

// A browser may fill in the places of an earlier visit.
if (!isPriced()) reprice();
await customElements.whenDefined("card-surcharge");
if (tokenizer !== undefined) surcharge.connect(tokenizer);
