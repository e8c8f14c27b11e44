/** One labelled input, or list, with its own error line. */

/**
 * @typedef {object} FieldOptions
 * @property {string} name also its class, and the name that `setError` and `invalid` use
 * @property {string} label
 * @property {string} [width] `half` or `third` of the row
 * @property {string} [placeholder]
 * @property {string} [autocomplete]
 * @property {"text" | "numeric" | "email" | "tel"} [keyboard]
 * @property {boolean} [required]
 * @property {boolean} [showLabel]
 * @property {string} [missing] what to say when it is required and empty
 * @property {(value: string) => string | null} [check] what is wrong with a value, or null
 * @property {(value: string) => string} [format] the value as it should stand
 * @property {[value: string, label: string][]} [choices] makes it a list
 */

export class Field {
  /** @param {FieldOptions} options @param {string} section */
  constructor(options, section) {
    this.options = options;
    this.name = options.name;
    const id = `${section}-${options.name}`;
    this.element = make("div", `fieldset ${options.name} ${options.width ?? ""}`.trim());
    this.element.classList.toggle("no-label", options.showLabel === false);
    const label = make("label", "");
    label.textContent = options.label;
    label.setAttribute("for", id);
    this.input = options.choices === undefined ? makeInput(options) : makeList(options.choices);
    this.input.id = id;
    this.input.setAttribute("aria-describedby", `${id}-problem`);
    if (options.required === true) this.input.setAttribute("aria-required", "true");
    this.entry = make("span", "entry");
    this.entry.append(this.input);
    this.problem = make("p", "problem");
    this.problem.id = `${id}-problem`;
    this.problem.setAttribute("aria-live", "polite");
    this.element.append(label, this.entry, this.problem);
    this.input.addEventListener("input", () => {
      this.reformat();
      this.show(null);
    });
    this.input.addEventListener("blur", () => {
      if (this.value !== "") this.show(this.wrong());
    });
  }

  get value() {
    return this.input.value.trim();
  }

  /** @param {string} value */
  set value(value) {
    this.input.value = this.options.format?.(value) ?? value;
    this.show(null);
  }

  /** What is wrong with the value now, or null. */
  wrong() {
    const { required = false, missing, label, check } = this.options;
    if (this.value === "") return required ? (missing ?? `Enter ${label.toLowerCase()}`) : null;
    return check?.(this.value) ?? null;
  }

  /** Shows what is wrong, or clears it. @param {string | null} problem */
  show(problem) {
    this.problem.textContent = problem ?? "";
    if (problem === null) this.input.removeAttribute("aria-invalid");
    else this.input.setAttribute("aria-invalid", "true");
  }

  /** Puts the value into its form and leaves the caret after the same digit. */
  reformat() {
    const { format } = this.options;
    if (format === undefined || !(this.input instanceof HTMLInputElement)) return;
    const before = this.input.value;
    const caret = this.input.selectionStart ?? before.length;
    const after = format(before);
    if (after === before) return;
    this.input.value = after;
    if (caret === before.length) return;
    const digits = before.slice(0, caret).replaceAll(/\D/g, "").length;
    this.input.setSelectionRange(...caretAfter(after, digits));
  }
}

/** @param {string} text @param {number} digits @returns {[number, number]} */
function caretAfter(text, digits) {
  let seen = 0;
  let at = 0;
  while (at < text.length && seen < digits) if (/\d/.test(text.charAt(at++))) seen++;
  return [at, at];
}

/** @param {FieldOptions} options */
function makeInput({ placeholder, autocomplete, keyboard = "text" }) {
  const input = document.createElement("input");
  input.type = keyboard === "email" ? "email" : "text";
  input.inputMode = keyboard;
  input.placeholder = placeholder ?? "";
  if (autocomplete !== undefined) input.setAttribute("autocomplete", autocomplete);
  input.spellcheck = false;
  return input;
}

/** @param {[value: string, label: string][]} choices */
function makeList(choices) {
  const list = document.createElement("select");
  for (const [value, label] of choices) list.append(new Option(label, value));
  return list;
}

/** @param {string} tag @param {string} className */
export function make(tag, className) {
  const element = document.createElement(tag);
  if (className !== "") element.className = className;
  return element;
}
