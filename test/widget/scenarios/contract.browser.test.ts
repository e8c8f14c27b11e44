/** The element's public contract, point by point, with the published Tokenizer client. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { LookupAnswer } from "../../../contract/lookup.ts";
import type { CardSurchargeElement } from "../../../widget/element.ts";
import {
  checkoutPage,
  cleanPage,
  entriesOf,
  OTHER_TOKEN,
  POLICY,
  pageTokenizer,
  part,
  shownText,
  standInService,
  statusOf,
  TOKEN,
  VISA_CREDIT,
  VISA_DEBIT,
} from "../../support/browser/checkout-page.ts";
import { quoted } from "../../support/service/quote-text.ts";

type Submission = (response: Record<string, unknown>) => void;

const success = (token = TOKEN) => ({ status: "success", token });

/** Lets every promise that is ready settle. */
const settle = () => new Promise<void>((resolve) => queueMicrotask(() => queueMicrotask(() => setTimeout(resolve))));

async function connected(attributes: Readonly<Record<string, string | null>> = {}) {
  const service = standInService();
  const page = await checkoutPage(attributes);
  const card = await pageTokenizer();
  page.element.connect(card.tokenizer);
  /** What the client does when the iframe has answered. */
  const submit = (response: Record<string, unknown>) => (card.tokenizer.submission as Submission)(response);
  return { service, ...page, ...card, submit };
}

async function offered(answer: unknown = VISA_CREDIT) {
  const shop = await connected();
  shop.submit(success());
  shop.service.last().answer(answer);
  await vi.waitUntil(() => shop.element.decision !== null);
  await shop.element.updateComplete;
  return shop;
}

afterEach(cleanPage);

describe("holding a success back", () => {
  it("also holds it from a callback that is assigned after connect()", async () => {
    const { tokenizer, submit, service, element } = await connected();
    const late = vi.fn<Submission>();
    tokenizer.submission = late;
    submit(success());
    expect(late).not.toHaveBeenCalled();
    service.last().answer(VISA_DEBIT);
    await vi.waitUntil(() => element.status === "none");
    expect(late).toHaveBeenCalledTimes(1);
  });

  it("calls each of two callbacks once when a page wraps the old one in a new one", async () => {
    const { tokenizer, submit, service, submissions } = await connected();
    const old = tokenizer.submission as Submission;
    const seen: unknown[] = [];
    tokenizer.submission = (response: Record<string, unknown>) => {
      seen.push(response);
      old(response);
    };
    service.always = VISA_DEBIT;
    submit(success());
    await vi.waitUntil(() => submissions.length > 0);
    expect([seen.length, submissions.length]).toEqual([1, 1]);
  });

  it("passes errors and validation on at once, unchanged", async () => {
    const { submit, submissions, element } = await connected();
    submit({ status: "error", msg: "no" });
    submit({ status: "validation", invalid: ["cvv"] });
    expect(submissions).toEqual([
      { status: "error", msg: "no" },
      { status: "validation", invalid: ["cvv"] },
    ]);
    expect(element.status).toBe("idle");
  });

  it("hands it over as `timeout` when there is no answer 3 s after the token", async () => {
    const { submit, submissions, element, service } = await connected();
    vi.useFakeTimers();
    submit(success());
    await vi.advanceTimersByTimeAsync(2_999);
    expect(submissions).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(submissions).toMatchObject([{ token: TOKEN, surcharge: { status: "unknown", surchargeAmount: 0 } }]);
    expect(element.decision).toMatchObject({ outcome: "unknown", reason: "timeout", source: "element" });
    expect(service.last().signal?.aborted).toBe(true);
  });

  it.each<[string, (shop: Awaited<ReturnType<typeof offered>>) => void]>([
    ["a changed amount", ({ element }) => element.setAttribute("base-amount", "99")],
    ["a changed state", ({ element }) => (element.state = "NY")],
    ["another language", ({ element }) => (element.locale = "fr")],
    ["another card number", ({ tokenizer }) => (tokenizer.validCard as (card: unknown) => void)({ isValid: false })],
    ["reset()", ({ element }) => element.reset()],
    ["a reset of the form", ({ form }) => form.reset()],
    ["leaving the page", ({ element }) => element.remove()],
    ["focus entering the card form", ({ frame }) => frame.focus()],
  ])("never hands it over after %s", async (_, act) => {
    const shop = await offered();
    act(shop);
    shop.element.accept();
    await vi.waitUntil(() => shop.element.status !== "surcharge");
    shop.element.accept();
    shop.form.append(shop.element);
    shop.element.accept();
    await settle();
    expect(shop.submissions).toEqual([]);
    expect(entriesOf(shop.form)).toEqual({});
  });

  it("reports what the page's callback throws, which the client would swallow", async () => {
    const { tokenizer, submit, service } = await connected();
    const report = vi.spyOn(window, "reportError").mockImplementation(() => {});
    const problem = new Error("from the page");
    tokenizer.submission = () => {
      throw problem;
    };
    service.always = VISA_DEBIT;
    submit(success());
    await vi.waitUntil(() => report.mock.calls.length > 0);
    expect(report).toHaveBeenCalledExactlyOnceWith(problem);
  });

  it("gives a Tokenizer to the newest element alone", async () => {
    const { tokenizer, submit, element, service } = await connected();
    const second = await checkoutPage();
    second.element.connect(tokenizer);
    submit(success());
    expect([element.status, second.element.status]).toEqual(["idle", "pending"]);
    expect(service.lookups).toHaveLength(1);
  });

  it("works on after the element has left the page and come back", async () => {
    const { submit, element, form, service, submissions } = await connected();
    element.remove();
    submit(success());
    expect(submissions).toEqual([success()]);
    form.append(element);
    submit(success(OTHER_TOKEN));
    expect(element.status).toBe("pending");
    service.last().answer(VISA_DEBIT);
    await vi.waitUntil(() => submissions.length === 2);
  });

  it("survives being connected twice, as React's StrictMode does", async () => {
    const { tokenizer, element, submit, service, submissions } = await connected();
    element.remove();
    document.body.append(element);
    element.connect(tokenizer);
    element.connect(tokenizer);
    submit(success());
    expect(service.lookups).toHaveLength(1);
    service.last().answer(VISA_DEBIT);
    await vi.waitUntil(() => submissions.length > 0);
    expect(submissions).toHaveLength(1);
  });

  it("keeps an offer through moveBefore()", async () => {
    const { element } = await offered();
    const place = document.createElement("div");
    document.body.append(place);
    (place as unknown as { moveBefore(node: Node, before: null): void }).moveBefore(element, null);
    expect(element.status).toBe("surcharge");
  });

  it("sends nothing that may be a card number, and hands it over as not checked", async () => {
    const { service, element, form, submit, submissions } = await connected();
    submit(success("4111111111111111"));
    expect(service.lookups).toEqual([]);
    expect(entriesOf(form)).toEqual({});
    expect(element.outerHTML).not.toContain("4111");
    expect(element.decision?.reason).toBe("refused");
    expect(submissions).toMatchObject([{ surcharge: { status: "unknown", quote: "" } }]);
    submit(success());
    expect(service.last().body["token"]).toBe(TOKEN);
  });

  it("refuses a Tokenizer that adds a fee itself", async () => {
    standInService();
    const { element, events } = await checkoutPage();
    const { tokenizer } = await pageTokenizer({ payment: { calculateFees: true } });
    expect(() => element.connect(tokenizer)).toThrowError(expect.objectContaining({ code: "calculate_fees" }));
    expect(events).toEqual(["error:calculate_fees"]);
  });
});

