/** Which members of a body may hold what looks like a card number, and what is told where they may not. */
import { Hono } from "hono";
import { describe, expect, test } from "vitest";
import { refuseCardNumbers, refuseCardNumbersInAddress } from "../../../worker/http/card-numbers.ts";

/** What a caller is told who sends `value`; null where it passes. */
function refusalOf(value: unknown): string | null {
  try {
    refuseCardNumbers(value);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}
const refusedAs = (where: string, wanted = "Take it out") =>
  `${where} holds what looks like a card number. ${wanted}; card numbers must never reach this service.`;

describe("a refusal says what is wanted instead", () => {
  const DIGITS = "4012000077777777";
  test.each<[value: unknown, where: string, wanted?: string]>([
    [{ token: DIGITS }, "token", "Send the Tokenizer's token"],
    [{ bin: DIGITS }, "bin", "Send the leading 6 to 11 digits"],
    [{ subject: { customerId: DIGITS } }, "subject.customerId", "Send the vault's id of the customer"],
    [{ paymentMethodId: DIGITS }, "paymentMethodId", "Send the vault's id of the payment method"],
    [{ orderRef: DIGITS }, "orderRef"],
    [{ shipTo: [{ state: DIGITS }] }, "shipTo.state"],
    [DIGITS, "The body"],
    [{ [DIGITS]: 1 }, "a key"],
    [{ shipTo: { place: { [DIGITS]: 1 } } }, "a key of place of shipTo"],
    [{ AbcdefghIjklmnopQrstuvwxYz012345: { [DIGITS]: 1 } }, "a key of (unnamed)"],
  ])("%j", (value, where, wanted) => {
    expect(refusalOf(value)).toBe(refusedAs(where, wanted));
  });

  test.each(["token", "bin", "customerId", "paymentMethodId"])(
    "%s takes no 12 to 19 digits, whatever their check digit",
    (name) => {
      for (const digits of ["401200007777", "4012 0000 7777 7778", "1234567890123456789", 4_012_000_077_777_778])
        expect(refusalOf({ [name]: digits }), String(digits)).toContain(`${name} holds`);
      for (const digits of ["40120000777", "12345678901234567890", true, null])
        expect(refusalOf({ [name]: digits })).toBeNull();
    },
  );
});

describe("what a machine made is no free text", () => {
  const long = "x".repeat(64);
  test.each<[name: string, passes: string, refused: readonly string[]]>([
    ...["quote", "ticket", "challenge", "cursor"].map((name): [string, string, string[]] => [
      name,
      `${"a.~+/=-Z".repeat(6)}4012000077777777`,
      [`${"x".repeat(47)}4012000077777777`, `4012000077777777 ${long}`, `${long} 4012000077777777`],
    ]),
    [
      "version",
      "2026-11-27.2.401200007771",
      ["x2026-11-27.2.401200007771", "2026-11-27.2.401200007771-x", "2026-11-27.1234567890.401200007771"],
    ],
    ["version", "2026-11-27.2.401200007771.r01234567", ["2026-11-27.2.401200007771.r0123456"]],
    ["version", "2026-11-27.12.401200007771", ["2026-11-2.12.401200007771"]],
    ["version", "401200007771abcd", ["401200007771abc", "401200007771abcde", "x401200007771abcd", "4012000077777777"]],
    ["id", "401200007771", ["x401200007771", "401200007771x", "4012000077777777"]],
    ["cardBinNo", "4012000077777777", []],
  ])("in %s: %s passes", (name, passes, refused) => {
    expect(refusalOf({ [name]: passes })).toBeNull();
    expect(refusalOf({ other: passes }), "in another member").toBe(refusedAs("other"));
    for (const text of refused) expect(refusalOf({ [name]: text }), text).toBe(refusedAs(name));
  });

  test("though what is no text is never one", () => {
    for (const value of [401_200_007_771, true, null, undefined]) expect(refusalOf({ other: value })).toBeNull();
  });
});

describe("an address", () => {
  const app = new Hono();
  app.use(refuseCardNumbersInAddress());
  app.get("*", (c) => c.text("passed"));
  app.onError((error, c) => c.text(error.message));
  const said = async (address: string) => (await app.request(address)).text();

  test.each(["/", "/v1/merchants/mch_shop?page=2", "/v1/rules/2026-11-27.2.401200007771", "/a/4012/0000/7777/7777"])(
    "passes with no card number in it: %s",
    async (address) => {
      expect(await said(address)).toBe("passed");
    },
  );

  test.each([
    ["/v1/merchants/4012000077777777", "The address"],
    ["/v1/rules/x2026-11-27.2.401200007771", "The address"],
    ["/4012000077777777/2026-11-27.2.401200007771", "The address"],
    ["/?state=4012000077777777", "state"],
    ["/?a=1&state=IL&state=4012000077777777", "state"],
    ["/?4012000077777777", "a key"],
  ])("is refused: %s", async (address, where) => {
    expect(await said(address)).toBe(refusedAs(where));
  });
});
