/**
 * What a page of any framework is held to: one lookup for each question, each entry once in the form however often the page is
 * drawn again, not a word in the console of the framework's development build, and nothing left in memory.
 */
import type Tokenizer from "fluidpay-tokenizer";
import { $ } from "jquery";
import { afterEach, beforeEach, describe, expect, inject, it, type MockInstance, vi } from "vitest";
import { cdp } from "vitest/browser";
import { defineCardSurcharge } from "../../../widget/define.ts";
import type { CardSurchargeElement } from "../../../widget/element.ts";
import type { SurchargeDetail } from "../../../widget/events.ts";
import { cleanPage, pageTokenizer, standInService, TOKEN, VISA_CREDIT, VISA_DEBIT } from "./checkout-page.ts";

/** What the page shows, and what its user interface changes. */
export interface Sale {
  readonly amount: number;
  /** The text between the element's tags. */
  readonly notice: string;
  /** The state that the goods go to, where it is another one. */
  readonly shipTo?: string | undefined;
}

export interface Shop extends Sale {
  /** What the page connects once it is drawn; null where the test does. */
  readonly tokenizer: Tokenizer | null;
  readonly onAccept: (event: CustomEvent<SurchargeDetail>) => void;
}

/** A page that is drawn: it has a form, and in it the element with all of a sale, `name` and `token-name`. */
export interface Drawn {
  redraw(sale: Sale): void | Promise<void>;
  leave(): void | Promise<void>;
}

export type Draw = (box: HTMLElement, shop: Shop) => Drawn | Promise<Drawn>;

export const SALE: Sale = { amount: 12_500, notice: "Credit cards may carry a surcharge." };

const REDRAWS = 200;
const MOUNTS = inject("isNightly") ? 1_000 : 25;
/** A framework keeps what it drew last, for comparison. */
const KEPT_AT_MOST = 3;

export function only(root: ParentNode): CardSurchargeElement {
  const element = root.querySelector("card-surcharge");
  if (element === null) throw new Error("there is no element");
  return element;
}

export const submit = (tokenizer: Tokenizer, token: string): void =>
  (tokenizer.submission as (response: object) => void)({ status: "success", token });

export const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** What the browser itself sends, read from the address that it went to. */
async function natively(form: HTMLFormElement): Promise<[string, string][]> {
  const frame = Object.assign(document.createElement("iframe"), { name: "sent" });
  document.body.append(frame);
  Object.assign(form, { method: "get", action: `${location.origin}/sent`, target: "sent" });
  const sent = vi.waitUntil(
    () => {
      const { pathname, search } = new URL(frame.contentWindow?.location.href ?? "about:blank");
      return pathname === "/sent" ? [...new URLSearchParams(search)] : null;
    },
    { timeout: 15_000 },
  );
  form.requestSubmit();
  const entries = await sent;
  frame.remove();
  return entries;
}

/** The form's entries on each of the three ways that pages send them. */
export const entriesOnAllWays = async (form: HTMLFormElement) => ({
  data: [...new FormData(form)],
  serialized: $(form)
    .serializeArray()
    .map(({ name, value }) => [name, value]),
  native: await natively(form),
});

export const onAllWays = (...entries: [string, string][]) => ({ data: entries, serialized: entries, native: entries });

export const DEBIT_ENTRIES: [string, string][] = [
  ["quote", VISA_DEBIT.quote],
  ["card_token", TOKEN],
];

/** What was said in the console since this was called. */
export function listenToConsole(): () => unknown[] {
  const levels: MockInstance[] = [vi.spyOn(console, "error"), vi.spyOn(console, "warn")];
  return () => levels.flatMap(({ mock }) => mock.calls as unknown[]);
}