describe("declining", () => {
  it("while a card is checked keeps its success from the page for good", async () => {
    const { service, element, submit, submissions } = await connected();
    submit(success());
    element.decline();
    expect(element.status).toBe("idle");
    service.last().answer(VISA_DEBIT);
    await settle();
    expect(submissions).toEqual([]);
  });

  it("does nothing where there is nothing to decline", async () => {
    const { element, events } = await connected();
    element.decline();
    expect(events).toEqual([]);
  });
});

describe("a change after the card was tokenised", () => {
  const changedTo = async (shop: Awaited<ReturnType<typeof connected>>, answer: unknown) => {
    const { element, service } = shop;
    const amount = 13_000;
    element.baseAmount = amount;
    const asked = service.lookups.length;
    await vi.waitUntil(() => service.lookups.length > asked);
    const { surcharge } = answer as typeof VISA_CREDIT;
    const totalAmount = amount + (surcharge.surchargeAmount ?? 0);
    service
      .last()
      .answer(quoted({ ...(answer as LookupAnswer), surcharge: { ...surcharge, baseAmount: amount, totalAmount } }));
    await vi.waitUntil(() => element.decision !== null);
  };

  it("hands nothing over by itself, and the accepted success once the page asks for a review again", async () => {
    const shop = await offered();
    const { element, submissions, frame } = shop;
    await changedTo(shop, VISA_CREDIT);
    element.accept();
    expect(submissions).toEqual([]);
    await element.review();
    const handed = { token: TOKEN, surcharge: { status: "accepted", totalAmount: 13_375 } };
    expect(submissions).toMatchObject([handed]);
    // As after a request of the page's that failed.
    await element.review();
    expect(submissions).toMatchObject([handed, handed]);
    expect(frame.heard).not.toContain("submit");
  });

  it("hands it over as not checked at the next review, where the service cannot be reached", async () => {
    const { element, service, submissions } = await offered();
    element.baseAmount = 13_000;
    await vi.waitUntil(() => service.lookups.length === 2);
    service.last().fail();
    await vi.waitUntil(() => element.decision !== null);
    expect(submissions).toEqual([]);
    const review = element.review();
    service.last().fail();
    expect((await review).decision.reason).toBe("offline");
    expect(submissions).toMatchObject([{ token: TOKEN, surcharge: { status: "unknown" } }]);
  });

  it("keeps it back while the choice is open, also from a review", async () => {
    const shop = await offered();
    await changedTo(shop, VISA_CREDIT);
    await shop.element.review();
    expect(shop.submissions).toEqual([]);
    shop.element.accept();
    expect(shop.submissions).toHaveLength(1);
  });
});

describe("another method than a card", () => {
  it.each<[string, (shop: Awaited<ReturnType<typeof connected>>) => void]>([
    ["onPaymentChange", ({ tokenizer }) => tokenizer.onPaymentChange("ach")],
    ["achOnChange", ({ tokenizer }) => (tokenizer.achOnChange as (data: unknown) => void)({})],
    ["a success without a token, as of Apple Pay", ({ submit }) => submit({ status: "success" })],
  ])("%s shows that nothing is added", async (_, act) => {
    const shop = await connected();
    act(shop);
    expect(shop.element.status).toBe("none");
    expect(shop.element.decision).toMatchObject({ reason: "other_method", outcome: "none", source: "element" });
    expect(shop.service.lookups).toEqual([]);
  });

  it("hands its token over at once", async () => {
    const { tokenizer, submit, submissions, form } = await connected();
    tokenizer.onPaymentChange("ach");
    submit(success());
    expect(submissions).toMatchObject([{ token: TOKEN, surcharge: { status: "none", surchargeAmount: 0 } }]);
    expect(entriesOf(form)).toEqual({ card_token: [TOKEN] });
  });

  it("is forgotten when the shopper goes back to the card", async () => {
    const { tokenizer, element } = await connected();
    const change = (type: string) => tokenizer.onPaymentChange(type);
    change("ach");
    change("card");
    expect(element.status).toBe("idle");
  });
});

