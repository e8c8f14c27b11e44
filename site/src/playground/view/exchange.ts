/** Request and answer as JSON; and where the merchant is none that can be tried here, how to make one. */
import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Asked } from "../asked.ts";
import { lookupBody } from "../question.ts";
import { cardOf, jsonOf, outcomeOf } from "./parts.ts";

/** Problems that say: this merchant cannot be tried here. */
const NO_TEST_MERCHANT = new Set(["unknown_merchant", "origin_not_allowed"]);

export const exchangeOf = ({ question, token, reply }: Asked): TemplateResult =>
  cardOf(
    "exchange",
    "Asked and answered",
    html`${summaryOf(reply)}
      ${reply?.code != null && NO_TEST_MERCHANT.has(reply.code) ? howToMakeOne() : nothing}
      <details><summary><code>POST /v1/lookup</code></summary>${jsonOf("Request", lookupBody({ ...question, token }))}</details>
      <details ?open=${reply?.answer === null}><summary>${reply === undefined ? "Waiting" : reply.status === 0 ? "No answer" : html`Answer, status ${reply.status}`}</summary>
        ${reply === undefined || reply.status === 0 ? nothing : jsonOf("Answer", reply.body)}</details>`,
  );

function summaryOf(reply: Asked["reply"]): TemplateResult {
  if (reply === undefined) return html`<p class="quiet">Asking …</p>`;
  if (reply.status === 0)
    return html`<p class="missing">The service did not answer. A checkout goes on, and nothing is added.</p>`;
  if (reply.answer === null) return html`<p class="missing">Refused: <code>${reply.code ?? reply.status}</code></p>`;
  const { outcome, reason, message, disclosure } = reply.answer;
  return html`<p class="summary">${outcomeOf(outcome)} <code>${reason}</code></p>
    <blockquote>${message}${disclosure === null ? nothing : html`<br />${disclosure}`}</blockquote>`;
}

const howToMakeOne = (): TemplateResult => html`<div class="missing">
  <p>The playground needs a merchant in mode <code>test</code>: pages of this service may ask for one. With the operator's key, in a terminal and never here:</p>
  <pre>MERCHANT_GATEWAY_KEY=api_not_used_by_test_tokens npm run merchants -- add mch_try name="Try it" mode=test gateway=koipay_sandbox currency=USD place.country=US place.state=IL rates.visa=300 rates.mastercard=300</pre>
  <p>Then put its id into the question. What it has not recorded is answered <code>cost_not_recorded</code>, and what it has not signed off <code>needs_sign_off</code>: <a href="/docs/merchants/">merchants and their settings</a>. <code>npm start</code> has <code>mch_demo</code>.</p>
</div>`;
