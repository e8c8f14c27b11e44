/** Small form fields of the merchant's view, and what was typed into them. */
import { html, type TemplateResult } from "lit/html.js";

interface Field {
  readonly name: string;
  readonly label: string;
  readonly placeholder?: string;
  readonly size?: number;
  readonly type?: "text" | "date";
  readonly isRequired?: boolean;
}

export const fieldOf = ({
  name,
  label,
  placeholder = "",
  size = 10,
  type = "text",
  isRequired = false,
}: Field): TemplateResult =>
  html`<label>${label} <input name=${name} type=${type} size=${size} maxlength="64" autocomplete="off" spellcheck="false"
    placeholder=${placeholder} ?required=${isRequired} /></label>`;

/** @param values each is its own text */
export const selectOf = (name: string, label: string, values: readonly string[]): TemplateResult =>
  html`<label>${label} <select name=${name}>${values.map((value) => html`<option value=${value}>${value}</option>`)}</select></label>`;

/** What is filled in, by name; what is empty is left out. */
export function textsOf(form: HTMLFormElement): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, value] of new FormData(form))
    if (typeof value === "string" && value.trim() !== "") texts[name] = value.trim();
  return texts;
}