describe("expiry", () => {
  type Shop = Awaited<ReturnType<typeof connected>>;

  /** Reading an answer takes the browser a moment that no fake clock knows. */
  async function answered({ element, service }: Shop, answer: unknown) {
    service.last().answer(answer);
    const channel = new MessageChannel();
    while (element.decision === null)
      await new Promise((resolve) => {
        // oxlint-disable-next-line unicorn/prefer-add-event-listener -- a port hears nothing before `onmessage` starts it
        channel.port1.onmessage = resolve;
        channel.port2.postMessage(null);
      });
    channel.port1.close();
  }
  async function accepted() {
    const shop = await connected();
    vi.useFakeTimers();
    shop.submit(success());
    await answered(shop, VISA_CREDIT);
    shop.element.accept();
    return shop;
  }
  const again = async (shop: Shop, answer: unknown) => {
    shop.submit(success(OTHER_TOKEN));
    await answered(shop, answer);
  };

  it("comes 105 s after the token: no value, no decision, no error for the form; what was shown can still be read", async () => {
    const { element, form, events } = await accepted();
    await element.updateComplete;
    const shown = [part(element, "headline")?.innerText, part(element, "amounts")?.innerText];
    await vi.advanceTimersByTimeAsync(104_999);
    expect(element.status).toBe("accepted");
    await vi.advanceTimersByTimeAsync(1);
    expect([element.status, element.decision]).toEqual(["expired", null]);
    expect(entriesOf(form)).toEqual({});
    expect(form.checkValidity()).toBe(true);
    expect(events.slice(-2)).toEqual(["expire:expired", "change:expired"]);
    await element.updateComplete;
    expect([part(element, "headline")?.innerText, part(element, "amounts")?.innerText]).toEqual(shown);
    expect(statusOf(element)).toBe("Surcharge accepted.");
    expect(shownText(element)).toContain("The card check has expired. It is repeated before you pay.");
  });

  it("is renewed without a word: the announcement of an accepted offer is never written again", async () => {
    const shop = await accepted();
    await shop.element.updateComplete;
    const written = vi.fn<MutationCallback>();
    const observer = new MutationObserver(written);
    const region = shop.element.shadowRoot?.querySelector("[role=status]") as Element;
    observer.observe(region, { childList: true, characterData: true, subtree: true });
    await vi.advanceTimersByTimeAsync(105_000);
    await shop.element.updateComplete;
    await again(shop, quoted(VISA_CREDIT, "new"));
    await shop.element.updateComplete;
    expect(shop.element.status).toBe("accepted");
    expect([written.mock.calls.length, statusOf(shop.element)]).toEqual([0, "Surcharge accepted."]);
    observer.disconnect();
  });

  it("is renewed and accepted by one press on an offer that expired before it was chosen", async () => {
    const shop = await connected();
    vi.useFakeTimers();
    shop.submit(success());
    await answered(shop, { ...VISA_CREDIT, expiresInSeconds: 20 });
    await vi.advanceTimersByTimeAsync(20_000);
    await shop.element.updateComplete;
    const renewed = quoted(VISA_CREDIT, "new");
    shop.element.accept();
    shop.submit(success(OTHER_TOKEN));
    expect([shop.element.status, entriesOf(shop.form)]).toEqual(["pending", {}]);
    await answered(shop, renewed);
    await shop.element.updateComplete;
    expect(shop.element.status).toBe("accepted");
    expect(entriesOf(shop.form)).toEqual({ quote: [renewed.quote], card_token: [OTHER_TOKEN] });
  });

  it("is asked again by that press where the renewed offer is another one", async () => {
    const shop = await connected();
    vi.useFakeTimers();
    shop.submit(success());
    await answered(shop, { ...VISA_CREDIT, expiresInSeconds: 20 });
    await vi.advanceTimersByTimeAsync(20_000);
    await shop.element.updateComplete;
    shop.element.accept();
    shop.submit(success(OTHER_TOKEN));
    await answered(shop, quoted({ ...VISA_CREDIT, disclosure: "Another one." }));
    await shop.element.updateComplete;
    expect([shop.element.status, shop.submissions.length]).toEqual(["surcharge", 0]);
    expect(part(shop.element, "disclosure")?.innerText).toBe("Another one.");
  });

  it("comes earlier when the quote does", async () => {
    const shop = await connected();
    vi.useFakeTimers();
    shop.submit(success());
    await answered(shop, { ...VISA_CREDIT, expiresInSeconds: 20 });
    await vi.advanceTimersByTimeAsync(20_000);
    expect(shop.element.status).toBe("expired");
    expect(shop.submissions).toEqual([]);
  });

  it("carries an acceptance over to the same brand, amount and disclosure", async () => {
    const shop = await accepted();
    await vi.advanceTimersByTimeAsync(105_000);
    const renewed = quoted(VISA_CREDIT, "new");
    await again(shop, renewed);
    expect(shop.element.status).toBe("accepted");
    expect(shop.submissions).toHaveLength(2);
    expect(entriesOf(shop.form)).toEqual({ quote: [renewed.quote], card_token: [OTHER_TOKEN] });
  });

  it("has come when the machine slept while the card was checked: a dead token is handed to nobody", async () => {
    const shop = await connected();
    vi.useFakeTimers();
    shop.submit(success());
    vi.setSystemTime(Date.now() + 106_000);
    shop.service.last().answer(VISA_DEBIT);
    for (let turn = 0; shop.element.status === "pending" && turn < 1_000; turn++) await vi.advanceTimersByTimeAsync(0);
    expect(shop.element.status).toBe("expired");
    expect(shop.submissions).toEqual([]);
  });

  it("carries nothing over once the shopper wants another card", async () => {
    const shop = await accepted();
    await vi.advanceTimersByTimeAsync(105_000);
    shop.element.decline();
    await again(shop, quoted(VISA_CREDIT, "new"));
    expect(shop.element.status).toBe("surcharge");
    expect(shop.submissions).toHaveLength(1);
  });

  it.each<[string, unknown]>([
    ["brand", quoted({ ...VISA_CREDIT, card: { ...VISA_CREDIT.card, brand: "mastercard" } as LookupAnswer["card"] })],
    [
      "amount",
      quoted({
        ...VISA_CREDIT,
        surcharge: { ...VISA_CREDIT.surcharge, rateBps: 200, surchargeAmount: 250, totalAmount: 12750 },
      }),
    ],
    ["disclosure", { ...VISA_CREDIT, disclosure: "Another one." }],
  ])("asks again for another %s", async (_, answer) => {
    const shop = await accepted();
    await vi.advanceTimersByTimeAsync(105_000);
    await again(shop, answer);
    expect(shop.element.status).toBe("surcharge");
    expect(shop.submissions).toHaveLength(1);
  });

  it("asks again after a change, even back to the same", async () => {
    const shop = await accepted();
    await vi.advanceTimersByTimeAsync(105_000);
    shop.element.state = "NY";
    shop.element.state = "IL";
    await again(shop, VISA_CREDIT);
    expect(shop.element.status).toBe("surcharge");
  });
});

