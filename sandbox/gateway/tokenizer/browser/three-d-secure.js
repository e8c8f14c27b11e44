/**
 * 3-D Secure, as the Tokenizer's documents have it: `settings.paay` turns it on, the amount comes with `submit`, and a
 * status that `rejectChallenges` lists is refused. One published card has a bank that asks; every other is waved through.
 */
import { isObject } from "./bridge.js";
import { make } from "./field.js";
import { part } from "./sections.js";

/** The published card that triggers a challenge. */
const ASKING_CARD = "4012000033330026";

/**
 * @typedef {object} Payment
 * @property {Record<string, unknown>} settings the Tokenizer's own
 * @property {string} digits
 * @property {string} amount dollars
 * @property {HTMLElement} app where the bank may show itself
 */

/**
 * Settles once the bank is content, or its answer is one that the page takes.
 *
 * @param {Payment} payment
 * @throws {Error} when the amount is missing, or the page rejects the status
 */
export async function authenticate({ settings, digits, amount, app }) {
  const { forceDisabled, rejectChallenges } = part(settings, "paay");
  if (!isObject(settings.paay) || forceDisabled === true) return;
  if (!/^\d+(\.\d{1,2})?$/.test(amount)) throw new Error("3-D Secure needs the amount, in dollars, at submit");
  const status = digits === ASKING_CARD ? await challenge(amount, app) : "Y";
  if (Array.isArray(rejectChallenges) && rejectChallenges.includes(status))
    throw new Error(`the cardholder could not be authenticated: status ${status}`);
}

/** Shows the bank's question in place of the form. @param {string} amount @param {HTMLElement} app @returns {Promise<"Y" | "N">} */
function challenge(amount, app) {
  const bank = make("section", "bank");
  bank.setAttribute("role", "dialog");
  bank.setAttribute("aria-label", "Your bank");
  const heading = make("h2", "title");
  heading.textContent = "Your bank asks";
  const question = make("p", "");
  question.textContent = `Do you want to pay $${Number(amount).toFixed(2)} by this card?`;
  const answers = make("div", "answers");
  bank.append(heading, question, answers);
  app.hidden = true;
  app.after(bank);
  return new Promise((resolve) => {
    for (const [label, status] of /** @type {const} */ ([
      ["Approve", "Y"],
      ["Refuse", "N"],
    ])) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = label;
      button.addEventListener("click", () => {
        bank.remove();
        app.hidden = false;
        resolve(status);
      });
      answers.append(button);
    }
    answers.querySelector("button")?.focus();
  });
}
