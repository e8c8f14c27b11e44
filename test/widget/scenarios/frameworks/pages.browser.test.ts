/** The element in pages without a framework: HTML that is drawn anew, views that replace each other, forms that are read by hand. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { defineCardSurcharge } from "../../../../widget/define.ts";
import type { CardSurchargeElement } from "../../../../widget/element.ts";
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
} from "../../../support/browser/checkout-page.ts";
import {
  DEBIT_ENTRIES,
  entriesOnAllWays,
  nextTask,
  onAllWays,
  only,
  submit,
} from "../../../support/browser/framework-contract.ts";

beforeEach(() => defineCardSurcharge());
afterEach(cleanPage);

const CHECKOUT = `<form><card-surcharge merchant="mch_demo" base-amount="12500" currency="USD" country="US" state="IL"
  endpoint="${ENDPOINT}" name="quote" token-name="card_token">Credit cards may carry a surcharge.</card-surcharge></form>`;

describe("a shop that draws its checkout anew, as WooCommerce does after each change of the address", () => {
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

describe("views that replace each other, as Turbo draws a visit", () => {
  /** A view of the checkout; what its script does once it is in the page is up to the test. */
  function view(html = CHECKOUT) {
    const body = document.createElement("div");
    body.innerHTML = html;
    document.body.append(body);
    return { body, element: only(body), form: body.querySelector("form") as HTMLFormElement };
  }

  const answered = (element: CardSurchargeElement) => vi.waitUntil(() => element.status === "none");

  async function visited() {
    const service = standInService();
    service.always = VISA_DEBIT;
    const { tokenizer, submissions } = await pageTokenizer();
    const old = view();
    old.element.connect(tokenizer);
    submit(tokenizer, TOKEN);
    await answered(old.element);
    return { service, old, submissions, tokenizer };
  }

  it("give the Tokenizer to the new one while the old one is still in the page", async () => {
    const { service, old, tokenizer, submissions } = await visited();
    const fresh = view();
    fresh.element.connect(tokenizer);
    submit(tokenizer, OTHER_TOKEN);
    await answered(fresh.element);
    old.body.remove();
    expect([service.lookups.length, submissions.length]).toEqual([2, 2]);
    expect(entriesOf(fresh.form)).toEqual({ quote: [VISA_DEBIT.quote], card_token: [OTHER_TOKEN] });
  });

  it("keep it with the new one, whatever the old one does on its way out", async () => {
    const { old, tokenizer } = await visited();
    const fresh = view();
    fresh.element.connect(tokenizer);
    old.body.remove();
    document.body.prepend(old.body);
    old.body.remove();
    submit(tokenizer, OTHER_TOKEN);
    await answered(fresh.element);
    expect(old.element.isConnected).toBe(false);
    expect(entriesOf(fresh.form)).toEqual({ quote: [VISA_DEBIT.quote], card_token: [OTHER_TOKEN] });
  });

  it("come back from the page's memory without an answer", async () => {
    const { service, old } = await visited();
    const kept = old.body.cloneNode(true) as HTMLElement;
    old.body.replaceWith(kept);
    await nextTask();
    expect(await entriesOnAllWays(kept.querySelector("form") as HTMLFormElement)).toEqual(onAllWays());
    expect([only(kept).status, service.lookups.length]).toEqual(["idle", 1]);
  });
});

describe("an element that is moved in the page", () => {
  it("keeps its answer with moveBefore(), and sends it with its new form", async () => {
    const service = standInService();
    document.body.innerHTML = `${CHECKOUT}<form id="other"></form>`;
    const [form, other] = [...document.forms] as [HTMLFormElement, HTMLFormElement];
    const element = only(form);
    service.always = VISA_DEBIT;
    element.token = TOKEN;
    await vi.waitUntil(() => element.status === "none");
    (other as unknown as { moveBefore(node: Node, before: null): void }).moveBefore(element, null);
    expect(await entriesOnAllWays(form)).toEqual(onAllWays());
    expect(await entriesOnAllWays(other)).toEqual(onAllWays(...DEBIT_ENTRIES));
    expect([element.status, service.lookups.length]).toEqual(["none", 1]);
  });

  it("starts afresh when it is taken out and put back, and asks once more for the token that the page set", async () => {
    const service = standInService();
    service.always = VISA_DEBIT;
    document.body.innerHTML = `${CHECKOUT}<form id="other"></form>`;
    const [form, other] = [...document.forms] as [HTMLFormElement, HTMLFormElement];
    const element = only(form);
    element.token = TOKEN;
    await vi.waitUntil(() => element.status === "none");
    other.append(element);
    expect(element.status).toBe("pending");
    await vi.waitUntil(() => element.status === "none");
    expect(await entriesOnAllWays(form)).toEqual(onAllWays());
    expect(await entriesOnAllWays(other)).toEqual(onAllWays(...DEBIT_ENTRIES));
    expect(service.lookups).toHaveLength(2);
  });
});

describe("a page that replaces what stands between the tags", () => {
  it.each<[string, (element: CardSurchargeElement, time: number) => void]>([
    ["as text", (element, time) => (element.textContent = `Notice ${time}`)],
    ["as HTML", (element, time) => (element.innerHTML = `<p>Notice ${time}</p>`)],
    ["by copies of what is there", (element) => element.replaceChildren(...element.cloneNode(true).childNodes)],
    ["by nothing", (element) => element.replaceChildren()],
  ])("200 times, %s, sends each entry once", async (_, replace) => {
    const service = standInService();
    document.body.innerHTML = CHECKOUT;
    const [form] = [...document.forms] as [HTMLFormElement];
    const element = only(form);
    service.always = VISA_DEBIT;
    element.token = TOKEN;
    await vi.waitUntil(() => element.status === "none");
    for (let time = 1; time <= 200; time++) {
      replace(element, time);
      expect([...new FormData(form)]).toEqual(DEBIT_ENTRIES);
      if (time % 20 === 0) await nextTask();
    }
    await nextTask();
    expect(await entriesOnAllWays(form)).toEqual(onAllWays(...DEBIT_ENTRIES));
    expect(service.lookups).toHaveLength(1);
  });
});
