/** The element in a page of Preact, with Preact's own checks on. */
import "preact/debug";
import { h, hydrate, render } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { defineCardSurcharge } from "../../../../widget/define.ts";
import type { CardSurchargeElement } from "../../../../widget/element.ts";
import { cleanPage, ENDPOINT, standInService } from "../../../support/browser/checkout-page.ts";
import {
  keepsTheContract,
  listenToConsole,
  nextTask,
  only,
  SALE,
  type Shop,
} from "../../../support/browser/framework-contract.ts";

const FIXED = { merchant: "mch_demo", currency: "USD", country: "US", state: "IL", endpoint: ENDPOINT };

function Checkout({ tokenizer, onAccept, amount, notice, shipTo }: Shop) {
  const surcharge = useRef<CardSurchargeElement>(null);
  useEffect(() => {
    if (tokenizer !== null) surcharge.current?.connect(tokenizer);
  }, [tokenizer]);
  const names = { name: "quote", "token-name": "card_token" };
  const own = { ref: surcharge, "base-amount": amount, "ship-to-state": shipTo, "onsurcharge-accept": onAccept };
  return h("form", null, h("card-surcharge", { ...FIXED, ...names, ...own }, notice));
}

keepsTheContract((box, shop) => {
  const draw = (sale: object) => void act(() => render(h(Checkout, { ...shop, ...sale }), box));
  draw({});
  return { redraw: draw, leave: () => render(null, box) };
});

describe("Preact's own ways", () => {
  beforeEach(() => defineCardSurcharge());
  afterEach(cleanPage);

  it("take a page from its server over as it is", async () => {
    standInService();
    const said = listenToConsole();
    const box = document.body.appendChild(document.createElement("div"));
    const html = Object.entries({ ...FIXED, "base-amount": SALE.amount }).map(([name, value]) => `${name}="${value}"`);
    box.innerHTML = `<card-surcharge ${html.join(" ")}>${SALE.notice}</card-surcharge>`;
    const element = only(box);
    await element.updateComplete;
    await nextTask();
    hydrate(h("card-surcharge", { ...FIXED, "base-amount": SALE.amount }, SALE.notice), box);
    await nextTask();
    expect(said()).toEqual([]);
    expect([only(box), element.textContent]).toEqual([element, SALE.notice]);
    render(null, box);
  });
});
