/** Pages that do with the element's HTML, its properties and its form what they like. */
import { createElement } from "react";
import { hydrateRoot, type Root } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { defineCardSurcharge } from "../../../widget/define.ts";
import {
  checkoutPage,
  cleanPage,
  ENDPOINT,
  entriesOf,
  pageTokenizer,
  standInService,
  TOKEN,
  VISA_DEBIT,
} from "../../support/browser/checkout-page.ts";

const ENTRIES = { quote: [VISA_DEBIT.quote], card_token: [TOKEN] };

beforeEach(() => defineCardSurcharge());
afterEach(cleanPage);

const nextTask = () => new Promise((resolve) => setTimeout(resolve));

/** What a page finds that reads a form by hand. */
const serialised = (form: HTMLFormElement) =>
  [...form.elements].filter((each) => each instanceof HTMLInputElement).map(({ name, value }) => [name, value]);

/** An element with a debit card's quote and token in its form. */
async function settled(attributes: Readonly<Record<string, string | null>> = {}) {
  const service = standInService();
  service.always = VISA_DEBIT;
  const page = await checkoutPage(attributes);
  page.element.token = TOKEN;
  await vi.waitUntil(() => page.element.status === "none");
  return { service, ...page };
}

describe("entries between the element's tags", () => {
  it("stand in the form once, whatever is done to them and however often", async () => {
    const { element, form } = await settled();
    for (let time = 0; time < 150; time++) {
      if (time % 3 === 0) element.textContent = `Notice ${time}`;
      else if (time % 3 === 1) element.innerHTML = "";
      else element.append(...[...element.querySelectorAll("input")].map((input) => input.cloneNode()));
      // Asked in the same task, before anything is put back, and after it.
      expect(entriesOf(form)).toEqual(ENTRIES);
      await nextTask();
      expect(entriesOf(form)).toEqual(ENTRIES);
    }
    expect(serialised(form)).toEqual([
      ["quote", VISA_DEBIT.quote],
      ["card_token", TOKEN],
    ]);
  });

  it("are put back for a page that takes them away each time, and leave it time for everything else", async () => {
    const { element, form } = await settled();
    const taker = new MutationObserver(() => element.querySelectorAll("input").forEach((input) => input.remove()));
    taker.observe(element, { childList: true });
    element.textContent = "Notice";
    for (let task = 0; task < 20; task++) await nextTask();
    expect(entriesOf(form)).toEqual(ENTRIES);
    taker.disconnect();
    await vi.waitUntil(() => serialised(form).length === 2);
  });

  it("leave the page's own fields of other names alone, and none behind after a change", async () => {
    const { element, form } = await settled();
    form.insertAdjacentHTML("beforeend", `<input name="coupon" value="A"><input name="coupon" value="B">`);
    expect(entriesOf(form)).toEqual({ ...ENTRIES, coupon: ["A", "B"] });
    element.baseAmount = 1;
    expect(entriesOf(form)).toEqual({ coupon: ["A", "B"] });
  });

  it("are the same in a native submission", async () => {
    const { element, form } = await settled();
    const frame = document.createElement("iframe");
    frame.name = "target";
    document.body.append(frame);
    Object.assign(form, { method: "get", action: "about:blank", target: "target" });
    element.textContent = "Notice";
    const sent = new Promise<[string, FormDataEntryValue][]>((resolve) =>
      form.addEventListener("formdata", ({ formData }) => resolve([...formData])),
    );
    form.requestSubmit();
    expect(Object.fromEntries(await sent)).toEqual({ quote: VISA_DEBIT.quote, card_token: TOKEN });
  });
});

