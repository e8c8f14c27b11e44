/** The element in a page of React 19, in StrictMode and React's development build. */
import { type ComponentProps, createElement, StrictMode, useEffect, useRef } from "react";
import { flushSync } from "react-dom";
import { createRoot, hydrateRoot, type Root } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { defineCardSurcharge } from "../../../../widget/define.ts";
import type { CardSurchargeElement } from "../../../../widget/element.ts";
import {
  cleanPage,
  ENDPOINT,
  pageTokenizer,
  standInService,
  TOKEN,
  VISA_CREDIT,
  VISA_DEBIT,
} from "../../../support/browser/checkout-page.ts";
import {
  DEBIT_ENTRIES,
  entriesOnAllWays,
  keepsTheContract,
  listenToConsole,
  nextTask,
  onAllWays,
  only,
  SALE,
  type Shop,
  submit,
} from "../../../support/browser/framework-contract.ts";

const FIXED = { merchant: "mch_demo", currency: "USD", country: "US", state: "IL", endpoint: ENDPOINT };
const NAMES = { name: "quote", "token-name": "card_token" };

function Checkout({ tokenizer, onAccept, amount, notice, shipTo }: Shop) {
  const surcharge = useRef<CardSurchargeElement>(null);
  useEffect(() => {
    if (tokenizer !== null) surcharge.current?.connect(tokenizer);
  }, [tokenizer]);
  const own = { ref: surcharge, "base-amount": amount, shipToState: shipTo, "onsurcharge-accept": onAccept };
  return createElement("form", null, createElement("card-surcharge", { ...FIXED, ...NAMES, ...own }, notice));
}

keepsTheContract((box, shop) => {
  const root = createRoot(box);
  const draw = (sale: object) =>
    flushSync(() => root.render(createElement(StrictMode, null, createElement(Checkout, { ...shop, ...sale }))));
  draw({});
  return { redraw: draw, leave: () => flushSync(() => root.unmount()) };
});

