/** The page: choices beside the preview, with the code and what to do with it below that. */
import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Doing, Shown } from "../builder.ts";
import { choicesForm } from "./choices-form.ts";
import { code } from "./code.ts";
import { nextSteps } from "./next-steps.ts";
import { preview } from "./preview.ts";

export const page = (shown: Shown, doing: Doing): TemplateResult => html`
  ${
    shown.amiss.length === 0
      ? nothing
      : html`<div class="note" role="alert"><p>Not everything in the address could be read:</p>
          <ul>${shown.amiss.map((say) => html`<li>${say}</li>`)}</ul></div>`
  }
  <div class="halves">
    ${choicesForm(shown, doing)}
    <div class="made">${preview(shown, doing)} ${code(shown, doing)} ${nextSteps(shown)}</div>
  </div>
`;
