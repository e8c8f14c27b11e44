import { afterEach, describe, expect, it, vi } from "vitest";
import { VERSION } from "../../contract/version.ts";
import {
  checkoutPage,
  cleanPage,
  entriesOf,
  OTHER_TOKEN,
  pageTokenizer,
  part,
  standInService,
  TOKEN,
  VISA_CREDIT,
  VISA_DEBIT,
} from "../support/browser/checkout-page.ts";
import { quoted } from "../support/service/quote-text.ts";

afterEach(cleanPage);

const success = { status: "success", token: TOKEN };

/** A connected element whose card was just submitted; the lookup is not answered yet. */
async function submitted(attributes: Readonly<Record<string, string>> = {}) {
  const service = standInService();
  const page = await checkoutPage(attributes);
  const card = await pageTokenizer();
  page.element.connect(card.tokenizer);
  card.frame.tell("submission", success);
  await vi.waitUntil(() => page.element.status === "pending");
  return { service, ...page, ...card };
}

async function offered(answer = VISA_CREDIT, attributes: Readonly<Record<string, string>> = {}) {
  const shop = await submitted(attributes);
  shop.service.last().answer(answer);
  await vi.waitUntil(() => shop.element.status === "surcharge");
  await shop.element.updateComplete;
  return shop;
}

describe("a credit card with a surcharge", () => {
  it("asks with the token, the place, the amount and its own version, and nothing else", async () => {
    const { service } = await submitted();
    expect(new URL(service.policies[0] ?? "").searchParams.get("element")).toBe(VERSION);
    expect(service.last().url).toBe(`https://service.example/v1/lookup?element=${VERSION}`);
    expect(service.last().body).toEqual({
      merchant: "mch_demo",
      token: TOKEN,
      country: "US",
      state: "IL",
      baseAmount: 12500,
      currency: "USD",
      locale: "en",
    });
  });

  it("shows the message, the amounts and the disclosure, and offers the choice", async () => {
    const { element } = await offered();
    expect(part(element, "message")?.innerText.trim()).toBe(VISA_CREDIT.message);
    expect(part(element, "amounts")?.innerText).toMatch(/\$125\.00[^]*Surcharge \(3%\)[^]*\$3\.75[^]*\$128\.75/);
    expect(part(element, "disclosure")?.innerText).toBe(VISA_CREDIT.disclosure);
    expect(part(element, "accept")?.innerText).toBe("Accept surcharge");
    expect(part(element, "decline")?.innerText).toBe("Use another card");
  });

  describe("with a tax on the surcharge", () => {
    const taxed = (surchargeTaxRate: number, surchargeTaxAmount: number) =>
      quoted({
        ...VISA_CREDIT,
        surcharge: {
          ...VISA_CREDIT.surcharge,
          surchargeTaxRate,
          surchargeTaxAmount,
          totalAmount: 12_875 + surchargeTaxAmount,
        },
      });

    it("asks with its rate, and with 0 where the page says that there is none", async () => {
      const asked = async (rate: string) => (await submitted({ "surcharge-tax-rate": rate })).service.last().body;
      expect(await asked("8875")).toMatchObject({ surchargeTaxRate: 8_875 });
      expect(await asked("0")).toMatchObject({ surchargeTaxRate: 0 });
      expect(await asked("")).not.toHaveProperty("surchargeTaxRate");
    });

    it("shows it in a row of its own, between the surcharge and a total that holds both", async () => {
      const { element } = await offered(taxed(8_875, 33), { "surcharge-tax-rate": "8875" });
      expect(part(element, "amounts")?.innerText).toMatch(
        /Surcharge \(3%\)\s+\$3\.75\s+Tax on the surcharge\s+\$0\.33\s+[^$]*\$129\.08/,
      );
    });

    it.each([
      ["a tax that comes to nothing", 100, 0],
      ["no tax", 0, 0],
    ])("shows no row for %s", async (_, rate, amount) => {
      const { element } = await offered(taxed(rate, amount), { "surcharge-tax-rate": String(rate) });
      expect(part(element, "amounts")?.innerText).toContain("$128.75");
      expect(part(element, "surcharge-tax")).toBeNull();
    });
  });

  it("holds the success back until the shopper accepts, and hands it over once with the surcharge", async () => {
    const { element, submissions } = await offered();
    expect(submissions).toEqual([]);
    element.accept();
    expect(submissions).toHaveLength(1);
    const { surcharge, ...rest } = submissions[0] as { surcharge: Record<string, unknown> };
    expect(rest).toEqual(success);
    expect(Object.isFrozen(surcharge)).toBe(true);
    expect(surcharge).toMatchObject({ quote: VISA_CREDIT.quote, surchargeAmount: 375, totalAmount: 12875 });
    element.accept();
    expect(submissions).toHaveLength(1);
  });

  it("keeps the form invalid and empty until then, and carries quote and token once each afterwards", async () => {
    const { element, form } = await offered();
    expect(form.checkValidity()).toBe(false);
    expect(element.validity.customError).toBe(true);
    expect(entriesOf(form)).toEqual({});
    element.accept();
    expect(form.checkValidity()).toBe(true);
    expect(entriesOf(form)).toEqual({ quote: [VISA_CREDIT.quote], card_token: [TOKEN] });
  });

  it("never hands a declined success over", async () => {
    const { element, submissions, form } = await offered();
    element.decline();
    expect(element.status).toBe("idle");
    expect(submissions).toEqual([]);
    expect(entriesOf(form)).toEqual({});
    expect(part(element, "amounts")).not.toBeNull();
    await element.updateComplete;
    expect(part(element, "amounts")).toBeNull();
  });

  it("tells the page in events of the statuses it went through", async () => {
    const { element, events } = await offered();
    element.accept();
    element.decline();
    expect(events).toEqual([
      "pending:pending",
      "change:surcharge",
      "accept:accepted",
      "decline:accepted",
      "change:idle",
    ]);
  });
});

