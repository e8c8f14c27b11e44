/** Leads the focus to the gateway's form, of which a page can reach no field. */

/**
 * Puts the focus on what the frame stands in, so that the next Tab reaches the first field of the frame. Focus on the frame
 * itself would go on from where the shopper had left it: behind the last field, in Chromium, and nowhere, in Firefox.
 */
export function leadTo(frame: HTMLIFrameElement | null | undefined): void {
  const around = frame?.parentElement;
  if (!around) return;
  if (!around.hasAttribute("tabindex")) {
    around.tabIndex = -1;
    around.addEventListener("blur", () => around.removeAttribute("tabindex"), { once: true });
  }
  around.focus();
}
