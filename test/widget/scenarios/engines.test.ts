/**
 * What the element promises, in every browser engine that is installed. Presses and keys are a person's: pages see trusted
 * events. An engine that is missing is skipped, and `npm test` says so at its end.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { needs } from "../../support/node/needs.ts";
import { answersIn } from "../../support/service/shopper-answers.ts";
import { type PageOptions, serveCheckout } from "../../support/shopper/engine-page.ts";
import { ENGINES, type Engine, type Pointer } from "../../support/shopper/engines.ts";

let site: Awaited<ReturnType<typeof serveCheckout>>;

beforeAll(async () => {
  site = await serveCheckout();
});
afterAll(() => site?.close());

describe.each(ENGINES)("in $name", ({ name, path, open, hasTouch, seesCovers }) => {
  if (path === undefined) {
    it("the element keeps its promises", needs(name));
    return;
  }
  let engine: Engine;

  beforeAll(async () => {
    engine = await open(path);
  });
  beforeEach(({ task }) => {
    task.meta.compatibility = { what: "element", with: name, version: engine.version };
  });
  afterAll(() => engine?.close());

  /** Opens a checkout, whose policy has arrived. */
  async function show(options: PageOptions = {}) {
    await engine.goto(site.addressOf(options));
    await engine.run(async () => {
      const until = async (isTrue: () => unknown) => {
        const end = Date.now() + 20_000;
        while (!isTrue()) {
          if (Date.now() > end)
            throw new Error(`waited in vain, at ${window.checkout?.element.status}: ${String(isTrue)}`);
          await new Promise((resolve) => setTimeout(resolve, 10));
        }
      };
      window.until = until;
      await until(() => window.checkout?.element.shadowRoot?.textContent?.includes("Larch & Loam"));
    }, null);
  }
  const statusIs = (status: string) =>
    engine.run((status) => window.until(() => window.checkout.element.status === status), status);
  /** What page and shopper can see of the element. */
  const seen = () =>
    engine.run(async () => {
      const { element, handed, submits } = window.checkout;
      await element.updateComplete;
      const form = document.querySelector("form") as HTMLFormElement;
      const said = element.shadowRoot?.querySelector("[role=status]")?.textContent ?? "";
      const entries = [...new FormData(form).keys()].join(" ");
      return { status: element.status, valid: form.checkValidity(), entries, handed: [...handed], submits, said };
    }, null);
  /** The middle of what the page's selector finds, or else the element's own. */
  const placeOf = (selector: string) =>
    engine.run(async (selector) => {
      const { element } = window.checkout;
      const shown = document.querySelector(selector) ?? element.shadowRoot?.querySelector(selector);
      shown?.scrollIntoView({ block: "center" });
      const { x = 0, y = 0, width = 0, height = 0 } = shown?.getBoundingClientRect() ?? {};
      return { x: Math.round(x + width / 2), y: Math.round(y + height / 2) };
    }, selector);
  async function press(selector: string, pointer: Pointer = "mouse") {
    const at = await placeOf(selector);
    await engine.down(pointer, at);
    await engine.up(pointer, at);
  }
  /** Reviews by a press on the page's own button, and waits until the offer can have been read. */
  async function offer() {
    await press("#pay");
    await statusIs("surcharge");
    await readable();
  }
  const readable = () =>
    engine.run(
      () => window.until(() => window.checkout.element.shadowRoot?.querySelector("#accept:not([aria-disabled])")),
      null,
    );
  const focused = () =>
    engine.run(async () => {
      const { activeElement } = document;
      return activeElement?.shadowRoot?.activeElement?.id ?? (activeElement?.id || activeElement?.localName);
    }, null);
  async function accepted() {
    await offer();
    await press("#accept");
    await statusIs("accepted");
  }

  describe("a credit card", () => {
    beforeEach(() => show());

    it("is held until a person's press accepts it, and handed over once for each press on Pay", async () => {
      await offer();
      const { message } = answersIn("en").surcharge;
      expect(await seen()).toEqual({
        status: "surcharge",
        valid: false,
        entries: "",
        handed: [],
        submits: 1,
        said: message,
      });
      await press("#accept");
      await statusIs("accepted");
      expect(await seen()).toEqual({
        status: "accepted",
        valid: true,
        entries: "quote token",
        handed: ["accepted"],
        submits: 1,
        said: "Surcharge accepted.",
      });
      await engine.run(async () => {
        const { tokenizer, token } = window.checkout;
        tokenizer.submission({ status: "success", token });
      }, null);
      expect((await seen()).handed).toEqual(["accepted"]);
      await press("#pay");
      await engine.run(() => window.until(() => window.checkout.handed.length === 2), null);
      expect(await seen()).toMatchObject({ handed: ["accepted", "accepted"], submits: 1, status: "accepted" });
    });

    it("is accepted by no script's press, and by no person's before it could be read", async () => {
      await engine.run(async () => {
        const clock = window.setTimeout.bind(window);
        const endless = (run: () => void, ms?: number) => clock(run, ms === 500 ? 1e9 : ms);
        Object.assign(window, {
          setTimeout: endless,
          restoreClock: () => Object.assign(window, { setTimeout: clock }),
        });
      }, null);
      await press("#pay");
      await statusIs("surcharge");
      await engine.run(async () => void (await window.checkout.element.updateComplete), null);
      await press("#accept");
      expect((await seen()).status).toBe("surcharge");
      // Another offer is read anew, and time goes on.
      await engine.run(async () => {
        (window as unknown as { restoreClock(): void }).restoreClock();
        window.checkout.element.state = "CO";
      }, null);
      await statusIs("surcharge");
      await readable();
      await engine.run(async () => {
        window.checkout.element.shadowRoot?.querySelector<HTMLElement>("#accept")?.click();
      }, null);
      expect((await seen()).status).toBe("surcharge");
      await press("#accept");
      expect((await seen()).status).toBe("accepted");
    });

    it("is accepted by no press through a cover, where the engine can tell", async () => {
      await offer();
      await engine.run(async () => {
        const cover = document.body.appendChild(document.createElement("div"));
        cover.style.cssText = "position: fixed; inset: 0; pointer-events: none; background: white";
      }, null);
      if (seesCovers)
        await engine.run(
          () => window.until(() => window.checkout.element.shadowRoot?.querySelector("#accept[aria-disabled]")),
          null,
        );
      await press("#accept");
      expect((await seen()).status).toBe(seesCovers ? "surcharge" : "accepted");
    });

    it("is wiped in the line after a change, and asked about again", async () => {
      await accepted();
      const line = await engine.run(async () => {
        const { element } = window.checkout;
        element.state = "CO";
        const form = document.querySelector("form") as HTMLFormElement;
        return [element.value, element.decision, element.status, [...new FormData(form).keys()].length];
      }, null);
      expect(line).toEqual(["", null, "pending", 0]);
      await statusIs("surcharge");
      expect(await seen()).toMatchObject({ valid: false, entries: "", handed: ["accepted"] });
    });

    it("expires, stays readable, and is renewed without a word by the next press", async () => {
      await engine.run(async () => void (window.checkout.token = "brief_9PHzwl2RZLvslq1UzjzjHl12"), null);
      await accepted();
      await statusIs("expired");
      const total = () =>
        engine.run(async () => window.checkout.element.shadowRoot?.querySelector("dd[part=total]")?.textContent, null);
      expect(await seen()).toMatchObject({ valid: true, entries: "", said: "Surcharge accepted." });
      expect(await total()).toBe("$128.75");
      await engine.run(async () => void (window.checkout.token = "credit_9PHzwl2RZLvslq1UzjzjHl12"), null);
      await press("#pay");
      await statusIs("accepted");
      expect(await seen()).toMatchObject({ handed: ["accepted", "accepted"], submits: 2, entries: "quote token" });
    });

    it("is a fault once a malformed place rests, and nothing is asked", async () => {
      await accepted();
      await engine.run(async () => window.checkout.element.setAttribute("state", "Illinoiss"), null);
      await statusIs("unknown");
      expect(await seen()).toMatchObject({ valid: true, entries: "token" });
    });
  });

  describe("the form", () => {
    const sent = () =>
      engine.run(async () => {
        const form = document.querySelector("form") as HTMLFormElement;
        const frame = document.querySelector("[name=sent]") as HTMLIFrameElement;
        const loaded = new Promise((resolve) => frame.addEventListener("load", resolve, { once: true }));
        form.requestSubmit();
        await loaded;
        return [...new URL(frame.contentWindow?.location.href ?? "").searchParams.keys()].toSorted();
      }, null);

    beforeEach(() => show());

    it("is sent with each entry once, whatever the page does to what stands between the tags", async () => {
      await accepted();
      expect(await sent()).toEqual(["quote", "token"]);
      await engine.run(async () => void (window.checkout.element.textContent = "Another notice"), null);
      expect(await sent()).toEqual(["quote", "token"]);
    });

    it("is another one in the line after the attribute `form`", async () => {
      await accepted();
      const keys = await engine.run(async () => {
        const { element } = window.checkout;
        const [order, other] = document.forms as unknown as HTMLFormElement[];
        const entries = () => [order, other].map((form) => [...new FormData(form).keys()].join(" "));
        element.setAttribute("form", "other");
        const moved = [element.form?.id, ...entries()];
        element.removeAttribute("form");
        return [moved, [element.form?.id, ...entries()]];
      }, null);
      expect(keys).toEqual([
        ["other", "", "quote token"],
        ["order", "quote token", ""],
      ]);
    });

    it("is not held up by a choice that nobody sees, nor by a disabled one", async () => {
      await offer();
      const isValid = (change: "hide" | "show" | "disable" | "enable") =>
        engine.run(async (change) => {
          const { element } = window.checkout;
          const set = element.closest("fieldset") as HTMLFieldSetElement;
          if (change === "hide" || change === "show") element.hidden = change === "hide";
          else set.disabled = change === "disable";
          // What a browser itself checks before it sends a form; the element may hear of it a frame later.
          await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
          return document.querySelector("form")?.checkValidity();
        }, change);
      expect(await isValid("hide")).toBe(true);
      expect(await isValid("show")).toBe(false);
      expect(await isValid("disable")).toBe(true);
      expect(await isValid("enable")).toBe(false);
    });

    it("has no quote of a disabled element", async () => {
      await accepted();
      await engine.run(async () => {
        (document.querySelector("fieldset") as HTMLFieldSetElement).disabled = true;
      }, null);
      expect((await seen()).entries).toBe("");
    });
  });

  describe("the focus", () => {
    beforeEach(() => show());

    it("goes from the shopper's press on Pay to the offer, and by Tab to the choice", async () => {
      await offer();
      await engine.run(() => window.until(() => document.activeElement === window.checkout.element), null);
      expect(await focused()).toBe("status");
      await engine.key("Tab");
      expect(await focused()).toBe("accept");
      await engine.key("Enter");
      expect((await seen()).status).toBe("accepted");
    });

    it("that enters the card form wipes what is shown, for it may be another card now", async () => {
      await accepted();
      await press("#card-form");
      await statusIs("idle");
      expect(await seen()).toMatchObject({ entries: "", handed: ["accepted"] });
    });

    it("that stays in the card form, where a tapped button does not take it, wipes nothing", async () => {
      await press("#card-form");
      await engine.run(async () => {
        // As Safari does by itself.
        document.addEventListener("mousedown", (event) => event.preventDefault());
      }, null);
      await offer();
      await press("#accept");
      await press("#pay");
      await engine.run(() => window.until(() => window.checkout.handed.length === 2), null);
      expect(await focused()).toBe("iframe");
      expect(await seen()).toMatchObject({ status: "accepted", submits: 1, handed: ["accepted", "accepted"] });
    });

    it("is one Tab from the card number after Use another card", async () => {
      await press("#card-form");
      await offer();
      await engine.run(
        async () => window.checkout.element.shadowRoot?.querySelector<HTMLElement>("#decline")?.focus(),
        null,
      );
      await engine.key("Enter");
      await statusIs("idle");
      expect((await seen()).said).toMatch(/^No surcharge accepted\./);
      expect(await focused()).toBe("card-form");
      await engine.key("Tab");
      await engine.key("4");
      await engine.run(() => window.until(() => window.checkout.typed["Card number"] === "4"), null);
    });
  });

  describe("Use another card after an acceptance", () => {
    const places = () =>
      engine.run(async () => {
        const root = window.checkout.element.shadowRoot as ShadowRoot;
        const shown = [...root.querySelectorAll("p, dt, dd, button"), document.querySelector("#pay") as Element];
        return shown.map((each) => JSON.stringify(each.getBoundingClientRect()));
      }, null);

    it.each(
      [320, 768, 1280].flatMap((width) =>
        (hasTouch ? (["mouse", "touch"] as const) : (["mouse"] as const)).map((pointer) => ({ width, pointer })),
      ),
    )("is one press away at $width px by $pointer, and nothing moves under it", async ({ width, pointer }) => {
      await show({ width: width - 32 });
      await offer();
      await press("#accept", pointer);
      await statusIs("accepted");
      const at = await placeOf("#decline");
      const before = await places();
      await engine.down(pointer, at);
      expect(await places()).toEqual(before);
      await engine.up(pointer, at);
      await statusIs("idle");
    });

    it("is one key away", async () => {
      await show();
      await offer();
      await engine.run(
        async () => window.checkout.element.shadowRoot?.querySelector<HTMLElement>("#accept")?.focus(),
        null,
      );
      await engine.key("Enter");
      await statusIs("accepted");
      expect(await focused()).toBe("status");
      await engine.key("Tab");
      await engine.key("Tab");
      expect(await focused()).toBe("decline");
      await engine.key("Enter");
      await statusIs("idle");
    });
  });

  describe("languages", () => {
    it("stand from right to left where they do, the decimals at one edge", async () => {
      await show({ lang: "ar" });
      await offer();
      const { dir, isMarkRight, edges } = await engine.run(async () => {
        const root = window.checkout.element.shadowRoot as ShadowRoot;
        const box = (selector: string) => (root.querySelector(selector) as Element).getBoundingClientRect();
        return {
          dir: root.querySelector("[part=base]")?.getAttribute("dir"),
          isMarkRight: box("[part=brand]").left >= box("[part=headline]").right,
          edges: [...root.querySelectorAll("dd")].map((each) => {
            const range = document.createRange();
            range.selectNodeContents(each);
            return Math.round(range.getBoundingClientRect().right);
          }),
        };
      }, null);
      expect({ dir, isMarkRight, edges: new Set(edges).size }).toEqual({ dir: "rtl", isMarkRight: true, edges: 1 });
    });

    it("change with the page: the answer is asked for again, in the other one", async () => {
      await show();
      await offer();
      const { message } = answersIn("de").surcharge;
      await engine.run(async () => void (document.documentElement.lang = "de"), null);
      await engine.run((message) => window.until(() => window.checkout.element.decision?.message === message), message);
      expect(await seen()).toMatchObject({ status: "surcharge", said: message });
    });
  });

  it("a debit card is handed over at once, and a saved card's answer gives its quote", async () => {
    await show();
    await engine.run(async () => void (window.checkout.token = "debit_9PHzwl2RZLvslq1UzjzjHl12"), null);
    await press("#pay");
    await statusIs("none");
    const { message } = answersIn("en").none;
    expect(await seen()).toEqual({
      status: "none",
      valid: true,
      entries: "quote token",
      handed: ["none"],
      submits: 1,
      said: message,
    });
    await engine.run(async (answer) => void (window.checkout.element.answer = answer), answersIn("en").none);
    await statusIs("none");
    expect((await seen()).entries).toBe("quote");
  });
});

declare global {
  interface Window {
    /** Waits until something is true. */
    until(isTrue: () => unknown): Promise<void>;
  }
}
