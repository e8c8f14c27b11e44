/** The code, in tabs, with buttons that copy it. */
import { html, type TemplateResult } from "lit/html.js";
import { type Output, outputsOf } from "../../builder/outputs.ts";
import type { Doing, Shown } from "../builder.ts";
import { printed } from "../printed.ts";

const SIDES: Readonly<Record<Output["side"], string>> = {
  page: "For your page",
  server: "For your server",
  settings: "For your page's settings",
};

export function code(shown: Shown, doing: Doing): TemplateResult {
  const outputs = outputsOf(printed(shown.choices, location.origin));
  const open = outputs.find(({ id }) => id === shown.tab) ?? outputs[0];
  const move = (event: KeyboardEvent) => {
    const to = moved(event.key, outputs.indexOf(open as Output), outputs.length);
    const next = to === null ? undefined : outputs[to];
    if (next === undefined) return;
    event.preventDefault();
    doing.show({ tab: next.id });
    document.getElementById(`tab-${next.id}`)?.focus();
  };
  return html`<section class="code" aria-labelledby="code-title">
    <h2 id="code-title">Code</h2>
    <div role="tablist" aria-labelledby="code-title" @keydown=${move}>
      ${outputs.map(
        ({ id, label }) => html`<button type="button" role="tab" id="tab-${id}" aria-controls="code-panel"
          aria-selected=${id === open?.id ? "true" : "false"} tabindex=${id === open?.id ? "0" : "-1"}
          @click=${() => doing.show({ tab: id })}>${label}</button>`,
      )}
    </div>
    <div role="tabpanel" id="code-panel" aria-labelledby="tab-${open?.id}">${open === undefined ? "" : panel(open, doing)}</div>
  </section>`;
}

/** What stands beside a file, where its name does not say what to do with it. */
const REMARKS: Readonly<Record<string, string>> = {
  "Content-Security-Policy": "Where your page has such a policy, add these to it.",
};

const panel = ({ side, notes, files }: Output, { copy }: Doing) => html`
  <p class="side">${SIDES[side]}</p>
  ${notes.map((note) => html`<p class="hint">${note}</p>`)}
  ${files.map(
    ({ name, code }) => html`<figure>
      <figcaption><code>${name}</code>
        <button type="button" aria-label="Copy ${name}" @click=${() => copy(code, name)}>Copy</button></figcaption>
      ${REMARKS[name] === undefined ? "" : html`<p class="hint">${REMARKS[name]}</p>`}
      <pre tabindex="0" aria-label=${name} role="region" dir="ltr"><code>${code}</code></pre>
    </figure>`,
  )}
`;

/** Where a key leads in a row of tabs; null: nowhere. */
function moved(key: string, at: number, count: number): number | null {
  const isMirrored = document.dir === "rtl";
  switch (key) {
    case "ArrowRight":
    case "ArrowLeft": {
      const step = (key === "ArrowRight") === isMirrored ? -1 : 1;
      return (at + step + count) % count;
    }
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}
