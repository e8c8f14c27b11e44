/** The table of every reason, each a link to the question that reaches it. */
import { html, nothing, type TemplateResult } from "lit/html.js";
import { REASON_OUTCOME, REASONS, type Reason } from "../../../../contract/lists.ts";
import { CASES } from "../cases.ts";
import { addressOf, type Question, questionFor } from "../question.ts";
import { cardOf, outcomeOf } from "./parts.ts";

/** @param reached the reason of the answer that is shown @param hasSandbox whether the sandbox of `npm start` is there */
export function casesOf(question: Question, reached: Reason | undefined, hasSandbox: boolean): TemplateResult {
  const row = (reason: Reason) => {
    const found = questionFor(reason, question, hasSandbox);
    const { about } = CASES[reason];
    const name =
      found === null
        ? html`<code>${reason}</code>`
        : html`<a href=${addressOf(found)} aria-current=${reason === reached ? "true" : nothing}><code>${reason}</code></a>`;
    return html`<tr class=${reason === reached ? "chosen" : ""}>
      <td>${outcomeOf(REASON_OUTCOME[reason])}</td>
      <th scope="row">${name}<span class="quiet">${about}</span>${found === null ? whyNot(reason) : nothing}</th>
    </tr>`;
  };
  return cardOf(
    "reasons",
    "Every reason, at a click",
    html`<p class="quiet">In the order in which they win. Those without a link cannot be reached from here, and say why.</p>
      <div class="scroll" role="region" aria-label="Reasons"><table>
        <caption class="for-ears">Reasons</caption>
        <thead><tr><th scope="col">Outcome</th><th scope="col">Reason</th></tr></thead>
        <tbody>${REASONS.map(row)}</tbody>
      </table></div>`,
  );
}

function whyNot(reason: Reason): unknown {
  const found = CASES[reason];
  if ("otherwise" in found) return html`<span class="quiet">${found.otherwise}</span>`;
  return "unreachable" in found
    ? html`<span class="quiet">${found.unreachable} It is seen by <code class="seen">${found.seenBy}</code></span>`
    : nothing;
}
