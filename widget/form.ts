/**
 * The element as a form control: its value, its validity, and hidden inputs in the light DOM for pages that read a form
 * by hand. Nothing is left for the browser to restore.
 */

export interface FormEntries {
  readonly name: string | null;
  readonly quote: string | null;
  readonly tokenName: string | null;
  readonly token: string | null;
}

export class FormValue {
  readonly #host: HTMLElement;
  readonly #internals: ElementInternals;
  readonly #mirrors = new Map<string, HTMLInputElement>();
  #entries: readonly (readonly [string, string])[] = [];
  #form: HTMLFormElement | null = null;

  constructor(host: HTMLElement, internals: ElementInternals) {
    this.#host = host;
    this.#internals = internals;
  }

  set(entries: FormEntries, isDisabled: boolean): void {
    const pairs = [
      [entries.name, entries.quote],
      [entries.tokenName, entries.token],
    ].filter((pair): pair is [string, string] => Boolean(pair[0]) && Boolean(pair[1]));
    this.#entries = isDisabled ? [] : pairs;
    const data = new FormData();
    for (const [name, value] of pairs) data.set(name, value);
    this.#internals.setFormValue(pairs.length === 0 ? null : data, null);
    this.#mirror();
  }

  /** @param problem what stands in the way of sending the form; null when nothing does */
  setValidity(problem: string | null, anchor: HTMLElement | undefined): void {
    if (problem === null) this.#internals.setValidity({});
    else this.#internals.setValidity({ customError: true }, problem || "?", anchor);
  }

  /** The form the element belongs to now, or null. */
  associate(form: HTMLFormElement | null): void {
    this.#form?.removeEventListener("formdata", this.#onFormData);
    this.#form = form;
    form?.addEventListener("formdata", this.#onFormData);
  }

  /** The browser's own entry and the hidden input both arrive here: one of each name goes on. */
  #onFormData = (event: FormDataEvent): void => {
    for (const [name, value] of this.#entries) event.formData.set(name, value);
  };

  #mirror(): void {
    for (const [name, input] of this.#mirrors) {
      if (this.#entries.some(([wanted]) => wanted === name)) continue;
      input.remove();
      this.#mirrors.delete(name);
    }
    for (const [name, value] of this.#entries) {
      const input = this.#mirrors.get(name) ?? document.createElement("input");
      this.#mirrors.set(name, input);
      input.type = "hidden";
      input.autocomplete = "off";
      input.name = name;
      input.value = value;
      const form = this.#host.getAttribute("form");
      if (form !== null) input.setAttribute("form", form);
      if (input.parentNode !== this.#host) this.#host.append(input);
    }
  }
}
