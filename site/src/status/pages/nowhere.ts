/** An address of the console at which there is nothing. */
import { html, type TemplateResult } from "lit/html.js";
import type { Page } from "../page.ts";
import { addressOf } from "../route.ts";

export class NowherePage implements Page {
  readonly title = "Nothing here";
  readonly polled = [];

  template(): TemplateResult {
    return html`<h1>Nothing here</h1>
      <p class="missing">There is no view at this address.</p>
      <p><a href=${addressOf({ view: "overview" })}>To the overview</a></p>`;
  }
}
