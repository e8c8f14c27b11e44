/** Inputs of the builder: each sets one parameter of the address, and says what is wrong with what was typed. */
import { html, nothing, type TemplateResult } from "lit/html.js";
import { DESIGN_TOKENS, type DesignToken } from "../../builder/design-tokens.ts";
import { FIELDS, type Field } from "../../builder/fields.ts";
import type { Doing, Shown } from "../builder.ts";
import { type Control, DESIGN_CONTROLS } from "../design-controls.ts";

type Changed = Event & { readonly target: HTMLInputElement | HTMLSelectElement };

const flawOf = (id: string, flaw: string | undefined) =>
  flaw === undefined ? nothing : html`<span class="flaw" id="${id}-flaw" role="alert">${flaw}.</span>`;

/** A line of text for one choice. */
export function textInput(
  { choices, flaws }: Shown,
  { choose }: Doing,
  field: Field,
  { label, hint = "" }: { readonly label: string; readonly hint?: string },
): TemplateResult {
  const { name } = FIELDS[field];
  const id = `choose-${name}`;
  const flaw = flaws.get(name);
  return html`<div class="choice">
    <label for=${id}>${label}</label>
    <input id=${id} type="text" autocomplete="off" spellcheck="false" autocapitalize="off" .value=${String(choices[field] ?? "")}
      aria-describedby="${id}-hint ${id}-flaw" aria-invalid=${flaw === undefined ? nothing : "true"}
      @input=${({ target }: Changed) => choose(name, target.value.trim())} />
    <span class="hint" id="${id}-hint">${hint}</span>${flawOf(id, flaw)}
  </div>`;
}

/** One of several, as a list. */
export function selectInput(
  { choices }: Shown,
  { choose }: Doing,
  field: Field,
  {
    label,
    options,
  }: { readonly label: string; readonly options: readonly (readonly [value: string, words: string])[] },
): TemplateResult {
  const { name } = FIELDS[field];
  const id = `choose-${name}`;
  return html`<div class="choice">
    <label for=${id}>${label}</label>
    <select id=${id} @change=${({ target }: Changed) => choose(name, target.value)}>
      ${options.map(
        ([value, words]) => html`<option value=${value} .selected=${value === choices[field]}>${words}</option>`,
      )}
    </select>
  </div>`;
}

/** A custom property, by its own kind of control. A button takes it back. */
export function tokenInput({ choices: { tokens } }: Shown, { choose }: Doing, token: DesignToken): TemplateResult {
  const control = DESIGN_CONTROLS[token];
  const [name, id, set] = [`style-${token}`, `style-${token}`, tokens[token]];
  const take = (value: string) => choose(name, value);
  return html`<div class="style">
    <label for=${id}>${control.label}</label>
    ${controlOf(control, id, set, take)}
    <output for=${id}>${set ?? "default"}</output>
    <button type="button" class="back" ?disabled=${set === undefined} aria-label="${control.label}: default"
      @click=${() => choose(name, null)}>×</button>
  </div>`;
}

function controlOf(control: Control, id: string, set: string | undefined, take: (value: string) => void) {
  switch (control.kind) {
    case "color":
      return html`<input id=${id} type="color" .value=${set?.startsWith("#") === true ? longColor(set) : control.first}
        @input=${({ target }: Changed) => take(target.value)} />`;
    case "slider":
      return html`<input id=${id} type="range" min="0" max=${control.most} step=${control.step}
        .value=${String(set === undefined ? control.first : Number.parseFloat(set))}
        @input=${({ target }: Changed) => take(target.value + control.unit)} />`;
    case "words":
      return html`<select id=${id} @change=${({ target }: Changed) => take(target.value)}>
        ${set === undefined ? html`<option value="" selected disabled>default</option>` : nothing}
        ${control.words.map((word) => html`<option value=${word} .selected=${word === set}>${word}</option>`)}
      </select>`;
  }
}

/** A colour input takes six digits alone. */
const longColor = (color: string): string =>
  color.length === 4 ? `#${Array.from(color.slice(1), (digit) => digit + digit).join("")}` : color;

export const ALL_TOKENS = Object.keys(DESIGN_TOKENS) as DesignToken[];