describe("focus in the card form", () => {
  it("wipes what is shown, because the card may be another one now; review() then asks for a new token", async () => {
    const { element, frame, service, events } = await offered();
    frame.focus();
    await vi.waitUntil(() => element.status === "idle");
    expect(events.at(-1)).toBe("change:idle");
    frame.reply = () => success(OTHER_TOKEN);
    service.always = VISA_DEBIT;
    expect((await element.review()).token).toBe(OTHER_TOKEN);
  });

  it("is one Tab away after Use another card, which says so, and is moved by no answer", async () => {
    const { element, tokenizer, container, frame, events } = await offered();
    expect(document.activeElement).toBe(document.body);
    part(element, "decline")?.click();
    // What the frame stands in: from there the next Tab reaches the frame's first field.
    expect(document.activeElement).toBe(container);
    expect(container.contains(tokenizer.iframe)).toBe(true);
    await element.updateComplete;
    expect(element.status).toBe("idle");
    expect(statusOf(element)).toBe("No surcharge accepted. Please enter another card number.");
    container.blur();
    expect(container.hasAttribute("tabindex")).toBe(false);
    const told = events.length;
    frame.tell("validCard", { isValid: true, bin: { card_brand: "Visa", card_type: "credit" } });
    await vi.waitUntil(() => element.status === "preview");
    await element.updateComplete;
    expect([statusOf(element), events.length]).toEqual(["", told]);
  });

  it("leaves a tabindex of the page's alone", async () => {
    const { element, container } = await offered();
    container.tabIndex = 0;
    part(element, "decline")?.click();
    container.blur();
    expect(container.tabIndex).toBe(0);
  });
});

describe("the iframe's name", () => {
  it("is given when it has none, and left alone when it has one", async () => {
    const { tokenizer, element } = await connected();
    await element.updateComplete;
    expect(tokenizer.iframe.title).toBe("Card details");
    tokenizer.iframe.title = "Payment card";
    element.state = "NY";
    await element.updateComplete;
    expect(tokenizer.iframe.title).toBe("Payment card");
  });
});

describe("tokenizer=, without script", () => {
  async function wired() {
    const service = standInService();
    const card = await pageTokenizer();
    const page = await checkoutPage({ tokenizer: "#card-form" });
    return { service, ...card, ...page };
  }

  it("hears the iframe's own messages and previews the brand", async () => {
    const { frame, element } = await wired();
    frame.tell("validCard", { isValid: true, bin: { card_brand: "Visa", card_type: "credit" } });
    await vi.waitUntil(() => element.status === "preview");
    await element.updateComplete;
    expect(shownText(element)).toContain("Looks like Visa.");
  });

  it("asks about a submitted card, and shows the choice although it cannot hold the page's callback", async () => {
    const { frame, element, service, submissions } = await wired();
    service.always = VISA_CREDIT;
    frame.reply = () => success();
    const { decision } = await element.review();
    expect(decision.outcome).toBe("surcharge");
    expect(submissions).toHaveLength(1);
  });

  it("ignores the same message from another window", async () => {
    const { element, service } = await wired();
    window.postMessage(JSON.stringify({ event: "submission", data: success() }), "*");
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect([element.status, service.lookups.length]).toEqual(["idle", 0]);
  });
});