describe("the element's form", () => {
  it("is followed by the entries at once, wherever the attribute leads", async () => {
    const { element, form } = await settled();
    const other = document.createElement("form");
    other.id = "other";
    document.body.append(other);
    const both = () => [entriesOf(form), entriesOf(other)];
    element.setAttribute("form", "other");
    expect([element.form, ...both()]).toEqual([other, {}, ENTRIES]);
    expect(serialised(other)).toHaveLength(2);
    element.removeAttribute("form");
    expect([element.form, ...both()]).toEqual([form, ENTRIES, {}]);
    element.setAttribute("form", "nowhere");
    expect([element.form, ...both()]).toEqual([null, {}, {}]);
    other.id = "nowhere";
    await nextTask();
    expect([element.form, ...both()]).toEqual([other, {}, ENTRIES]);
  });

  it("is another one when the element is put into another", async () => {
    const { element, form } = await settled();
    const other = document.createElement("form");
    document.body.append(other);
    (other as unknown as { moveBefore(node: Node, before: null): void }).moveBefore(element, null);
    expect([entriesOf(form), entriesOf(other)]).toEqual([{}, ENTRIES]);
  });
});

describe("properties that a framework sets because they are there", () => {
  it("does the attribute's job for `form`", async () => {
    const { element, form } = await settled();
    const other = document.createElement("form");
    other.id = "other";
    document.body.append(other);
    Object.assign(element, { form: "other" });
    expect([element.getAttribute("form"), element.form]).toEqual(["other", other]);
    Object.assign(element, { form: null });
    expect(element.form).toBe(form);
  });

  it("throws for none that is also an attribute", async () => {
    const { element } = await settled();
    const attributes = (element.constructor as unknown as { observedAttributes: string[] }).observedAttributes;
    for (const name of [...attributes, "form", "value"]) {
      if (!(name in element)) continue;
      expect(() => Object.assign(element, { [name]: null }), name).not.toThrow();
    }
  });
});

describe("a page that comes from a server", () => {
  let root: Root | undefined;
  afterEach(() => root?.unmount());

  it.each([
    ["while nothing is known", {}],
    ["with a saved card's answer", { answer: JSON.stringify(VISA_DEBIT), name: "quote" }],
    ["with a token", { token: TOKEN, name: "quote", "token-name": "card_token" }],
  ])("is taken over by React as it is, %s", async (_, more) => {
    const service = standInService();
    service.always = VISA_DEBIT;
    const problems = vi.spyOn(console, "error").mockImplementation(() => {});
    const sale = { merchant: "mch_demo", "base-amount": "12500", currency: "USD", country: "US", state: "IL" };
    const tree = createElement("card-surcharge", { ...sale, endpoint: ENDPOINT, ...more }, "Notice");
    const box = document.body.appendChild(document.createElement("div"));
    box.innerHTML = renderToString(tree);
    const element = box.querySelector("card-surcharge");
    await element?.updateComplete;
    await nextTask();
    const mismatches: unknown[] = [];
    root = hydrateRoot(box, tree, { onRecoverableError: (error) => mismatches.push(error) });
    await nextTask();
    await nextTask();
    expect([mismatches, problems.mock.calls]).toEqual([[], []]);
    expect(box.querySelector("card-surcharge")).toBe(element);
  });

  it("has the entries in its HTML once somebody is there", async () => {
    standInService();
    const { element, form } = await checkoutPage({ answer: JSON.stringify(VISA_DEBIT) });
    expect([serialised(form), element.dataset["status"]]).toEqual([[], undefined]);
    expect(entriesOf(form)).toEqual({ quote: [VISA_DEBIT.quote] });
    document.body.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
    expect([serialised(form), element.dataset["status"]]).toEqual([[["quote", VISA_DEBIT.quote]], "none"]);
  });
});

describe("one Tokenizer and two elements, as during a page transition", () => {
  it("is the one's that was connected last, also when the other comes back", async () => {
    standInService();
    const [old, fresh] = [await checkoutPage(), await checkoutPage()];
    const { tokenizer } = await pageTokenizer();
    const submit = () => (tokenizer.submission as (response: object) => void)({ status: "success", token: TOKEN });
    old.element.connect(tokenizer);
    old.element.remove();
    fresh.element.connect(tokenizer);
    old.form.append(old.element);
    submit();
    expect([old.element.status, fresh.element.status]).toEqual(["idle", "pending"]);
    fresh.element.remove();
    old.element.connect(tokenizer);
    submit();
    expect(old.element.status).toBe("pending");
  });
});