describe("a debit card", () => {
  it("is handed over at once and shows that nothing is added", async () => {
    const { service, element, submissions, form } = await submitted();
    service.last().answer(VISA_DEBIT);
    await vi.waitUntil(() => element.status === "none");
    await element.updateComplete;
    expect(submissions).toHaveLength(1);
    expect(part(element, "message")?.innerText.trim()).toBe(VISA_DEBIT.message);
    expect(part(element, "actions")).toBeNull();
    expect(entriesOf(form)).toEqual({ quote: [VISA_DEBIT.quote], card_token: [TOKEN] });
  });
});

describe("trouble", () => {
  it.each([
    ["a refused connection", "offline", (call: { fail(): void }) => call.fail()],
    [
      "a malformed answer",
      "bad_answer",
      (call: { answer(body: unknown): void }) => call.answer({ outcome: "surcharge" }),
    ],
    [
      "a surcharge on a debit card",
      "bad_answer",
      (call: { answer(body: unknown): void }) => call.answer({ ...VISA_CREDIT, card: VISA_DEBIT.card }),
    ],
    [
      "an answer for another amount",
      "bad_answer",
      (call: { answer(body: unknown): void }) =>
        call.answer({
          ...VISA_CREDIT,
          surcharge: { ...VISA_CREDIT.surcharge, baseAmount: 100, surchargeAmount: 3, totalAmount: 103 },
        }),
    ],
    [
      "too many requests",
      "rate_limited",
      (call: { answer(body: unknown, status: number): void }) => call.answer({ code: "rate_limited" }, 429),
    ],
    [
      "an expired token",
      "token_rejected",
      (call: { answer(body: unknown, status: number): void }) => call.answer({ code: "token_rejected" }, 422),
    ],
    [
      "a wrong origin",
      "refused",
      (call: { answer(body: unknown, status: number): void }) => call.answer({ code: "origin_not_allowed" }, 403),
    ],
  ] as const)(
    "%s is `unknown` with the reason %s, and checkout goes on without a surcharge",
    async (_, reason, act) => {
      const { service, element, submissions, events } = await submitted();
      act(service.last());
      await vi.waitUntil(() => element.status === "unknown");
      expect(element.decision).toMatchObject({ source: "element", outcome: "unknown", reason, quote: "" });
      expect(element.decision?.surcharge).toMatchObject({ surchargeAmount: 0, totalAmount: 12500 });
      expect(submissions).toHaveLength(1);
      expect(events).toContain(`error:${reason}`);
    },
  );
});

