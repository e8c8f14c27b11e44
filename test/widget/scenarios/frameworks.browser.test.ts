/** The element in pages that draw themselves: React's StrictMode, and shops that replace their checkout's HTML. */
import type Tokenizer from "fluidpay-tokenizer";
import { createElement, StrictMode, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { defineCardSurcharge } from "../../../widget/define.ts";
import type { CardSurchargeElement } from "../../../widget/element.ts";
import {
  cleanPage,
  ENDPOINT,
  entriesOf,
  OTHER_TOKEN,
  pageTokenizer,
  standInService,
  TOKEN,
  VISA_CREDIT,
  VISA_DEBIT,
} from "../../support/browser/checkout-page.ts";

type Submission = (response: Record<string, unknown>) => void;

beforeEach(() => defineCardSurcharge());
afterEach(cleanPage);

const submit = (tokenizer: Tokenizer, token: string) =>
  (tokenizer.submission as Submission)({ status: "success", token });

function only(root: ParentNode): CardSurchargeElement {
  const element = root.querySelector("card-surcharge");
  if (element === null) throw new Error("there is no element");
  return element;
}

describe("React 19 in StrictMode", () => {
  let root: Root;
  afterEach(() => root.unmount());

  interface Shop {
    tokenizer: Tokenizer;
    onAccept: (event: CustomEvent<{ status: string }>) => void;
  }
  /** Set by the page's own controls. */
  let setAmount: (amount: number) => void;

  function Checkout({ tokenizer, onAccept }: Shop) {
    const surcharge = useRef<CardSurchargeElement>(null);
    const [amount, set] = useState(12_500);
    setAmount = set;
    useEffect(() => surcharge.current?.connect(tokenizer), [tokenizer]);
    return createElement(
      "form",
      null,
      createElement("card-surcharge", {
        ref: surcharge,
        merchant: "mch_demo",
        baseAmount: amount,
        currency: "USD",
        country: "US",
        state: "IL",
        endpoint: ENDPOINT,
        name: "quote",
        labels: { accept: "Agree" },
        "onsurcharge-accept": onAccept,
      }),
    );
  }

  async function shop() {
    const service = standInService();
    const card = await pageTokenizer();
    const box = document.body.appendChild(document.createElement("div"));
    const onAccept = vi.fn<Shop["onAccept"]>();
    root = createRoot(box);
    const page = createElement(StrictMode, null, createElement(Checkout, { tokenizer: card.tokenizer, onAccept }));
    flushSync(() => root.render(page));
    await vi.waitUntil(() => only(box).decision === null && only(box).isConnected);
    return { service, box, onAccept, ...card };
  }

  it("sets attributes as properties, hears events, and hands an accepted success over once", async () => {
    const { service, box, onAccept, tokenizer, submissions } = await shop();
    submit(tokenizer, TOKEN);
    expect(service.lookups.map(({ body }) => body)).toMatchObject([{ token: TOKEN, baseAmount: 12_500, state: "IL" }]);
    service.last().answer(VISA_CREDIT);
    await vi.waitUntil(() => only(box).status === "surcharge");
    await only(box).updateComplete;
    const accept = only(box).shadowRoot?.querySelector<HTMLButtonElement>("#accept");
    expect(accept?.innerText).toBe("Agree");
    expect(submissions).toEqual([]);
    accept?.click();
    expect(onAccept).toHaveBeenCalledOnce();
    expect(onAccept.mock.lastCall?.[0].detail.status).toBe("accepted");
    expect(submissions).toMatchObject([{ token: TOKEN, surcharge: { quote: VISA_CREDIT.quote } }]);
  });

  it("wipes an answer when a render changes the amount, and keeps it when a render changes nothing", async () => {
    const { service, box, tokenizer } = await shop();
    submit(tokenizer, TOKEN);
    service.last().answer(VISA_DEBIT);
    await vi.waitUntil(() => only(box).status === "none");
    flushSync(() => setAmount(12_500));
    expect(only(box).value).toBe(VISA_DEBIT.quote);
    flushSync(() => setAmount(13_000));
    expect([only(box).value, only(box).status]).toEqual(["", "pending"]);
  });

  it("never hands a success over after it has been unmounted", async () => {
    const { service, box, tokenizer, submissions } = await shop();
    submit(tokenizer, TOKEN);
    service.last().answer(VISA_CREDIT);
    await vi.waitUntil(() => only(box).status === "surcharge");
    const element = only(box);
    flushSync(() => root.render(null));
    element.accept();
    expect([submissions, element.value]).toEqual([[], ""]);
  });
});

describe("a shop that draws its checkout anew, as WooCommerce does after each change of the address", () => {
  const CHECKOUT = `<form><card-surcharge merchant="mch_demo" base-amount="12500" currency="USD" country="US" state="IL"
    endpoint="${ENDPOINT}" name="quote" token-name="card_token">Credit cards may carry a surcharge.</card-surcharge></form>`;

  async function shop() {
    const service = standInService();
    const card = await pageTokenizer();
    const box = document.body.appendChild(document.createElement("div"));
    const draw = (html = CHECKOUT) => {
      box.innerHTML = html;
      only(box).connect(card.tokenizer);
    };
    draw();
    return { service, box, draw, form: () => box.querySelector("form") as HTMLFormElement, ...card };
  }

  it("loses an offer that was not accepted, and asks afresh for the next card", async () => {
    const { service, box, draw, form, tokenizer, submissions } = await shop();
    submit(tokenizer, TOKEN);
    service.last().answer(VISA_CREDIT);
    await vi.waitUntil(() => only(box).status === "surcharge");
    const before = only(box);
    draw();
    before.accept();
    expect([only(box).status, submissions, entriesOf(form())]).toEqual(["idle", [], {}]);

    submit(tokenizer, OTHER_TOKEN);
    service.last().answer(VISA_DEBIT);
    await vi.waitUntil(() => only(box).status === "none");
    expect(submissions).toMatchObject([{ token: OTHER_TOKEN, surcharge: { quote: VISA_DEBIT.quote } }]);
    expect(entriesOf(form())).toEqual({ quote: [VISA_DEBIT.quote], card_token: [OTHER_TOKEN] });
  });

  it("never sends what an older copy of its HTML carries along", async () => {
    const { service, box, draw, form, tokenizer } = await shop();
    submit(tokenizer, TOKEN);
    service.last().answer(VISA_DEBIT);
    await vi.waitUntil(() => only(box).status === "none");
    draw(box.innerHTML);
    expect([only(box).status, entriesOf(form())]).toEqual(["idle", {}]);
  });

  it("has a state of its own, whatever the HTML that is drawn again says of an older one", async () => {
    const host = document.createElement("div");
    document.body.append(host);
    host.innerHTML = `<card-surcharge data-status="idle"></card-surcharge><card-surcharge data-status="accepted"></card-surcharge>`;
    for (const element of host.children) {
      expect((element as HTMLElement).dataset["status"]).toBe("idle");
      expect(element.matches(":state(idle)")).toBe(true);
    }
    host.remove();
  });

  it("drops the answer to a question of the element that is gone", async () => {
    const { service, box, draw, tokenizer, submissions } = await shop();
    submit(tokenizer, TOKEN);
    const asked = service.last();
    draw();
    expect(asked.signal?.aborted).toBe(true);
    asked.answer(VISA_DEBIT);
    await only(box).updateComplete;
    expect([only(box).status, submissions]).toEqual(["idle", []]);
  });
});
