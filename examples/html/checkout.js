import { charge, dueOf, follow, onLoad, press, submission } from "./payment.js";

const at = (selector) => document.querySelector(selector);
const [form, element, pay] = [at("#checkout"), at("card-surcharge"), at("#pay")];
const base = 12_500;

// The order's id comes from your server with the page: the same order in another tab is then charged once.
const order = { order: crypto.randomUUID(), "guji-1kg": "2", dripper: "1", country: "US" };
const fields = () => ({ ...order, state: form.elements.state.value });

let due = base;
let isBusy = false;
/** The token behind an offer of the server's. */
let offered = "";

const tokenizer = new window.Tokenizer({
  url: "http://localhost:8788",
  apikey: "pub_sandbox_demo",
  container: at("#card-form"),
  settings: { payment: { types: ["card"], card: { requireCVV: true } } },
  onLoad,
  submission,
});
tokenizer.iframe.title = "Card details";
customElements.whenDefined("card-surcharge").then(() => element.connect(tokenizer));

const isOpen = () => element.status === "surcharge" || offered !== "";

/** The button says what a press does. It never goes, and is never disabled under the shopper's focus. */
function draw() {
  due = dueOf(element, base, due);
  const amount = (due / 100).toLocaleString("en-US", { style: "currency", currency: "USD" });
  pay.textContent = isBusy ? "One moment…" : isOpen() ? "Choose above first" : `Pay ${amount}`;
  pay.ariaDisabled = String(isBusy);
}

function show({ paid, offer = "", token = "", says = "" }) {
  if (paid) says = "Paid. Thank you.";
  offered = token;
  at("#server-offer").innerHTML = offer;
  at("#says").textContent = says;
  toOffer();
}

/** The focus goes to the message of the server's offer, where there is one. */
function toOffer() {
  const message = at("#server-offer p");
  message?.setAttribute("tabindex", "-1");
  message?.focus();
}

/** One thing at a time. */
async function busy(work) {
  if (isBusy) return;
  isBusy = true;
  draw();
  show(await work());
  isBusy = false;
  draw();
}

follow(element, draw);

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!isOpen()) busy(() => press({ element, tokenizer, fields: fields(), base, due }));
  else if (offered === "") element.reportValidity();
  else toOffer();
});

form.elements.state.addEventListener("change", ({ target }) => {
  element.setAttribute("state", target.value);
  show({});
  draw();
});

// The choice of an offer that the server had to show, because the element's script is missing.
at("#server-offer").addEventListener("submit", (event) => {
  event.preventDefault();
  const card = { token: offered, quote: event.submitter.value };
  show({});
  draw();
  busy(() => charge(element, fields(), card).catch(() => ({ says: "Press Pay to try again." })));
});