describe("review()", () => {
  it("submits the Tokenizer and tells the answer", async () => {
    const service = standInService();
    service.always = VISA_CREDIT;
    const { element } = await checkoutPage();
    const { tokenizer, frame } = await pageTokenizer();
    frame.reply = () => success;
    element.connect(tokenizer);
    const first = element.review();
    expect(element.review()).toBe(first);
    const reviewed = await first;
    expect(reviewed).toMatchObject({ token: TOKEN, quote: VISA_CREDIT.quote, totalAmount: 12875 });
    expect(reviewed.decision).toBe(element.decision);
    await element.review();
    expect(frame.heard.filter((event) => event === "submit")).toHaveLength(1);
  });

  it("rejects with the fields that are not valid, which reach the page's own callback too", async () => {
    standInService();
    const { element } = await checkoutPage();
    const { tokenizer, frame, submissions } = await pageTokenizer();
    frame.reply = () => ({ status: "validation", invalid: ["cvv"] });
    element.connect(tokenizer);
    const error = { code: "validation", fields: ["cvv"], message: "not valid: cvv" };
    await expect(element.review()).rejects.toMatchObject(error);
    expect(submissions).toEqual([{ status: "validation", invalid: ["cvv"] }]);
  });

  it("rejects with words also where the Tokenizer gives none", async () => {
    standInService();
    const { element } = await checkoutPage();
    const { tokenizer, frame } = await pageTokenizer();
    frame.reply = () => ({ status: "error" });
    element.connect(tokenizer);
    await expect(element.review()).rejects.toMatchObject({
      code: "tokenizer_error",
      message: "the Tokenizer says error",
    });
  });

  it("rejects without a Tokenizer", async () => {
    standInService();
    const { element } = await checkoutPage();
    await expect(element.review()).rejects.toMatchObject({ code: "not_connected" });
  });

  it("asks for one new token when the first is rejected, and hands the rejected one to nobody", async () => {
    const service = standInService();
    const { element } = await checkoutPage();
    const { tokenizer, frame, submissions } = await pageTokenizer();
    const tokens = [TOKEN, OTHER_TOKEN];
    frame.reply = () => ({ status: "success", token: tokens.shift() });
    element.connect(tokenizer);
    const review = element.review();
    await vi.waitUntil(() => service.lookups.length === 1);
    service.last().answer({ code: "token_rejected" }, 422);
    await vi.waitUntil(() => service.lookups.length === 2);
    service.last().answer(VISA_DEBIT);
    expect((await review).token).toBe(OTHER_TOKEN);
    expect(submissions).toMatchObject([{ token: OTHER_TOKEN }]);
  });
});

describe("freshness", () => {
  it("has no value, decision or hold left in the line after a changed amount", async () => {
    const { element, form, submissions } = await offered();
    element.accept();
    element.baseAmount = 20000;
    expect(element.decision).toBeNull();
    expect(element.status).toBe("pending");
    expect(entriesOf(form)).toEqual({});
    expect(form.checkValidity()).toBe(false);
    expect(submissions).toHaveLength(1);
  });

  it("drops an answer to an older question", async () => {
    const { service, element } = await submitted();
    const old = service.last();
    element.setAttribute("state", "NY");
    expect(old.signal?.aborted).toBe(true);
    old.answer(VISA_CREDIT);
    await vi.waitUntil(() => service.lookups.length === 2);
    expect(element.status).toBe("pending");
    expect(service.last().body).toMatchObject({ state: "NY" });
  });
});
