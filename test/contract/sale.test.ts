import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nextKey, type SaleIdentity, saleOf } from "../../contract/sale.ts";

interface Vectors {
  sales: { merchant: string; of: SaleIdentity; sale: string | null }[];
  tries: { sale: string; declines: number; key: string | null }[];
}
const { sales, tries }: Vectors = JSON.parse(readFileSync(new URL("../vectors/sales.json", import.meta.url), "utf8"));

/** What every language gives; null stands for an error. */
const orNull = (promise: Promise<string>) => promise.catch(() => null);

describe("saleOf", () => {
  test.each(sales)("of $of with $merchant is $sale", async ({ merchant, of, sale }) => {
    expect(await orNull(saleOf(merchant, of))).toBe(sale);
  });

  test("is a UUID of version 8, and another one for every other merchant, token, card or order", async () => {
    const text = fc.string({ minLength: 1, maxLength: 4 }).filter((text) => text.trim() !== "");
    const texts = fc.array(text, { minLength: 4, maxLength: 4 });
    const sale = ([merchant = "", customerId = "", paymentMethodId = "", orderRef = ""]: string[]) =>
      saleOf(merchant, { customerId, paymentMethodId, orderRef });
    await fc.assert(
      fc.asyncProperty(texts, texts, async (one, other) => {
        expect(await sale(one)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect((await sale(one)) === (await sale(other))).toBe(one.join("\0") === other.join("\0"));
      }),
    );
  });

  test("names what is missing, and no value", async () => {
    const noOrder = { customerId: "secret", paymentMethodId: "secret", orderRef: "" };
    await expect(saleOf("mch_demo", noOrder)).rejects.toThrow(
      new TypeError("saleOf: orderRef must be a text that is not empty"),
    );
  });

  test("says that a token and a saved card are two sales", async () => {
    const both = { token: "secret", customerId: "secret", paymentMethodId: "secret", orderRef: "A-1001" };
    await expect(saleOf("mch_demo", both as unknown as SaleIdentity)).rejects.toThrow(
      new TypeError("saleOf: give a token or a saved card, not both"),
    );
  });
});

describe("nextKey", () => {
  test.each(tries)("of $sale after $declines declines is $key", async ({ sale, declines, key }) => {
    expect(await orNull(nextKey(sale, declines))).toBe(key);
  });

  test("is another one after each decline, and the same after none", async () => {
    const sale = await saleOf("mch_demo", { token: "tok0123456789abcdefghijklmnopqrs" });
    const keys = await Promise.all([0, 1, 2, 3, 10, 11, 100].map((declines) => nextKey(sale, declines)));
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys[0]).toBe(sale);
    expect(await nextKey(sale, 2)).toBe(keys[2]);
  });

  test("says what a sale and a number of declines are", async () => {
    const sale = await saleOf("mch_demo", { token: "tok0123456789abcdefghijklmnopqrs" });
    const noSale = new TypeError("nextKey: sale must be a UUID in lower case, as saleOf gives it");
    await expect(nextKey(sale.toUpperCase(), 0)).rejects.toThrow(noSale);
    await expect(nextKey([sale] as unknown as string, 0)).rejects.toThrow(noSale);
    await expect(nextKey(sale, -1)).rejects.toThrow(
      new RangeError("nextKey: declines must be a whole number, 0 or more"),
    );
  });
});
