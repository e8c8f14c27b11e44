/** What every language's server kit is held to: its plans, the gateway's requests and answers, and the offer's HTML. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { needs } from "../../support/node/needs.ts";
import { ask, findProgram, type Language } from "./language.ts";

interface PlanCase {
  readonly name: string;
  readonly given: { readonly facts: { readonly now: number } };
  /** What the service does when it is asked; null: it must not be asked. */
  readonly lookup: object | null;
  readonly asked: object | null;
  readonly plan: object;
}
interface GatewayCase {
  readonly name: string;
  readonly plan: object;
  readonly options: object;
  readonly amounts: unknown;
  readonly amountsRequest: object;
  readonly transactionRequest: object | null;
}
interface ReplyCase {
  readonly status: number;
  readonly body: { readonly data?: unknown } | null;
  readonly transaction: { readonly kind: string };
}
interface OfferCase {
  readonly name: string;
  readonly answer: object;
  readonly options: object;
  readonly contains: readonly string[];
  readonly lacks: readonly string[];
}
interface Charges {
  readonly jwks: object;
  readonly plans: readonly PlanCase[];
  readonly gateway: readonly GatewayCase[];
  readonly replies: readonly ReplyCase[];
  readonly offers: readonly OfferCase[];
}

const charges: Charges = JSON.parse(readFileSync("test/vectors/charges.json", "utf8"));

/** Declares the tests of one language's server kit. */
export function holdCharging(language: Language): void {
  describe(`the ${language.name} server kit`, needs(language.name), () => {
    const program = findProgram(language) ?? "";
    const drive = (questions: readonly object[]) => ask(program, language.driver, questions);

    test("makes every golden plan, and asks the service what it should", async () => {
      const { jwks, plans } = charges;
      const answers = await drive(
        plans.map(({ given, lookup }) => ({ charge: given, lookup, jwks, now: given.facts.now })),
      );
      for (const [index, { name, plan, asked }] of plans.entries())
        expect.soft(answers[index], name).toEqual({ plan, asked });
    });

    test("asks the gateway what it should", async () => {
      const { gateway } = charges;
      const answers = await drive(
        gateway.map(({ plan, options, amounts }) => ({ gateway: { plan, options, amounts } })),
      );
      for (const [index, { name, amountsRequest, transactionRequest }] of gateway.entries())
        expect.soft(answers[index], name).toEqual({ amountsRequest, transactionRequest });
    });

    test("understands what the gateway answers", async () => {
      const { replies } = charges;
      const answers = await drive(replies.map(({ status, body }) => ({ reply: { status, body } })));
      for (const [index, { status, body, transaction }] of replies.entries()) {
        const isData = status === 200 && typeof body?.data === "object";
        const amounts = isData ? { kind: "amounts", amounts: body.data } : transaction;
        expect.soft(answers[index], JSON.stringify({ status, body })).toEqual({ amounts, transaction });
      }
    });

    test("shows an offer", async () => {
      const { offers } = charges;
      const answers = await drive(offers.map(({ answer, options }) => ({ offer: { answer, options } })));
      for (const [index, { name, contains, lacks }] of offers.entries()) {
        for (const text of contains) expect.soft(answers[index]?.["html"], name).toContain(text);
        for (const text of lacks) expect.soft(answers[index]?.["html"], name).not.toContain(text);
      }
    });
  });
}
