/**
 * The element's values in its form: hidden inputs in the light DOM, so that the browser, jQuery's `serialize()` and
 * anything else that reads a form by hand find the same ones. Nothing is left for the browser to restore.
 */

export type Entry = readonly [name: string | null, value: string | null];

/** @returns sets the entries; those without a name or a value are left out */
export function createFormValue(host: HTMLElement): (entries: readonly Entry[]) => void {
  let shown = "";
  let inputs: readonly HTMLInputElement[] = [];
  return (entries) => {
    const wanted = entries.filter(([name, value]) => name && value);
    const text = JSON.stringify(wanted);
    if (text === shown) return;
    shown = text;
    for (const input of inputs) input.remove();
    inputs = wanted.map(([name, value]) => {
      const input = document.createElement("input");
      const form = host.getAttribute("form");
      Object.assign(input, { type: "hidden", name, value });
      if (form) input.setAttribute("form", form);
      host.append(input);
      return input;
    });
  };
}