describe("attributes", () => {
  let errors: string[] = [];
  beforeEach(() => {
    errors = [];
    vi.spyOn(console, "error").mockImplementation((text: string) => errors.push(text));
  });

  it.each([
    ["base-amount", "125.00"],
    ["base-amount", "-1"],
    ["base-amount", "1e3"],
    ["state", "Illinoiss"],
    ["country", "USA"],
    ["currency", "US"],
    ["merchant", "demo"],
    ["endpoint", "javascript:alert(1)"],
    ["surcharge-tax-rate", "8.875"],
    ["surcharge-tax-rate", "50001"],
    ["order-ref", "two words"],
    ["ship-to-state", "Calif%"],
  ])("malformed %s=%s: one console error that names it, an event, `unknown`, and no request", async (name, value) => {
    const service = standInService();
    const { element, events } = await checkoutPage();
    errors = [];
    vi.useFakeTimers();
    element.setAttribute(name, value);
    await vi.advanceTimersByTimeAsync(399);
    expect([errors, events]).toEqual([[], []]);
    await vi.advanceTimersByTimeAsync(1);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain(`${name}="${value}"`);
    expect(element.status).toBe("unknown");
    expect(events).toEqual(["error:invalid_attribute", "change:unknown"]);
    element.token = TOKEN;
    await vi.advanceTimersByTimeAsync(0);
    expect(element.status).toBe("unknown");
    expect(service.lookups).toEqual([]);
  });

  it.each([
    ["locale", "english please"],
    ["theme", "shiny"],
    ["tokenizer", "#a("],
  ])("no use of %s=%s: one console error and one event, and the card is checked all the same", async (name, value) => {
    const service = standInService();
    const { element, events } = await checkoutPage({ [name]: value });
    expect(errors).toEqual([expect.stringContaining(`${name}="${value}"`)]);
    expect(events).toEqual(["error:invalid_attribute"]);
    element.token = TOKEN;
    await settle();
    expect(service.lookups).toHaveLength(1);
    await expect(element.review().catch(() => "settled")).resolves.toBeDefined();
  });

  it.each([
    ["theme", "shiny"],
    ["locale", "english please"],
  ])("of no use and set later, as %s=%s: told of once, and the answer stays", async (name, value) => {
    const service = standInService();
    const { element, events } = await checkoutPage();
    element.token = TOKEN;
    await settle();
    service.last().answer(VISA_CREDIT);
    await vi.waitUntil(() => element.status === "surcharge");
    events.length = 0;
    vi.useFakeTimers();
    element.setAttribute(name, value);
    element.setAttribute(name, value);
    await vi.advanceTimersByTimeAsync(399);
    expect(errors).toEqual([]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(errors).toEqual([expect.stringContaining(`${name}="${value}"`)]);
    expect([events, element.status]).toEqual([["error:invalid_attribute"], "surcharge"]);
    expect(service.lookups).toHaveLength(1);
  });

  it.each(["merchant", "endpoint"])(
    "no %s, once a card is to be checked: one console error that says so",
    async (name) => {
      standInService();
      const { element, events } = await checkoutPage({ [name]: null });
      expect([errors, events]).toEqual([[], []]);
      element.token = TOKEN;
      await element.updateComplete;
      expect(errors).toEqual([expect.stringMatching(new RegExp(`${name} is missing: it must be .+`))]);
      element.token = OTHER_TOKEN;
      await element.updateComplete;
      expect(errors).toHaveLength(1);
      expect(events.filter((event) => event.startsWith("error"))).toEqual(["error:invalid_attribute"]);
    },
  );

  it("an empty merchant is not chosen yet: nothing is told", async () => {
    standInService();
    const { element } = await checkoutPage({ merchant: "" });
    element.token = TOKEN;
    await element.updateComplete;
    expect([errors, element.status]).toEqual([[], "pending"]);
  });

  it("say nothing while they are typed", async () => {
    standInService();
    const { element, events } = await checkoutPage({ state: "" });
    vi.useFakeTimers();
    for (let length = 1; length <= "Illinois".length; length++) {
      element.state = "Illinois".slice(0, length);
      await vi.advanceTimersByTimeAsync(200);
    }
    await vi.advanceTimersByTimeAsync(1_000);
    expect([errors, events, element.status]).toEqual([[], [], "idle"]);
  });

  it("name an answer that is malformed, without its value", async () => {
    standInService();
    const { element } = await checkoutPage({ answer: "{not json" });
    expect(errors).toEqual([expect.stringContaining("answer")]);
    expect([element.status, element.decision?.reason]).toEqual(["unknown", "bad_answer"]);
  });

  it("are all well formed before anything is asked", async () => {
    const service = standInService();
    const { element } = await checkoutPage({ "base-amount": "125.00" });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(service.policies).toEqual([]);
    element.baseAmount = 12_500;
    await vi.waitUntil(() => service.policies.length === 1);
  });

  it("never writes down a token that is none, for it may be a card number", async () => {
    standInService();
    const { element } = await checkoutPage();
    element.setAttribute("token", "4012000077777777");
    expect(errors).toHaveLength(1);
    expect(errors[0]).not.toContain("4012");
    expect(element.status).toBe("unknown");
  });

  it.each([
    ["country", ""],
    ["state", "  "],
    ["base-amount", ""],
    ["ship-to-country", ""],
    ["merchant", ""],
  ])("an empty %s means that it is not chosen yet: no request, no error", async (name, value) => {
    const service = standInService();
    const { element } = await checkoutPage({ [name]: value, token: TOKEN });
    await settle();
    expect(service.lookups).toEqual([]);
    expect([errors, element.status]).toEqual([[], "pending"]);
  });

  it("takes any case, blanks around, full names and codes with their country", async () => {
    const service = standInService();
    await checkoutPage({
      country: " us ",
      state: "us-il",
      currency: "usd",
      "ship-to-country": "ca",
      "ship-to-state": "Québec",
      token: TOKEN,
    });
    expect(service.last().body).toMatchObject({
      country: "US",
      state: "IL",
      currency: "USD",
      shipTo: { country: "CA", state: "QC" },
    });
  });

  it("does not take another way of writing the same for a change", async () => {
    const { element } = await offered();
    element.setAttribute("country", " us");
    element.baseAmount = "12500 ";
    expect(element.status).toBe("surcharge");
  });

  it("never reflects the token", async () => {
    standInService();
    const { element } = await checkoutPage();
    element.token = TOKEN;
    await element.updateComplete;
    expect(element.outerHTML).not.toContain(TOKEN);
  });

  it("keeps properties that were set before the class was there", async () => {
    const service = standInService();
    const { element } = await checkoutPage({ state: null });
    // Made where the class is not known, as before the script has loaded.
    const late = document.implementation.createHTMLDocument().createElement("card-surcharge");
    for (const { name, value } of element.attributes) late.setAttribute(name, value);
    Object.assign(late, { state: "NY", token: TOKEN });
    element.replaceWith(late);
    await late.updateComplete;
    expect([late.state, late.token]).toEqual(["NY", TOKEN]);
    await vi.waitUntil(() => service.lookups.length > 0);
    expect(service.lookups.map(({ body }) => [body["state"], body["token"]])).toEqual([["NY", TOKEN]]);
  });

  it("waits until a changed place rests before it asks again", async () => {
    const { element, service } = await offered();
    vi.useFakeTimers();
    for (const state of ["IN", "IA", "KS", "KY", "NY"]) {
      element.state = state;
      await vi.advanceTimersByTimeAsync(100);
    }
    await vi.advanceTimersByTimeAsync(400);
    expect(service.lookups.map(({ body }) => body["state"])).toEqual(["IL", "NY"]);
  });
});

describe("the form", () => {
  it("is never sent an outdated quote in the line after a change", async () => {
    const { element, form } = await offered(VISA_DEBIT);
    const sent: unknown[] = [];
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      sent.push(entriesOf(form));
    });
    element.baseAmount = 500;
    form.requestSubmit();
    expect(sent).toEqual([]);
    element.reset();
    form.requestSubmit();
    expect(sent).toEqual([{}]);
  });

  it("can be read by hand, as jQuery's serialize() does", async () => {
    const { form } = await offered(VISA_DEBIT);
    const inputs = [...form.elements].filter((each) => each instanceof HTMLInputElement);
    expect(Object.fromEntries(inputs.map(({ name, value }) => [name, value]))).toEqual({
      quote: VISA_DEBIT.quote,
      card_token: TOKEN,
    });
  });

  it("keeps its entries when the page draws the notice anew", async () => {
    const { element, form } = await offered();
    element.accept();
    const entries = entriesOf(form);
    expect(entries).toEqual({ quote: [VISA_CREDIT.quote], card_token: [TOKEN] });
    element.textContent = "Credit cards may carry another surcharge.";
    await settle();
    expect(entriesOf(form)).toEqual(entries);
  });

  it("is not left by an element whose `disabled` a framework takes back", async () => {
    const { element, form } = await offered();
    element.disabled = undefined as unknown as boolean;
    expect(form.checkValidity()).toBe(false);
  });

  it("gets no value of a disabled element, by the platform's own rule", async () => {
    const { element, form } = await offered(VISA_DEBIT);
    element.disabled = true;
    expect(entriesOf(form)).toEqual({});
    element.disabled = false;
    expect(entriesOf(form)).toEqual({ quote: [VISA_DEBIT.quote], card_token: [TOKEN] });
  });

  it("is held up and charged by no element in a disabled fieldset", async () => {
    const service = standInService();
    const { element, form } = await checkoutPage();
    const fieldset = document.createElement("fieldset");
    form.append(fieldset);
    fieldset.append(element);
    element.token = TOKEN;
    await settle();
    service.last().answer(VISA_CREDIT);
    await vi.waitUntil(() => element.status === "surcharge");
    fieldset.disabled = true;
    element.accept();
    await element.updateComplete;
    expect(part(element, "decline")?.getAttribute("aria-disabled")).toBe("true");
    expect([element.status, form.checkValidity(), entriesOf(form)]).toEqual(["surcharge", true, {}]);
    fieldset.disabled = false;
    element.accept();
    expect([element.status, entriesOf(form)]).toEqual([
      "accepted",
      { quote: [VISA_CREDIT.quote], card_token: [TOKEN] },
    ]);
  });

  it("does not let a disabled element be accepted", async () => {
    const { element, submissions } = await offered();
    element.disabled = true;
    element.accept();
    expect([element.status, submissions.length]).toEqual(["surcharge", 0]);
  });

  it("hands nothing over to a page that cancels an acceptance, even if it asks for a review meanwhile", async () => {
    const { element, submissions } = await offered();
    element.addEventListener("surcharge-accept", (event) => {
      event.preventDefault();
      void element.review();
    });
    element.accept();
    await settle();
    expect(element.status).toBe("surcharge");
    expect(submissions).toEqual([]);
  });

  it("keeps an acceptance open that the page cancels", async () => {
    const { element, form, submissions } = await offered();
    element.addEventListener("surcharge-accept", (event) => event.preventDefault());
    element.accept();
    expect(element.status).toBe("surcharge");
    expect([submissions, entriesOf(form)]).toEqual([[], {}]);
  });

  it("keeps everything when the page cancels a decline", async () => {
    const { element } = await offered();
    element.addEventListener("surcharge-decline", (event) => event.preventDefault());
    element.decline();
    expect(element.status).toBe("surcharge");
  });

  it("starts afresh when the page comes back from the back-forward cache", async () => {
    const { element, submissions } = await offered();
    window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
    element.accept();
    expect([element.status, submissions]).toEqual(["idle", []]);
  });
});

