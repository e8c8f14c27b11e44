/**
 * The element in its form. Values are hidden inputs in the light DOM, so that the browser, jQuery's `serialize()` and
 * anything else that reads a form by hand find the same ones; validity and `:state()` are the element's own. Nothing is
 * left for the browser to restore.
 */
import type { Status } from "../../contract/lists.ts";

export type Entry = readonly [name: string | null, value: string | null];

const PUT_BACK_TIMES = 99;

export function createFormPart(host: HTMLElement, internals: ElementInternals) {
  /** Their mark is a slot that is nowhere. */
  let inputs: readonly HTMLInputElement[] = [];
  let shown = "";
  /** Not read from the attribute, which a page's kept HTML may carry. */
  let current: Status | undefined;

  /** Whoever takes them away each time wins in the end. */
  let timesLeft = PUT_BACK_TIMES;

  /** Takes away what is marked and not ours, as in kept HTML that a page draws again, and puts back what a page took. */
  const put = () => {
    for (const input of host.querySelectorAll<HTMLInputElement>("input[slot=hidden]"))
      if (!inputs.includes(input)) input.remove();
    if (timesLeft > 0) for (const input of inputs) if (input.parentNode !== host) host.append(input);
    timesLeft--;
  };
  new MutationObserver(put).observe(host, { childList: true });

  return {
    /** Sets the entries; those without a name or a value are left out. */
    setEntries(entries: readonly Entry[]): void {
      const wanted = entries.filter(([name, value]) => name && value);
      const text = JSON.stringify(wanted);
      if (text === shown) return;
      shown = text;
      timesLeft = PUT_BACK_TIMES;
      const form = host.getAttribute("form");
      inputs = wanted.map(([name, value]) => {
        const input = document.createElement("input");
        Object.assign(input, { type: "hidden", slot: "hidden", name, value });
        if (form) input.setAttribute("form", form);
        return input;
      });
      put();
    },
    /** @param problem why the form cannot be sent yet, or null @param anchor where the browser shows it */
    setProblem(problem: string | null, anchor: HTMLElement | undefined): void {
      if (problem === null) internals.setValidity({});
      else internals.setValidity({ customError: true }, problem || "?", anchor);
    },
    /** @returns false when it is that already */
    setStatus(status: Status): boolean {
      if (status === current) return false;
      current = status;
      host.dataset["status"] = status;
      try {
        // It came after our baseline: older browsers lack it, or take other names.
        internals.states.clear();
        internals.states.add(status);
      } catch {}
      return true;
    },
  };
}
