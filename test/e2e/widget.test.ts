/** The built script files in a real page: strict policies, no shifts, the keyboard, assistive technology. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { CardSurchargeElement } from "../../widget/element.ts";
import { LOCALES } from "../../worker/texts/locales.ts";
import { answersIn } from "../support/service/shopper-answers.ts";
import {
  type Exhibit,
  exhibit,
  mount,
  SERVICE,
  STATUSES,
  STRICT_POLICY,
  serve,
  servedFiles,
} from "../support/shopper/gallery.ts";
import { openBrowser } from "../support/shopper/shopper.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const MODULE = `<script type="module" src="${SERVICE}/card-surcharge.js" crossorigin></script>`;
const CLASSIC = `<script src="${SERVICE}/card-surcharge.classic.js" crossorigin></script>`;

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  page = await browser.newPage();
});
afterEach(() => page?.close());

interface PageOptions {
  readonly head?: string;
  readonly body?: string;
  readonly width?: number;
  readonly csp?: string;
}

/** Opens a page with the script and waits until it has run. */
async function open({ head = MODULE, body = `<main id="shop"></main>`, width = 1280, csp }: PageOptions = {}) {
  await page.emulateMedia({ forcedColors: null, colorScheme: null });
  await page.setViewportSize({ width, height: 900 });
  const meta = csp === undefined ? "" : `<meta http-equiv="content-security-policy" content="${csp}">`;
  await serve(
    page,
    servedFiles(),
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Checkout</title>${meta}${head}</head><body>${body}</body></html>`,
  );
  await page.waitForFunction(() => customElements.get("card-surcharge") !== undefined);
}

const show = (what: Exhibit, into = "#shop") => page.evaluate(mount, { into, exhibit: what });
const element = () => page.locator("card-surcharge");

describe("a strict page", () => {
  it.each([
    ["module", MODULE],
    ["classic", CLASSIC],
    ["both, and the module twice", `${MODULE}${CLASSIC}${MODULE.replace(".js", ".js?2")}`],
  ])("works from the published policy lines alone: %s", async (_, head) => {
    await open({ head, csp: STRICT_POLICY });
    const problems: string[] = [];
    page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
    page.on("pageerror", (error) => problems.push(error.message));
    await show(exhibit("surcharge", "outlined"));
    await expect.poll(() => element().locator("[part=accept]").innerText()).toBe("Accept surcharge");
    expect(problems).toEqual([]);
  });

  it("takes the hashes that the build wrote", async () => {
    const { module } = JSON.parse(readFileSync("dist/package/widget.json", "utf8")) as {
      module: { integrity: string };
    };
    const head = MODULE.replace(" crossorigin", ` integrity="${module.integrity}" crossorigin`);
    await open({ head });
    await show(exhibit("none"));
    await expect.poll(() => element().getAttribute("data-status")).toBe("none");
  });

  it.each(["card-surcharge.js", "card-surcharge.classic.js"])("names the licence of what is bundled in %s", (name) => {
    expect(servedFiles().get(name)).toMatch(/Copyright \d+ Google LLC\s+\* SPDX-License-Identifier: BSD-3-Clause/);
  });

  it("finds the service where the script came from", async () => {
    await open({ body: `<main id="shop"><card-surcharge merchant="mch_demo">Notice</card-surcharge></main>` });
    await element().getByText("Larch & Loam adds a surcharge of up to").waitFor();
  });

  it("can be connected by a page that is earlier than the script", async () => {
    const early = `customElements.whenDefined("card-surcharge").then(() => {
      window.given = typeof document.querySelector("card-surcharge").connect;
    })`;
    await open({
      head: `<script>${early}</script>${MODULE}`,
      // An id of any name takes nothing away.
      body: `<main><card-surcharge id="cardSurcharge"></card-surcharge></main>`,
    });
    await page.waitForFunction(() => (window as unknown as { given?: string }).given === "function");
  });
});

describe("accessibility", () => {
  it("has no axe violation in any status, theme and direction", async () => {
    const cells = ["en", "ar"].flatMap((locale) =>
      ["plain", "outlined", "filled"].flatMap((theme) => STATUSES.map((status) => ({ status, theme, locale }))),
    );
    const divs = cells.map(({ locale }, index) => `<div id="c${index}" ${locale === "ar" ? "dir=rtl" : ""}></div>`);
    await open({ body: `<main><h1>Checkout</h1>${divs.join("")}</main>` });
    const order = cells.map((cell, index) => ({ ...cell, index }));
    // A check is over after 3 s at most, so those that show one come last.
    order.sort((a, b) => Number(a.status === "pending") - Number(b.status === "pending"));
    for (const { status, theme, locale, index } of order) await show(exhibit(status, theme, locale), `#c${index}`);
    await page.addScriptTag({ content: AXE });
    const violations = await page.evaluate(async () => {
      const { axe } = window as unknown as {
        axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      };
      return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
    });
    expect(violations).toEqual([]);
  });

  it("announces one sentence an answer: nothing at first, and nothing new of an expiry", async () => {
    await open();
    const answers = answersIn("en");
    const announced = () => element().getByRole("status").innerText();
    await show(exhibit("idle"));
    expect(await announced()).toBe("");
    await page.evaluate((answer) => {
      (document.querySelector("card-surcharge") as CardSurchargeElement).answer = answer;
    }, answers.surcharge);
    await element().locator("[part=accept]").waitFor();
    expect(await announced()).toBe(answers.surcharge.message);
    expect(answers.surcharge.message).toMatch(/Visa.*\$3\.75.*\$128\.75.*Accept/);
    await page.evaluate(
      (answer) => {
        (document.querySelector("card-surcharge") as CardSurchargeElement).answer = answer;
      },
      { ...answers.surcharge, expiresInSeconds: 0 },
    );
    await page.waitForFunction(
      () => document.querySelector("card-surcharge")?.getAttribute("data-status") === "expired",
    );
    await page.evaluate(() => (document.querySelector("card-surcharge") as CardSurchargeElement).updateComplete);
    expect(await announced()).toBe(answers.surcharge.message);
  });

  it("leaves a quick check unspoken and speaks of a slow one", async () => {
    await open();
    await show(exhibit("pending"));
    await expect.poll(() => element().getByRole("status").innerText()).toBe("");
    await element().getByRole("status").filter({ hasText: "Checking the card" }).waitFor();
  });

  it("is worked by keyboard alone: a control that goes gives its focus to the message, which says what happened", async () => {
    await open({
      body: `<main><button id="before">Before</button><div id="shop"></div><button id="after">Pay</button></main>`,
    });
    await show(exhibit("surcharge"));
    const focused = () =>
      page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.id ?? document.activeElement?.id);
    await page.focus("#before");
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("accept");
    await element().locator("#accept:not([aria-disabled=true])").waitFor();
    await page.keyboard.press("Enter");
    await page.evaluate(() => (document.querySelector("card-surcharge") as CardSurchargeElement).updateComplete);
    expect([await focused(), await element().getAttribute("data-status")]).toEqual(["status", "accepted"]);
    await expect.poll(() => element().getByRole("status").innerText()).toBe("Surcharge accepted.");
    await expect.poll(() => element().locator("#accept").count()).toBe(0);
    await page.keyboard.press("Tab");
    const disclosure = element().locator("[part=disclosure]");
    await expect.poll(() => disclosure.isVisible()).toBe(false);
    await page.keyboard.press("Enter");
    await expect.poll(() => disclosure.isVisible()).toBe(true);
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("decline");
    await page.keyboard.press("Space");
    await page.evaluate(() => (document.querySelector("card-surcharge") as CardSurchargeElement).updateComplete);
    expect([await focused(), await element().getAttribute("data-status")]).toEqual(["status", "idle"]);
    await expect.poll(() => element().getByRole("status").innerText()).toMatch(/^No surcharge accepted\./);
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("after");
  });

  it("describes Accept by the new total alone, and the way to another card by nothing", async () => {
    await open();
    await show(exhibit("surcharge"));
    const described = await page.evaluate(() => {
      const root = document.querySelector("card-surcharge")?.shadowRoot;
      return ["accept", "decline"].map((control) =>
        (root?.getElementById(control)?.getAttribute("aria-describedby") ?? "")
          .split(" ")
          .map((id) => root?.getElementById(id)?.textContent)
          .join(" "),
      );
    });
    expect(described).toEqual(["New total $128.75", ""]);
  });

  it("puts the focus on the choice when a form that still needs it is sent", async () => {
    await open({ body: `<main><form><div id="shop"></div><button>Pay</button></form></main>` });
    await show(exhibit("surcharge"));
    await page.getByRole("button", { name: "Pay" }).click();
    expect(await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.id)).toBe("accept");
  });

  it("keeps the main button's text apart from its ground in forced colours", async () => {
    await open();
    await show(exhibit("surcharge"));
    await page.emulateMedia({ forcedColors: "active", colorScheme: "dark" });
    const [text, ground, button] = await page.evaluate(() => {
      const accept = document.querySelector("card-surcharge")?.shadowRoot?.querySelector("#accept") as HTMLElement;
      const plain = document.body.appendChild(document.createElement("button"));
      const { color, backgroundColor } = getComputedStyle(accept);
      return [color, backgroundColor, getComputedStyle(plain).backgroundColor];
    });
    expect(ground).toBe(button);
    expect(text).not.toBe(ground);
  });

  it.each(STATUSES)("keeps every word whole at 320 px and twice the text size: %s", async (status) => {
    await open({ width: 320, body: `<style>html{font-size:200%}body{margin:16px}</style><main id="shop"></main>` });
    await show(exhibit(status, "outlined"));
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    const cut = await page.evaluate(() => {
      const root = document.querySelector("card-surcharge")?.shadowRoot as ShadowRoot;
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      const broken: string[] = [];
      for (let node = walker.nextNode(); node; node = walker.nextNode())
        for (const { 0: word, index } of (node.textContent ?? "").matchAll(/\S+/g)) {
          const range = document.createRange();
          range.setStart(node, index);
          range.setEnd(node, index + word.length);
          if (new Set([...range.getClientRects()].map(({ top }) => top)).size > 1) broken.push(word);
        }
      return broken;
    });
    expect(cut).toEqual([]);
  });

  it("dims nothing, and takes the colours of a hovered and a pressed button from the page", async () => {
    const colours = `card-surcharge { --card-surcharge-button-hover-background: rgb(1, 2, 3); --card-surcharge-button-active-background: rgb(4, 5, 6);
      --card-surcharge-secondary-hover-background: rgb(7, 8, 9) }`;
    await open({ body: `<style>${colours}</style><main id="shop"></main>` });
    await show(exhibit("surcharge"));
    const look = (control: string) =>
      page.evaluate((id) => {
        const button = document.querySelector("card-surcharge")?.shadowRoot?.getElementById(id) as HTMLElement;
        const { backgroundColor, opacity } = getComputedStyle(button);
        return [backgroundColor, opacity];
      }, control);
    await element().locator("#decline").hover();
    expect(await look("decline")).toEqual(["rgb(7, 8, 9)", "1"]);
    await element().locator("#accept").hover();
    expect(await look("accept")).toEqual(["rgb(1, 2, 3)", "1"]);
    await page.mouse.down();
    expect(await look("accept")).toEqual(["rgb(4, 5, 6)", "1"]);
    await page.evaluate(() => {
      (document.querySelector("card-surcharge") as CardSurchargeElement).disabled = true;
      return (document.querySelector("card-surcharge") as CardSurchargeElement).updateComplete;
    });
    expect((await look("accept"))[1]).toBe("1");
  });

  it("shows a merchant's own artwork in the place of the card, and no screen reader hears of it", async () => {
    await open();
    await show(exhibit("surcharge"));
    await page.evaluate(() => {
      const art = new Image(40, 26);
      art.slot = "brand";
      art.alt = "Visa";
      document.querySelector("card-surcharge")?.append(art);
    });
    await expect.poll(() => page.locator("card-surcharge > img").isVisible()).toBe(true);
    await expect.poll(() => element().locator(".mark").isVisible()).toBe(false);
    const session = await page.context().newCDPSession(page);
    const { nodes } = await session.send("Accessibility.getFullAXTree");
    expect(nodes.filter(({ ignored, role }) => !ignored && role?.value === "image")).toEqual([]);
  });
});

