/**
 * One press on Pay, in any page: what the card costs is asked of the element, and the shop's server is asked to charge.
 * Each press ends in a payment, in a choice that the shopper sees, or in a sentence to read.
 */

/** How long the card form may be silent: a bank that asks for a password takes its time. */
const SILENCE_MS = 30_000;

const WORDS = {
  validation: "Please check the card details.",
  superseded: "The order or the card has changed. Please press Pay again.",
  silent: "The card form has not answered. Please press Pay again.",
  network: "The shop could not be reached. Press Pay to try again: an order is never charged twice.",
  other: "The card was not taken. Please check it and press Pay again.",
};

let loaded = () => {};
/** A card form that is not there yet would not hear that it is to be submitted. */
const ready = new Promise((resolve) => {
  loaded = resolve;
});

/** The Tokenizer's `onLoad`. */
export const onLoad = () => loaded();

let heard = () => {};

/** The Tokenizer's `submission`. Only needed where the element's script is missing: with it, `review()` tells. */
export const submission = (response) => heard(response);

/** Without the element, the card is taken all the same, without a quote: then the shop's server says what it costs. */
const submit = (tokenizer, base) =>
  new Promise((resolve, reject) => {
    heard = ({ status, token }) => (status === "success" ? resolve({ token, quote: "" }) : reject({ code: status }));
    tokenizer.submit((base / 100).toFixed(2));
  });

async function takeCard(element, tokenizer, base) {
  await ready;
  return element.review ? element.review() : submit(tokenizer, base);
}

/** What the next press charges, in minor units. An answer that is merely too old is renewed by that press. */
export function dueOf(element, base, before = base) {
  if (element.status === "expired") return before;
  return element.status === "accepted" ? element.decision.surcharge.totalAmount : base;
}

/** Calls `changed` whenever the element has another answer, or none any more. */
export function follow(element, changed) {
  for (const event of ["pending", "change", "accept", "decline", "expire"])
    element.addEventListener(`surcharge-${event}`, () => queueMicrotask(changed));
}

/** Asks the shop's server to charge. `fields` say which order, and where it goes. */
export async function charge(element, fields, { token, quote }) {
  const body = new URLSearchParams({ ...fields, token, quote });
  const response = await fetch("/pay", { method: "POST", headers: { Accept: "application/json" }, body });
  const { receipt, offer, problem, message } = await response.json();
  if (receipt) return { paid: receipt };
  if (offer) return { offer, token };
  // A refused card needs a new token. What got no answer may have been charged, and is asked about again.
  if (problem !== "no_answer" && problem !== "busy") element.reset?.();
  return { says: message };
}

/** One press: `{paid}`, `{isOpen}` (the choice is in the element), `{offer, token}` (it is the server's) or `{says}`. */
export async function press({ element, tokenizer, fields, base, due }) {
  const silence = new Promise((_, reject) => setTimeout(reject, SILENCE_MS, { code: "silent" }));
  try {
    const card = await Promise.race([takeCard(element, tokenizer, base), silence]);
    if (element.status === "surcharge") return { isOpen: true };
    // Charged is what the button said, and nothing else.
    if (dueOf(element, base, due) !== due) return { says: "The total has changed. Press Pay to agree to it." };
    return await charge(element, fields, card);
  } catch (error) {
    if (error.code === "silent") element.reset?.();
    const isNetwork = error instanceof TypeError || error instanceof SyntaxError;
    return { says: isNetwork ? WORDS.network : (WORDS[error.code] ?? WORDS.other) };
  }
}
