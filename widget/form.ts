/**
 * The element's values in its form: hidden inputs in the light DOM, so that the browser, jQuery's `serialize()` and
 * anything else that reads a form by hand find the same ones. Nothing is left for the browser to restore.
 */

export type Entry = readonly [name: string | null, value: string | null];

/** @returns sets the entries; those without a name or a value are left out */
export function createFormValue(host: HTMLElement): (entries: readonly Entry[]) => void {
  let shown = "";
  return (entries) => {
    const wanted = entries.filter(([name, value]) => name && value);
    const text = JSON.stringify(wanted);
    if (text === shown) return;
    shown = text;
    // Found by their mark, a slot that is nowhere: a page that draws kept HTML again brings those of an element that is gone.
    for (const input of host.querySelectorAll("input[slot=hidden]")) input.remove();
    for (const [name, value] of wanted) {
      const input = document.createElement("input");
      const form = host.getAttribute("form");
      Object.assign(input, { type: "hidden", slot: "hidden", name, value });
      if (form) input.setAttribute("form", form);
      host.append(input);
    }
  };
}