describe("what stands around the element", () => {
  it.each([320, 1280])("moves at %i px by an answer alone, and not while a card is typed or checked", async (width) => {
    await open({ width });
    await show(exhibit("idle", "outlined"));
    const heights = await page.evaluate(async (answer) => {
      const element = document.querySelector("card-surcharge") as CardSurchargeElement;
      const heights = [element.offsetHeight];
      const step = async (act: () => void) => {
        act();
        await element.updateComplete;
        for (const each of element.shadowRoot?.getAnimations() ?? [])
          if (each.effect?.getTiming().iterations === 1) each.finish();
        heights.push(element.offsetHeight);
      };
      const card: { submit(): void; submission(): void; validCard(card: unknown): void } = {
        submit() {},
        submission() {},
        validCard() {},
      };
      element.connect(card);
      await step(() => card.validCard({ isValid: true, bin: { card_brand: "Visa", card_type: "credit" } }));
      await step(() => (element.token = "0123456789abcdefABCDEF0123456789"));
      await step(() => (element.answer = answer));
      await step(() => element.reset());
      return heights;
    }, answersIn("en").surcharge);
    const [idle = 0, preview, pending, offer, again] = heights;
    expect([preview, pending, again]).toEqual([idle, idle, idle]);
    expect(offer).toBeGreaterThan(idle + 100);
  });

  it.each([
    [320, 0],
    [320, 8_875],
    [768, 0],
    [1280, 0],
  ])(
    "does not move at %i px in any locale where the page keeps the room, with a tax rate of %i",
    async (width, rate) => {
      const divs = LOCALES.map(({ locale }) => `<div id="l-${locale}"></div>`);
      const keep = "<style>card-surcharge { --card-surcharge-reserve: grid }</style>";
      await open({ width, body: `${keep}<main>${divs.join("")}</main>` });
      const moved: string[] = [];
      for (const { locale } of LOCALES) {
        const answers = answersIn(locale, rate);
        await show(exhibit("idle", "outlined", locale), `#l-${locale}`);
        const heights = await page.evaluate(
          async ({ into, answers, rate }) => {
            const element = document.querySelector(`${into} card-surcharge`) as CardSurchargeElement;
            element.surchargeTaxRate = rate;
            await element.updateComplete;
            const heights = [element.offsetHeight];
            const measure = async () => {
              await element.updateComplete;
              heights.push(element.offsetHeight);
            };
            for (const answer of [answers.surcharge, answers.none, answers.unknown]) {
              element.answer = answer;
              await measure();
            }
            element.answer = answers.surcharge;
            element.accept();
            await measure();
            element.token = "0123456789abcdefABCDEF0123456789";
            await measure();
            element.reset();
            await measure();
            return heights;
          },
          { into: `#l-${locale}`, answers, rate },
        );
        if (new Set(heights).size > 1) moved.push(`${locale}: ${heights.join(" ")}`);
      }
      expect(moved).toEqual([]);
    },
  );

  it("does not move between pointer down and click, whichever button is pressed", async () => {
    for (const [control, status] of [
      ["accept", "accepted"],
      ["decline", "idle"],
    ] as const) {
      await open({ body: `<main><div id="shop"></div><button id="pay">Pay</button></main>` });
      await show(exhibit("surcharge"));
      await element().locator("#accept:not([aria-disabled])").waitFor();
      await element().locator(`#${control}`).hover();
      const places = () =>
        page.evaluate(() => {
          const root = document.querySelector("card-surcharge")?.shadowRoot as ShadowRoot;
          const shown = [...root.querySelectorAll("p, dt, dd, button"), document.querySelector("#pay") as Element];
          return shown.map((each) => JSON.stringify(each.getBoundingClientRect()));
        });
      const before = await places();
      await page.mouse.down();
      expect(await places()).toEqual(before);
      await page.mouse.up();
      await page.locator(`card-surcharge[data-status=${status}]`).waitFor();
    }
  });

  it("can style each status by :state() as well as by data-status", async () => {
    await open();
    await show(exhibit("surcharge"));
    await expect.poll(() => page.locator("card-surcharge:state(surcharge)[data-status=surcharge]").count()).toBe(1);
    await expect.poll(() => page.locator("card-surcharge:state(idle)").count()).toBe(0);
  });

  it("sees an answer painted by the next frame", async () => {
    await open();
    await show(exhibit("idle"));
    const text = await page.evaluate(
      (answer) =>
        new Promise<string>((resolve) => {
          const element = document.querySelector("card-surcharge") as CardSurchargeElement;
          element.addEventListener("surcharge-change", () =>
            requestAnimationFrame(() => resolve(element.shadowRoot?.querySelector("#status")?.textContent ?? "")),
          );
          element.answer = answer;
        }),
      answersIn("en").surcharge,
    );
    expect(text).toBe(answersIn("en").surcharge.message);
  });

  it("keeps nothing of a thousand elements that came and went", async () => {
    await open();
    const session = await page.context().newCDPSession(page);
    await session.send("Performance.enable");
    const count = async () => {
      await session.send("HeapProfiler.collectGarbage");
      const { metrics } = await session.send("Performance.getMetrics");
      const value = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? 0;
      return value("JSEventListeners") + value("Nodes");
    };
    const cycle = (times: number) =>
      page.evaluate(async (times) => {
        for (let index = 0; index < times; index++) {
          const element = document.createElement("card-surcharge");
          element.setAttribute("tokenizer", "#nothing");
          document.body.append(element);
          await element.updateComplete;
          element.remove();
        }
      }, times);
    await cycle(20);
    const before = await count();
    await cycle(1000);
    expect((await count()) - before).toBeLessThan(200);
  });
});