describe("React's own ways", () => {
  let root: Root | undefined;
  let said: () => unknown[];
  beforeEach(() => {
    defineCardSurcharge();
    said = listenToConsole();
  });
  afterEach(() => {
    flushSync(() => root?.unmount());
    root = undefined;
    const words = said();
    cleanPage();
    expect(words).toEqual([]);
  });

  const box = () => document.body.appendChild(document.createElement("div"));

  function draw(into: HTMLElement, props: object, children?: string): void {
    root ??= createRoot(into);
    const page = createElement("form", { id: "own" }, createElement("card-surcharge", props, children));
    flushSync(() => root?.render(createElement(StrictMode, null, page)));
  }

  async function connected(props: object) {
    const service = standInService();
    const { tokenizer, submissions } = await pageTokenizer();
    const into = box();
    draw(into, props);
    const element = only(into);
    element.connect(tokenizer);
    return { service, into, element, submissions, tokenizer };
  }

  it("takes what only a property can carry", async () => {
    const { service, element, tokenizer } = await connected({ ...FIXED, labels: { accept: "Agree" } });
    submit(tokenizer, TOKEN);
    service.last().answer(VISA_CREDIT);
    await vi.waitUntil(() => element.status === "surcharge");
    await element.updateComplete;
    expect(element.shadowRoot?.querySelector<HTMLElement>("#accept")?.innerText).toBe("Agree");
  });

  it("asks the same once, in whatever order the props stand and whatever their names", async () => {
    const service = standInService();
    const into = box();
    const attributes = { ...FIXED, "base-amount": 12_500, "ship-to-country": "US", "ship-to-state": "NV" };
    const properties = { ...FIXED, baseAmount: 12_500, shipToCountry: "US", shipToState: "NV" };
    const orders = [attributes, properties].flatMap((props) => {
      const entries = Object.entries({ ...props, token: TOKEN });
      return entries.map((_, at) => Object.fromEntries([...entries.slice(at), ...entries.slice(0, at)]));
    });
    for (const props of orders) {
      draw(into, props);
      await nextTask();
      flushSync(() => root?.render(null));
    }
    const [first, ...others] = service.lookups.map(({ body }) => body);
    expect(first).toMatchObject({ merchant: "mch_demo", token: TOKEN, baseAmount: 12_500, shipTo: { state: "NV" } });
    expect(others).toEqual(Array.from({ length: orders.length - 1 }, () => first));
  });

  it("goes on, and says nothing, when each of the props is taken away", async () => {
    standInService();
    const into = box();
    const more = { baseAmount: 100, shipToState: "NV", labels: { accept: "Agree" }, token: TOKEN, answer: null };
    const all = { ...FIXED, ...NAMES, ...more, theme: "outlined", disabled: true, form: "own" };
    draw(into, all);
    for (const name of Object.keys(all)) {
      draw(into, Object.fromEntries(Object.entries(all).filter(([each]) => each !== name)));
      draw(into, all);
    }
    draw(into, {});
    const element = only(into);
    await element.updateComplete;
    expect([element.status, element.token, element.disabled, element.form?.id]).toEqual(["idle", null, false, "own"]);
  });

  it("asks once when token and amount change in one drawing", async () => {
    const service = standInService();
    const into = box();
    draw(into, { token: null, ...FIXED, "base-amount": 100 });
    draw(into, { token: TOKEN, ...FIXED, "base-amount": 12_500 });
    await vi.waitUntil(() => service.lookups.some(({ body }) => body["baseAmount"] === 12_500));
    expect(service.lookups.map(({ body }) => body["baseAmount"])).toEqual([12_500]);
  });

  it("sends the entries with the form that `form` names, and with the next one", async () => {
    for (const id of ["first", "second"]) document.body.append(Object.assign(document.createElement("form"), { id }));
    const [first, second] = ["first", "second"].map((id) => document.getElementById(id) as HTMLFormElement);
    const props = { ...FIXED, ...NAMES };
    const { service, into, element, tokenizer } = await connected({ ...props, form: "first" });
    submit(tokenizer, TOKEN);
    service.last().answer(VISA_DEBIT);
    await vi.waitUntil(() => element.status === "none");
    expect(element.form).toBe(first);
    expect(await entriesOnAllWays(first as HTMLFormElement)).toEqual(onAllWays(...DEBIT_ENTRIES));
    draw(into, { ...props, form: "second" });
    expect(await entriesOnAllWays(first as HTMLFormElement)).toEqual(onAllWays());
    expect(await entriesOnAllWays(second as HTMLFormElement)).toEqual(onAllWays(...DEBIT_ENTRIES));
    draw(into, props);
    expect(element.form).toBe(into.querySelector("form"));
  });

  it.each(["status", "decision", "value", "validity", "validationMessage", "willValidate"])(
    "goes on where a page sets the read-only `%s`, and says so in the console",
    async (name) => {
      const service = standInService();
      const error = vi.mocked(console.error).mockImplementation(() => {});
      const into = box();
      draw(into, { ...FIXED, [name]: "accepted", token: TOKEN });
      await nextTask();
      expect([only(into).status, only(into).value, service.lookups.length]).toEqual(["pending", "", 1]);
      expect(error.mock.calls).toEqual([[`<card-surcharge> ${name} is read-only`]]);
      error.mockClear();
    },
  );

  it.each<[string, ComponentProps<"div"> & Record<string, unknown>]>([
    ["while nothing is known", {}],
    ["with a token", { token: TOKEN }],
    ["with a saved card's answer", { answer: JSON.stringify(VISA_DEBIT), "base-amount": 12_500 }],
  ])("takes a page from its server over as it is, %s", async (_, more) => {
    const service = standInService();
    service.always = VISA_DEBIT;
    const into = box();
    const page = createElement(
      "form",
      null,
      createElement("card-surcharge", { ...FIXED, ...NAMES, ...more }, SALE.notice),
    );
    into.innerHTML = renderToString(page);
    const element = only(into);
    await element.updateComplete;
    await nextTask();
    root = hydrateRoot(into, page, { onRecoverableError: (error) => console.error(error) });
    await nextTask();
    await nextTask();
    expect([only(into), said()]).toEqual([element, []]);
  });
});