describe("answer=, for a saved card", () => {
  it("is gone for good once the place changes, even when the element is put elsewhere in the page", async () => {
    standInService();
    const { element, form } = await checkoutPage({ answer: JSON.stringify(VISA_DEBIT) });
    expect(element.status).toBe("none");
    element.state = "CO";
    expect(element.answer).toBeNull();
    form.append(element);
    expect(element.status).toBe("idle");
  });

  it("stays when a framework sets the token it does not use to null, and the other way round", async () => {
    standInService();
    const { element } = await checkoutPage({ answer: JSON.stringify(VISA_DEBIT) });
    element.token = null;
    expect(element.status).toBe("none");
    element.token = TOKEN;
    element.answer = null;
    expect(element.token).toBe(TOKEN);
    expect(element.status).toBe("pending");
  });

  it("is `bad_answer` when the surcharge is more than the rate makes of the base amount", async () => {
    standInService();
    const surcharge = { ...VISA_CREDIT.surcharge, surchargeAmount: 5_000, totalAmount: 17_500 };
    const { element } = await checkoutPage({ answer: JSON.stringify({ ...VISA_CREDIT, surcharge }) });
    expect(element.decision).toMatchObject({ outcome: "unknown", reason: "bad_answer" });
  });

  it("shows a server-made answer and gives its quote once the shopper accepted", async () => {
    const service = standInService();
    const { element, form } = await checkoutPage({ answer: JSON.stringify(VISA_CREDIT) });
    expect(element.status).toBe("surcharge");
    element.accept();
    expect(entriesOf(form)).toEqual({ quote: [VISA_CREDIT.quote] });
    expect(await element.review()).toMatchObject({ token: null, quote: VISA_CREDIT.quote });
    expect(service.lookups).toEqual([]);
  });

  it("takes an object as well, and drops it when the amount changes", async () => {
    standInService();
    const { element } = await checkoutPage();
    element.answer = VISA_DEBIT;
    await settle();
    expect(element.status).toBe("none");
    element.baseAmount = 1;
    expect([element.status, element.decision]).toEqual(["idle", null]);
  });

  it.each([
    ["no JSON", "{"],
    [
      "another amount",
      JSON.stringify({ ...VISA_DEBIT, surcharge: { ...VISA_DEBIT.surcharge, baseAmount: 1, totalAmount: 1 } }),
    ],
    ["another currency", JSON.stringify({ ...VISA_DEBIT, surcharge: { ...VISA_DEBIT.surcharge, currency: "EUR" } })],
  ])("is `bad_answer` with %s", async (_, answer) => {
    standInService();
    const { element } = await checkoutPage({ answer });
    expect(element.decision).toMatchObject({ reason: "bad_answer", outcome: "unknown" });
  });

  it("gives way to a newer source", async () => {
    const { element, submit } = await connected({ answer: JSON.stringify(VISA_DEBIT) });
    expect(element.status).toBe("none");
    submit(success());
    expect([element.status, element.answer]).toEqual(["pending", null]);
  });
});

describe("language", () => {
  const HEBREW = {
    ...POLICY,
    locale: "he",
    dir: "rtl",
    notice: "הודעה",
    labels: { title: "עמלה" },
  };

  it("follows the nearest lang, and marks what is shown with the language and direction it is in", async () => {
    const service = standInService(HEBREW);
    const { element, form } = await checkoutPage();
    form.lang = "he-IL";
    await vi.waitUntil(() => service.policies.at(-1)?.includes("locale=he-IL"));
    await vi.waitUntil(() => part(element, "base")?.dir === "rtl");
    expect(part(element, "base")?.lang).toBe("he");
    expect(shownText(element)).toContain("הודעה");
  });

  it("follows the lang of where moveBefore() has put it", async () => {
    const service = standInService();
    const { element } = await checkoutPage();
    const place = document.createElement("div");
    document.body.append(place);
    (place as unknown as { moveBefore(node: Node, before: null): void }).moveBefore(element, null);
    place.lang = "he";
    await vi.waitUntil(() => service.policies.at(-1)?.includes("locale=he"));
  });

  it("asks in English when there is no policy, so that one language is shown at a time", async () => {
    const service = standInService(null);
    const { element } = await checkoutPage({ locale: "he" });
    await vi.waitUntil(() => service.policies.length === 1);
    await settle();
    element.token = TOKEN;
    await settle();
    expect(service.last().body["locale"]).toBe("en");
  });

  it("lets the page reword a label", async () => {
    const { element } = await offered();
    element.labels = { accept: "OK, {rate}" };
    await element.updateComplete;
    expect(part(element, "accept")?.innerText).toBe("OK, {rate}");
  });
});