/** Declares the tests. Call it once a file: in the first of them the tag is not defined yet. */
export function keepsTheContract(draw: Draw): void {
  let drawn: Drawn | undefined;
  let said: () => unknown[];

  beforeEach(() => {
    said = listenToConsole();
  });
  afterEach(async () => {
    await drawn?.leave();
    drawn = undefined;
    const words = said();
    cleanPage();
    expect(words).toEqual([]);
  });

  async function shop() {
    const service = standInService();
    const card = await pageTokenizer();
    const box = document.body.appendChild(document.createElement("div"));
    const onAccept = vi.fn<Shop["onAccept"]>();
    drawn = await draw(box, { ...SALE, tokenizer: card.tokenizer, onAccept });
    return { service, box, onAccept, page: drawn, form: box.querySelector("form") as HTMLFormElement, ...card };
  }

  it("knows what was set before the script was there", async () => {
    const service = standInService();
    const { tokenizer } = await pageTokenizer();
    const box = document.body.appendChild(document.createElement("div"));
    drawn = await draw(box, { ...SALE, tokenizer: null, onAccept: () => {} });
    expect(customElements.get("card-surcharge")).toBeUndefined();
    defineCardSurcharge();
    await only(box).updateComplete;
    only(box).connect(tokenizer);
    submit(tokenizer, TOKEN);
    expect(service.last().body).toMatchObject({ merchant: "mch_demo", baseAmount: 12_500, country: "US", state: "IL" });
  });

  describe("once the script is there", () => {
    beforeEach(() => defineCardSurcharge());

    it("asks once and has each entry once, however often the page is drawn again", async () => {
      const { service, box, page, form, tokenizer } = await shop();
      submit(tokenizer, TOKEN);
      service.last().answer(VISA_DEBIT);
      await vi.waitUntil(() => only(box).status === "none");
      for (let time = 1; time <= REDRAWS; time++) {
        await page.redraw({ ...SALE, notice: `Notice ${time}` });
        expect([...new FormData(form)]).toEqual(DEBIT_ENTRIES);
      }
      expect(only(box).textContent?.trim()).toBe(`Notice ${REDRAWS}`);
      await nextTask();
      expect(await entriesOnAllWays(form)).toEqual(onAllWays(...DEBIT_ENTRIES));
      expect([only(box).status, service.lookups.length]).toEqual(["none", 1]);
    });

    it("wipes an answer with the amount it was for, and asks once more", async () => {
      const { service, box, page, form, tokenizer } = await shop();
      submit(tokenizer, TOKEN);
      service.always = VISA_DEBIT;
      service.last().answer(VISA_DEBIT);
      await vi.waitUntil(() => only(box).status === "none");
      await page.redraw({ ...SALE, amount: 13_000 });
      expect([only(box).value, [...new FormData(form)]]).toEqual(["", []]);
      await vi.waitUntil(() => only(box).status !== "pending");
      expect(service.lookups.map(({ body }) => body["baseAmount"])).toEqual([12_500, 13_000]);
    });

    it("asks about a shipping place for as long as there is one", async () => {
      const { service, box, page, tokenizer } = await shop();
      service.always = VISA_DEBIT;
      submit(tokenizer, TOKEN);
      for (const shipTo of ["NV", undefined]) {
        await vi.waitUntil(() => only(box).status === "none");
        await page.redraw({ ...SALE, shipTo });
        expect(only(box).status).toBe("pending");
      }
      await vi.waitUntil(() => only(box).status === "none");
      const nevada = { country: "US", state: "NV" };
      expect(service.lookups.map(({ body }) => body["shipTo"])).toEqual([undefined, nevada, undefined]);
    });

    it("hands an accepted success over once, and tells the page's handler", async () => {
      const { service, box, page, form, onAccept, tokenizer, submissions } = await shop();
      submit(tokenizer, TOKEN);
      service.last().answer(VISA_CREDIT);
      await vi.waitUntil(() => only(box).status === "surcharge");
      await page.redraw({ ...SALE, notice: "Once more" });
      await only(box).updateComplete;
      expect([form.checkValidity(), submissions]).toEqual([false, []]);
      only(box).accept();
      expect(onAccept.mock.calls.map(([{ detail }]) => detail.status)).toEqual(["accepted"]);
      expect(submissions).toMatchObject([{ token: TOKEN, surcharge: { quote: VISA_CREDIT.quote } }]);
      expect(form.checkValidity()).toBe(true);
    });

    it("never hands a success over once the page has gone", async () => {
      const { service, box, page, tokenizer, submissions } = await shop();
      submit(tokenizer, TOKEN);
      service.last().answer(VISA_CREDIT);
      await vi.waitUntil(() => only(box).status === "surcharge");
      const element = only(box);
      await page.leave();
      drawn = undefined;
      element.accept();
      expect([element.isConnected, submissions, element.value]).toEqual([false, [], ""]);
    });

    it(`leaves nothing in memory, ${MOUNTS} times over`, async () => {
      standInService();
      const box = document.body.appendChild(document.createElement("div"));
      const elements: WeakRef<CardSurchargeElement>[] = [];
      const before = await heap();
      for (let time = 0; time < MOUNTS; time++) {
        const page = await draw(box, { ...SALE, tokenizer: null, onAccept: () => {} });
        elements.push(new WeakRef(only(box)));
        await only(box).updateComplete;
        await page.leave();
      }
      // The stand-in keeps each request, and so whom its signal tells.
      vi.mocked(fetch).mockClear();
      // Vue's development build keeps what happened for its tools, three seconds long.
      const after = await vi.waitFor(
        async () => {
          const size = await heap();
          expect(elements.filter((each) => each.deref() !== undefined).length).toBeLessThanOrEqual(KEPT_AT_MOST);
          return size;
        },
        { timeout: 10_000, interval: 500 },
      );
      if (inject("isNightly")) console.info(`${MOUNTS} times: ${before} kB of heap before, ${after} kB after`);
    });
  });
}

/** The heap in use, in kB, after a collection. */
async function heap(): Promise<number> {
  await nextTask();
  await cdp().send("HeapProfiler.collectGarbage");
  const { usedSize } = await cdp().send("Runtime.getHeapUsage");
  return Math.round(usedSize / 1_000);
}
