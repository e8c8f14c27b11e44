/** The page inside the Tokenizer's iframe: draws the form the settings ask for and speaks the published client's protocol. */
import { isObject, listen, tell, textOf } from "./bridge.js";
import { isWholeNumber, readTrack, schemeOf } from "./cards.js";
import { Form } from "./form.js";
import { lookUp, lookUpFees, mint } from "./gateway.js";
import { part } from "./sections.js";
import { applyStyles } from "./styles.js";
import { authenticate } from "./three-d-secure.js";

/** @typedef {Record<string, unknown>} Settings */

const DISCLOSURE = "A surcharge is added to credit card payments. It is not more than the cost of accepting the card.";

const app = /** @type {HTMLElement} */ (document.getElementById("app"));
const announcesInvalid = document.documentElement.dataset.announceInvalid === "true";

/** @type {Form | undefined} */
let form;
/** @type {Settings} */
let settings = {};
/** The number that was last reported as valid. */
let reported = "";
/** Expiry set before the form was drawn. @type {string | undefined} */
let earlyExpiry;

/** @param {Settings} next */
function draw(next) {
  settings = next;
  reported = "";
  applyStyles(next.styles);
  form = new Form(next, (type) => tell("onPaymentChange", { type }));
  app.replaceChildren(form.element);
  const number = form.card.get("cc")?.input;
  number?.addEventListener("beforeinput", onSwipe);
  number?.addEventListener("paste", onSwipe);
  number?.addEventListener("input", onNumber);
  for (const name of ["account_type", "sec_code"]) {
    form.ach.get(name)?.input.addEventListener("change", () => {
      const { account_type, sec_code } = form?.paymentValues.ach ?? {};
      tell("achOnChange", { account_type, sec_code });
    });
  }
  if (earlyExpiry !== undefined) setExpiry(earlyExpiry);
  tellHeight();
}

async function onNumber() {
  if (form === undefined) return;
  const digits = form.cardDigits;
  form.brand.textContent = digits.length > 1 ? schemeOf(digits).name : "";
  const mayBeLong = part(settings, "payment", "card").strict_mode === true;
  if (!isWholeNumber(digits, mayBeLong)) {
    if (reported !== "" && announcesInvalid) tell("validCard", { isValid: false, bin: {} });
    reported = "";
    return;
  }
  if (digits === reported) return;
  reported = digits;
  const [bin, fees] = await Promise.all([lookUp(digits).catch(() => ({})), feesOn(digits)]);
  if (reported === digits) tell("validCard", { isValid: true, bin, ...fees });
}

/** What fee calculation adds to `validCard`. @param {string} digits */
async function feesOn(digits) {
  const { calculateFees, lookupFees, processorId } = part(settings, "payment");
  if (calculateFees !== true && lookupFees !== true) return {};
  const cents = Math.round(Number(settings.amount ?? 0) * 100);
  const fees = await lookUpFees(digits, Number.isSafeInteger(cents) ? cents : 0, processorId).catch(() => undefined);
  if (fees === undefined) return {};
  return {
    ServiceFee: fees.service_fee,
    PaymentAdjustment: fees.payment_adjustment,
    RequestedAmount: fees.requested_amount,
    Surcharge: fees.surcharge,
    Disclosure: Number(fees.surcharge) > 0 ? DISCLOSURE : "",
  };
}

/** A reader types a whole track at once. @param {Event} event */
function onSwipe(event) {
  const text =
    event instanceof ClipboardEvent ? event.clipboardData?.getData("text") : /** @type {InputEvent} */ (event).data;
  const track = readTrack(text ?? "");
  if (track === null || form === undefined) return;
  event.preventDefault();
  const number = form.card.get("cc");
  if (number !== undefined) number.value = track.number;
  setExpiry(track.expiry);
  void onNumber();
  tell("magStripeSwipe", { cardholder_name: track.holder, expiration_date: track.expiry });
}

/** @param {string} value */
function setExpiry(value) {
  if (form === undefined) {
    earlyExpiry = value;
    return;
  }
  const field = form.card.get("exp");
  if (field !== undefined) field.value = value;
}

/** @param {string} amount dollars, as given to `submit` or, without that, to the constructor */
async function submit(amount) {
  if (form === undefined) return;
  const invalid = form.check();
  if (invalid.length > 0) {
    tell("submission", { status: "validation", invalid });
    return;
  }
  const { paymentValues, sectionValues } = form;
  form.element.setAttribute("aria-busy", "true");
  try {
    if (form.type === "card") await authenticate({ settings, digits: form.cardDigits, amount, app });
    const token = await mint(paymentValues);
    tell("submission", { status: "success", token, ...sectionValues });
  } catch (error) {
    tell("submission", {
      status: "error",
      msg: error instanceof Error ? error.message : "the payment was not accepted",
    });
  }
  form.element.removeAttribute("aria-busy");
}

/** @param {"billing" | "shipping"} section @param {Settings} address */
function fill(section, address) {
  const values = isObject(address.value) ? address.value : address;
  for (const [name, field] of form?.[section] ?? []) {
    if (typeof values[name] === "string") field.value = values[name];
  }
}

listen({
  setSettings: draw,
  submit: ({ amount }) => void submit(textOf(amount) || textOf(settings.amount)),
  setExpDate: ({ value }) => setExpiry(textOf(value)),
  setError: ({ input, value }) => {
    const name = textOf(input) || textOf(value);
    form
      ?.fields()
      .find((field) => field.name === name)
      ?.show("Check this field");
  },
  setBilling: (data) => fill("billing", data),
  setShipping: (data) => fill("shipping", data),
  // Fraud data: taken, as the gateway does, and of no use here.
  setGuardian: () => {},
});

function tellHeight() {
  tell("setHeight", { height: String(Math.ceil(document.body.getBoundingClientRect().height)) });
}

new ResizeObserver(tellHeight).observe(document.body);
