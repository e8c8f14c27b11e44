/** Whether an offer could be read before it is accepted, and by whom it is. Real presses, as a shopper makes them. */
import { afterEach, describe, expect, it, vi } from "vitest";
import { userEvent } from "vitest/browser";
import { checkoutPage, cleanPage, part, standInService, VISA_CREDIT } from "../../support/browser/checkout-page.ts";

afterEach(cleanPage);

async function offered() {
  standInService();
  const page = await checkoutPage({ answer: JSON.stringify(VISA_CREDIT) });
  await vi.waitUntil(() => page.element.status === "surcharge");
  await page.element.updateComplete;
  const accept = part(page.element, "accept") as HTMLButtonElement;
  const isReady = () => accept.ariaDisabled !== "true";
  return { ...page, accept, isReady };
}

/** A press without waiting until the button says that it can be pressed. */
const press = (button: HTMLElement) => userEvent.click(button, { force: true });

/** Lets the browser paint, which goes on where timers stand still. */
async function frames(count: number) {
  for (let frame = 0; frame < count; frame += 1) await new Promise(requestAnimationFrame);
}

/**
 * Keeps what is to happen in half a second from happening: the last of these is what is due then. Vitest's own timers go on
 * while it waits for a press, by more than that on a busy machine.
 */
function holdHalfSeconds(): (() => void)[] {
  const held: (() => void)[] = [];
  const start = globalThis.setTimeout;
  vi.spyOn(globalThis, "setTimeout").mockImplementation(((work: () => void, ms?: number) =>
    ms === 500 ? held.push(work) : start(work, ms)) as typeof setTimeout);
  return held;
}

/** Lays something over the element that lets every press through. */
function cover(style: string) {
  const cover = document.body.appendChild(document.createElement("div"));
  cover.style.cssText = `position: fixed; inset: 0; z-index: 9; pointer-events: none; background: white; ${style}`;
  return cover;
}

describe("accepting an offer", () => {
  it("takes a press of the shopper's, once the offer has been there for half a second", async () => {
    const { element, accept, isReady } = await offered();
    await vi.waitUntil(isReady, { timeout: 10_000 });
    const halfSeconds = holdHalfSeconds();
    element.answer = structuredClone(VISA_CREDIT);
    await press(accept);
    expect([isReady(), element.status]).toEqual([false, "surcharge"]);
    // The engine may look again at what the pointer has changed, and the half second starts anew with it.
    for (let looks = 0; looks < 10 && !isReady(); looks += 1) {
      await frames(5);
      halfSeconds.at(-1)?.();
      await element.updateComplete;
    }
    expect(isReady()).toBe(true);
    await press(accept);
    expect(element.status).toBe("accepted");
  });

  it("takes the keyboard's as well", async () => {
    const { element, accept, isReady } = await offered();
    await vi.waitUntil(isReady, { timeout: 5_000 });
    accept.focus();
    await userEvent.keyboard("{Enter}");
    expect(element.status).toBe("accepted");
  });

  it("takes none that nobody made", async () => {
    const { element, accept, isReady } = await offered();
    await vi.waitUntil(isReady, { timeout: 5_000 });
    accept.click();
    accept.dispatchEvent(new PointerEvent("click", { bubbles: true, composed: true }));
    expect(element.status).toBe("surcharge");
  });

  it.each<[string, () => unknown]>([
    ["something lies over it", () => cover("")],
    ["it can hardly be seen", () => Object.assign(document.body.style, { opacity: "0.01" })],
  ])("takes none while %s, and does once it is clear", async (_, hide) => {
    const { element, accept, isReady } = await offered();
    await vi.waitUntil(isReady, { timeout: 5_000 });
    hide();
    await vi.waitUntil(() => !isReady(), { timeout: 5_000 });
    await press(accept);
    expect(element.status).toBe("surcharge");
    document.body.style.opacity = "";
    document.querySelector("div[style]")?.remove();
    await vi.waitUntil(isReady, { timeout: 5_000 });
    await press(accept);
    expect(element.status).toBe("accepted");
  });

  it("starts anew with another offer under the same button", async () => {
    const { element, accept, isReady } = await offered();
    await vi.waitUntil(isReady, { timeout: 5_000 });
    accept.focus();
    holdHalfSeconds();
    element.answer = structuredClone(VISA_CREDIT);
    await element.updateComplete;
    expect(part(element, "accept")?.ariaDisabled).toBe("true");
    await press(part(element, "accept") as HTMLElement);
    expect(element.status).toBe("surcharge");
  });
});

describe("a choice that nobody sees", () => {
  it("holds no form up, and does again once it is seen", async () => {
    const { element, form } = await offered();
    const panel = document.createElement("div");
    form.append(panel);
    (panel as unknown as { moveBefore(node: Node, before: null): void }).moveBefore(element, null);
    expect(form.checkValidity()).toBe(false);
    for (const hide of [() => (panel.hidden = true), () => (element.style.display = "none")]) {
      hide();
      await vi.waitUntil(() => form.checkValidity());
      expect(element.checkValidity()).toBe(true);
      panel.hidden = false;
      element.style.display = "";
      expect(element.checkValidity()).toBe(false);
      // The browser has drawn it again.
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      expect(form.checkValidity()).toBe(false);
    }
  });

  it("is out of the form by `disabled` at once", async () => {
    const { element, form } = await offered();
    element.disabled = true;
    expect(form.checkValidity()).toBe(true);
  });
});