describe("the static notice", () => {
  it("is shown from the first moment, before the element has painted anything", async () => {
    standInService(null);
    const page = checkoutPage();
    const element = document.querySelector("card-surcharge");
    expect(element?.innerText).toBe("Credit cards may carry a surcharge.");
    expect(element?.clientHeight).toBeGreaterThan(0);
    await page;
    expect(element?.shadowRoot?.querySelectorAll("slot:not([name])")).toHaveLength(1);
  });

  it("is shown until the policy arrives, and stays when none does", async () => {
    const service = standInService(null);
    const { element } = await checkoutPage();
    await vi.waitUntil(() => service.policies.length === 1);
    await settle();
    const notice = element.shadowRoot?.querySelector("slot:not([name])");
    expect(notice?.parentElement?.hidden).toBe(false);
    expect(element.textContent).toBe("Credit cards may carry a surcharge.");
    service.policy = POLICY;
    element.state = "NY";
    await vi.waitUntil(() => shownText(element).includes(POLICY.notice));
    expect(notice?.isConnected).toBe(false);
  });
});

describe("a challenge", () => {
  const challenge = (challengeUrl: string) => ({ code: "challenge_required", challengeUrl });

  it("is shown in a frame from the service while checkout goes on", async () => {
    const { submit, service, element, submissions } = await connected();
    submit(success());
    service.last().answer(challenge("https://service.example/challenge"), 403);
    await vi.waitUntil(() => element.status === "unknown");
    await element.updateComplete;
    expect(element.decision?.reason).toBe("challenge_needed");
    expect(element.shadowRoot?.querySelector("iframe")?.src).toBe("https://service.example/challenge?theme=light");
    expect(submissions).toHaveLength(1);
  });

  it.each([
    ["nothing", ""],
    ["more than the service takes", "x".repeat(2_049)],
  ])("is not passed by a result of %s", async (_, result) => {
    const { submit, service, element } = await connected();
    submit(success());
    service.last().answer(challenge("https://service.example/challenge"), 403);
    await vi.waitUntil(() => element.status === "unknown");
    await element.updateComplete;
    const source = element.shadowRoot?.querySelector("iframe")?.contentWindow as Window;
    const tell = (result: string) =>
      window.dispatchEvent(
        new MessageEvent("message", {
          data: { type: "card-surcharge:challenge", result },
          source,
          origin: "https://service.example",
        }),
      );
    tell(result);
    expect(service.lookups).toHaveLength(1);
    tell("passed");
    expect(service.last().body["challenge"]).toBe("passed");
  });

  it("is not shown from anywhere else", async () => {
    const { submit, service, element } = await connected();
    submit(success());
    service.last().answer(challenge("https://evil.example/challenge"), 403);
    await vi.waitUntil(() => element.status === "unknown");
    await element.updateComplete;
    expect(element.decision?.reason).toBe("refused");
    expect(element.shadowRoot?.querySelector("iframe")).toBeNull();
  });
});

describe("hostile strings", () => {
  it("are text wherever the service may put them", async () => {
    const hostile = "<img src=x onerror=alert(1)>${alert(1)}{brand}";
    const policy = { ...POLICY, notice: hostile, labels: { accept: hostile }, messages: { debit: hostile } };
    standInService(policy);
    const answer = {
      ...VISA_CREDIT,
      message: hostile,
      disclosure: hostile,
      card: { ...VISA_CREDIT.card, brandName: hostile },
    };
    const { element } = await checkoutPage({ answer: JSON.stringify(answer) });
    await vi.waitUntil(() => part(element, "accept")?.innerText.includes("<img"));
    expect(part(element, "message")?.textContent).toBe(hostile);
    expect(element.shadowRoot?.querySelector("img")).toBeNull();
  });
});

describe("a press on Pay", () => {
  it("hands one success over once, however often the frame tells it", async () => {
    const { frame, service, submissions, element } = await connected();
    service.always = VISA_DEBIT;
    for (let time = 0; time < 4; time++) frame.tell("submission", success());
    await vi.waitUntil(() => element.status === "none");
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect([submissions.length, service.lookups.length]).toEqual([1, 1]);
  });

  it("hands it over again when the page itself submits, with the token that the Tokenizer gives then", async () => {
    const { frame, service, submissions, tokenizer } = await connected();
    service.always = VISA_DEBIT;
    frame.reply = () => success();
    for (const times of [1, 2, 3]) {
      tokenizer.submit();
      await vi.waitUntil(() => submissions.length === times);
    }
    expect(submissions.map(({ token }) => token)).toEqual([TOKEN, TOKEN, TOKEN]);
  });

  it("keeps the token and the acceptance on an engine that leaves the focus in the iframe", async () => {
    const service = standInService();
    service.always = VISA_CREDIT;
    const { element } = await checkoutPage();
    const { tokenizer, frame, submissions } = await pageTokenizer();
    element.connect(tokenizer);
    frame.reply = () => success();
    frame.focus();
    await vi.waitUntil(() => document.activeElement === tokenizer.iframe);
    await element.review();
    element.accept();
    await element.review();
    expect([element.status, submissions.length]).toEqual(["accepted", 2]);
    expect(frame.heard.filter((event) => event === "submit")).toHaveLength(1);
  });

  it.each<[string, string | undefined, { amount?: string | number }, string | undefined]>([
    ["the base amount in major units", "12500", {}, "125.00"],
    ["what it is given", "12500", { amount: "128.75" }, "128.75"],
    ["nothing where there is no base amount", undefined, {}, undefined],
  ])("gives the Tokenizer %s, for 3-D Secure", async (_, baseAmount, options, given) => {
    const { element, tokenizer } = await connected({ "base-amount": baseAmount ?? null });
    const post = vi.spyOn(tokenizer, "postMessage");
    element.review(options).catch(() => {});
    await vi.waitUntil(() => post.mock.calls.some(([{ event }]) => event === "submit"));
    expect(post.mock.calls.find(([{ event }]) => event === "submit")?.[0].data["amount"]).toBe(given);
  });

  it.each(["#nowhere", "#card-form > p"])("is a typed error where tokenizer=%s finds no iframe", async (tokenizer) => {
    standInService();
    const told = vi.spyOn(console, "error").mockImplementation(() => {});
    await pageTokenizer();
    const { element, events } = await checkoutPage({ tokenizer });
    await expect(element.review()).rejects.toMatchObject({ code: "not_connected" });
    expect(told).toHaveBeenCalledOnce();
    expect(events).toEqual(["error:invalid_attribute"]);
  });
});

