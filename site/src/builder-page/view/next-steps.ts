/** What to do with the code. */
import { html, type TemplateResult } from "lit/html.js";
import { startCommand } from "../../builder/start-command.ts";
import type { Shown } from "../builder.ts";

export const nextSteps = ({ choices }: Shown): TemplateResult => html`
  <section class="next" aria-labelledby="next-title">
    <h2 id="next-title">What next</h2>
    <ol>
      <li><b>Allow your page.</b> Its origin, as the browser shows it, belongs into the merchant's <code>origins</code>:
        <code class="command">${
          startCommand(choices) ?? `npm run merchants -- set ${choices.merchant} origins+=https://shop.example`
        }</code></li>
      <li><b>Put the keys where they belong.</b> ${
        choices.card === "tokenizer" ? html`The gateway's public key (<code>pub_</code>) is in the page. ` : ""
      }The service's key (<code>sk_</code>) and the gateway's secret one
        (<code>api_</code>) stay on your server, and never come here.</li>
      <li><b>Let your server decide.</b> A page shows a surcharge; <a href="/docs/integrate-server/">your server charges by the quote</a>.
        Its half is in the tabs Node, PHP, Python and Ruby.</li>
      <li><b>Add the policy's lines</b> where your page has a Content Security Policy, and keep the room that the style sheet keeps.</li>
      <li><b>Go live</b> with a merchant in mode <code>live</code>, once <a href="/docs/rules/">what the rules ask for</a> is recorded.</li>
    </ol>
    <p>In a site builder: <a href="/docs/site-builders/">where the code goes</a>. All of the element: <a href="/docs/integrate/">checkout pages</a>.
      These choices are in this page's address: send it to whoever builds the page.</p>
  </section>
`;
