/**
 * The element in its form. Values are hidden inputs between the element's tags, so that the browser, jQuery's
 * `serialize()` and anything else that reads a form by hand find the same ones. The page may do to them what it likes:
 * what it takes away is put back, and whoever asks meanwhile gets each entry once all the same, by the `formdata` event.
 * Their mark is a slot that is nowhere. Validity and `:state()` are the element's own. Nothing is left for the browser to restore.
 *
 * Nothing is written to the element's HTML that a server could not have written, until page or shopper have turned to it:
 * a framework that takes over a page from its server compares the two.
 */
import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Status } from "../../contract/lists.ts";

type FormEntry = readonly [name: string | null | undefined, value: string | null];

export class FormEntries implements ReactiveController {
  readonly #host: HTMLElement;
  readonly #internals: ElementInternals;
  readonly #onRead: () => void;
  #observer: MutationObserver | undefined;
  #inputs: readonly HTMLInputElement[] = [];
  /** The entries as one comparable text. */
  #shown = "[]";
  #form: HTMLFormElement | null = null;
  #isPutBack = false;
  /** True once page or shopper have turned to the element. */
  #isAwake = false;
  /** Not read from the attribute, which a page's kept HTML may carry. */
  #status: Status | undefined;

  /** @param onRead called before the entries are given away: they may be outdated by now */
  constructor(host: ReactiveControllerHost & HTMLElement, internals: ElementInternals, onRead: () => void) {
    this.#onRead = onRead;
    this.#host = host;
    this.#internals = internals;
    host.addController(this);
  }

  hostConnected(): void {
    // A copy of an element has copies of its entries, as in a view that the page keeps for the way back.
    this.#put();
    this.#observer = new MutationObserver(() => this.#mend());
    this.#observer.observe(this.#host, { childList: true });
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
  }

  /** Page or shopper have turned to the element: from now on its HTML says what it knows. */
  wake(): void {
    if (this.#isAwake) return;
    this.#isAwake = true;
    this.#write();
    this.#put();
  }

  /** Sets the entries; those without a name or a value are left out. */
  setEntries(entries: readonly FormEntry[]): void {
    const wanted = entries.filter((entry): entry is [string, string] => Boolean(entry[0] && entry[1]));
    const text = JSON.stringify(wanted);
    if (text === this.#shown) return;
    this.#shown = text;
    this.#inputs = wanted.map(([name, value]) => {
      const input = document.createElement("input");
      Object.assign(input, { type: "hidden", slot: "hidden", name, value });
      return input;
    });
    this.#follow();
    this.#put();
  }

  /** The element has another form, or none. */
  setForm(form: HTMLFormElement | null): void {
    this.#form?.removeEventListener("formdata", this.#complete);
    this.#form = form;
    form?.addEventListener("formdata", this.#complete);
    this.#follow();
  }

  /** @param problem why the form cannot be sent yet, or null @param anchor where the browser shows it */
  setProblem(problem: string | null, anchor?: HTMLElement): void {
    if (problem === null) this.#internals.setValidity({});
    else this.#internals.setValidity({ customError: true }, problem || "?", anchor);
  }

  /** @returns false when it is that already */
  setStatus(status: Status): boolean {
    if (status === this.#status) return false;
    this.#status = status;
    this.#write();
    try {
      // It came after our baseline: older browsers lack it, or take other names.
      this.#internals.states.clear();
      this.#internals.states.add(status);
    } catch {}
    return true;
  }

  /** A new element is `idle`; what kept HTML says of an older one is put right. */
  #write(): void {
    const isNew = !this.#isAwake && this.#host.dataset["status"] === undefined;
    if (!isNew && this.#status !== undefined) this.#host.dataset["status"] = this.#status;
  }

  /** The inputs belong to the element's form, also where that is named by its `form` attribute. */
  #follow(): void {
    const form = this.#host.getAttribute("form");
    for (const input of this.#inputs)
      if (form === null) input.removeAttribute("form");
      else input.setAttribute("form", form);
  }

  /** Marked and not ours, as in kept HTML that a page draws again. */
  #strangers(): HTMLInputElement[] {
    const marked = this.#host.querySelectorAll<HTMLInputElement>("input[slot=hidden]");
    return [...marked].filter((input) => !this.#inputs.includes(input));
  }

  #put(): void {
    for (const input of this.#strangers()) input.remove();
    if (!this.#isAwake) return;
    for (const input of this.#inputs) if (input.parentNode !== this.#host) this.#host.append(input);
  }

  /** At once, then no more than once a task: a page that takes them away each time must not be kept from all else. */
  #mend(): void {
    if (this.#isPutBack) return;
    this.#isPutBack = true;
    setTimeout(() => {
      this.#isPutBack = false;
      this.#put();
    });
    this.#put();
  }

  /** Makes each entry stand in the form's data once, wherever the inputs are at this moment. */
  readonly #complete = ({ formData }: FormDataEvent): void => {
    const before = this.#inputs;
    this.#onRead();
    const outdated = [...this.#strangers(), ...before.filter((input) => !this.#inputs.includes(input))];
    const ours = [...outdated, ...this.#inputs];
    for (const { name } of ours) {
      const own = new Set<FormDataEntryValue>(ours.filter((input) => input.name === name).map(({ value }) => value));
      const others = formData.getAll(name).filter((value) => !own.has(value));
      formData.delete(name);
      for (const value of others) formData.append(name, value);
    }
    for (const { name, value } of this.#inputs) formData.append(name, value);
  };
}