describe("what is set in one task", () => {
  it.each<[string, (element: CardSurchargeElement) => void]>([
    ["the answer first", (element) => Object.assign(element, { answer: VISA_CREDIT, baseAmount: 12_500, state: "IL" })],
    ["the answer last", (element) => Object.assign(element, { baseAmount: 12_500, state: "IL", answer: VISA_CREDIT })],
    [
      "by attributes",
      (element) => {
        element.setAttribute("answer", JSON.stringify(VISA_CREDIT));
        element.setAttribute("base-amount", "12500");
        element.setAttribute("state", "IL");
      },
    ],
  ])("is judged together: %s", async (_, set) => {
    standInService();
    const { element, events } = await checkoutPage({ "base-amount": "1", state: "NY" });
    set(element);
    expect([element.status, element.value]).toEqual(["pending", ""]);
    await settle();
    expect([element.status, events]).toEqual(["surcharge", ["pending:pending", "change:surcharge"]]);
  });

  it("is painted as it was judged", async () => {
    standInService();
    const { element } = await checkoutPage();
    element.answer = VISA_CREDIT;
    await element.updateComplete;
    expect(part(element, "accept")?.innerText).toBe("Accept surcharge");
  });

  it("is asked about once, with all of it", async () => {
    const service = standInService();
    const { element } = await checkoutPage();
    element.token = TOKEN;
    element.baseAmount = 500;
    element.country = "CA";
    element.state = "ON";
    await settle();
    expect(service.lookups.map(({ body }) => body)).toMatchObject([{ baseAmount: 500, country: "CA", state: "ON" }]);
  });

  it("still drops an answer that was there before", async () => {
    standInService();
    const { element } = await checkoutPage({ answer: JSON.stringify(VISA_DEBIT) });
    element.baseAmount = 1;
    element.baseAmount = 12_500;
    expect([element.answer, element.value]).toEqual([null, ""]);
    await settle();
    expect(element.status).toBe("idle");
  });
});

describe("values that do not matter", () => {
  it.each([
    ["IT", "Valle d'Aosta/Vallée d'Aoste"],
    ["UA", "UA05"],
    ["BE", "Région de Bruxelles-Capitale (BE-BRU)"],
    ["FR", "4111 1111 1111 1111"],
  ])("hold no question back, and are left out: %s, %s", async (country, state) => {
    const service = standInService();
    const { events } = await checkoutPage({ country, state, token: TOKEN });
    await settle();
    expect(events).not.toContain("error:invalid_attribute");
    expect(service.last().body).toMatchObject({ country });
    expect(service.last().body["state"] ?? "").toBe("");
  });

  it("takes a country that rules do not know", async () => {
    const service = standInService();
    await checkoutPage({ country: "xk", state: null, token: TOKEN });
    await settle();
    expect(service.last().body).toMatchObject({ country: "XK" });
  });

  it.each([
    ["sr@latin", "sr"],
    ["ar-EG-u-nu-latn", "ar-EG"],
    ["pt_PT_ao90", "pt-PT-ao90"],
    ["de_DE.UTF-8", "de-DE"],
    ["zh-Hant-TW", "zh-Hant-TW"],
    ["ca-ES-valencia-x-private", "ca-ES-valencia"],
  ])("reads the language %s as %s, as an attribute and as the page's own", async (given, read) => {
    const service = standInService();
    await checkoutPage({ locale: given, token: TOKEN });
    await settle();
    expect(service.last().body["locale"]).toBe(read);
    const { element, form } = await checkoutPage();
    form.lang = given;
    element.token = OTHER_TOKEN;
    await settle();
    expect(service.last().body["locale"]).toBe(read);
  });

  it("takes the language around one that cannot be read", async () => {
    const service = standInService();
    document.documentElement.lang = "fr";
    const { element, form } = await checkoutPage({ locale: "C" });
    form.lang = "POSIX";
    element.token = TOKEN;
    await settle();
    document.documentElement.removeAttribute("lang");
    expect(service.last().body["locale"]).toBe("fr");
  });
});

describe("amounts that the element itself tells", () => {
  it.each([
    ["JPY", 0],
    ["KWD", 3],
    ["IQD", 3],
    ["EUR", 2],
  ])("have the digits of %s by ISO 4217, whatever the merchant's own currency has", async (currency, digits) => {
    const service = standInService({ ...POLICY, currency: "CLF", currencyDigits: 4 });
    const { element } = await checkoutPage({ currency, token: TOKEN });
    await vi.waitUntil(() => service.policies.length === 1);
    await settle();
    service.last().fail();
    await vi.waitUntil(() => element.status === "unknown");
    expect(element.decision?.surcharge).toMatchObject({ currency, currencyDigits: digits });
  });
});

describe("a machine that has slept", () => {
  it.each<[string, (shop: Awaited<ReturnType<typeof offered>>) => unknown]>([
    ["value", ({ element }) => element.value],
    ["FormData", ({ form }) => new FormData(form).get("quote") ?? ""],
    [
      "fields that are read by hand after a press",
      ({ form, element }) => {
        document.body.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
        return (
          element.querySelector("input")?.value ?? form.querySelector<HTMLInputElement>("[name=quote]")?.value ?? ""
        );
      },
    ],
  ])("has no quote that is too old, whatever its timers say: %s", async (_, read) => {
    const shop = await offered(VISA_DEBIT);
    expect(read(shop)).toBe(VISA_DEBIT.quote);
    const late = Date.now() + 106_000;
    vi.spyOn(Date, "now").mockReturnValue(late);
    expect(read(shop)).toBe("");
    expect(shop.element.status).toBe("expired");
  });
});
