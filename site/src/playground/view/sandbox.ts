/** The sandbox's cards and faults, each a link: what comes of real numbers, and of a gateway that fails. */
import { html, nothing, type TemplateResult } from "lit/html.js";
import { FAULTS, type Fault } from "../../local/faults.ts";
import { addressOf, FIRST, isDemo, type Question } from "../question.ts";
import { isSandboxCard, SANDBOX_CARDS, type SandboxCardName, TYPED } from "../sandbox-cards.ts";
import { cardOf } from "./parts.ts";

const CARDS = Object.keys(SANDBOX_CARDS) as SandboxCardName[];
const FAULT_WORDS: Readonly<Record<Fault, string>> = {
  "503": "Unavailable (503)",
  "500": "Broken (500)",
  "429": "Too many requests (429)",
  slow_answer: "Too slow",
  html: "HTML in place of JSON",
  half_json: "Half an answer",
  wrong_types: "Other types than agreed",
  redirect: "Leads elsewhere",
  empty: "Nothing at all",
};

/** @param origin the sandbox's @param hasForm whether its card form can be shown */
export function sandboxOf(question: Question, origin: string, hasForm: boolean): TemplateResult {
  const { sandbox, fault } = question;
  // Of the demo merchants one alone has a key for the gateway.
  const merchant = isDemo(question) ? FIRST.merchant : question.merchant;
  const link = (next: Partial<Question>, words: unknown, isHere: boolean) =>
    html`<li><a href=${addressOf({ ...question, merchant, ...next })} aria-current=${isHere ? "true" : nothing}>${words}</a></li>`;
  const spoiled: SandboxCardName = isSandboxCard(sandbox) ? sandbox : "visa_credit";
  return cardOf(
    "sandbox",
    "With the sandbox",
    html`<p class="quiet">Cards that its gateway knows, as <code>npm start</code> runs it: <a href=${origin}>all of them</a>.</p>
      <h3>A card number, made into a token</h3>
      <ul class="picks">${CARDS.map((name) =>
        link(
          { sandbox: name, fault: "" },
          html`${SANDBOX_CARDS[name].label}<small>${inGroups(SANDBOX_CARDS[name].number)}</small>`,
          sandbox === name && fault === "",
        ),
      )}
      ${hasForm ? link({ sandbox: TYPED, fault: "" }, "Type one into the gateway's form", sandbox === TYPED) : nothing}
      ${sandbox === "" ? nothing : link({ sandbox: "", fault: "", token: FIRST.token }, "Back to test tokens", false)}</ul>
      <h3>${SANDBOX_CARDS[spoiled].label}, while the gateway fails</h3>
      <ul class="picks">${FAULTS.map((name) =>
        link({ sandbox: spoiled, fault: name }, FAULT_WORDS[name], sandbox !== "" && fault === name),
      )}</ul>
      <p class="quiet">A fault is for this card alone, and is taken back once the answers are here.</p>`,
  );
}

const inGroups = (number: string): string => number.replaceAll(/(.{4})(?=.)/g, "$1 ");
