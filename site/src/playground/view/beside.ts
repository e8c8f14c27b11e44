/** The same question in another state, side by side. */
import { html, type TemplateResult } from "lit/html.js";
import type { LookupAnswer } from "../../../../contract/answers.ts";
import { formatMoney, formatRate } from "../../../../contract/format.ts";
import type { Asked } from "../asked.ts";
import type { Reply } from "../service.ts";
import { cardOf, outcomeOf } from "./parts.ts";

const LOCALE = "en";

/** Amounts are null where none was asked. */
const money = (amount: number | null, { currency, currencyDigits }: LookupAnswer["surcharge"]): string =>
  amount === null ? "no amount" : formatMoney(amount, currency, currencyDigits, LOCALE);

type Line = readonly [title: string, of: (answer: LookupAnswer) => unknown];

const LINES: readonly Line[] = [
  ["Outcome", ({ outcome }) => outcomeOf(outcome)],
  ["Reason", ({ reason }) => html`<code>${reason}</code>`],
  ["Rate", ({ surcharge }) => formatRate(surcharge.rateBps, LOCALE)],
  ["Surcharge", ({ surcharge }) => money(surcharge.surchargeAmount, surcharge)],
  ["Total", ({ surcharge }) => money(surcharge.totalAmount, surcharge)],
  ["Message", ({ message }) => message],
];

export function besideOf({ question, reply, beside }: Asked): TemplateResult {
  const name = (state: string) => (state === "" ? "no state" : state);
  return cardOf(
    "beside",
    "The same in another state",
    html`<div class="scroll" role="region" aria-label="Two states"><table>
      <caption class="for-ears">The answer in two states</caption>
      <thead><tr><td></td><th scope="col">${name(question.state)}</th><th scope="col">${name(question.beside)}</th></tr></thead>
      <tbody>${LINES.map(
        (line) =>
          html`<tr><th scope="row">${line[0]}</th><td>${cell(reply, line)}</td><td>${cell(beside, line)}</td></tr>`,
      )}</tbody>
    </table></div>`,
  );
}

/** A problem stands in the first line alone. */
function cell(reply: Reply | undefined, [title, of]: Line): unknown {
  if (reply === undefined) return "…";
  if (reply.answer !== null) return of(reply.answer);
  return title === "Outcome" ? html`<code>${reply.code ?? "no answer"}</code>` : "–";
}
