import { describe, expect, test } from "vitest";
import { lookupBody, post, postText, problemOf, SERVER, SHOP, TOKEN } from "../../support/workerd/api.ts";

const LOOKUP = "/v1/lookup";
const serverBody = (subject: object) => ({ country: "US", state: "IL", ...subject });
const text = (changes: object = {}) => JSON.stringify(lookupBody(changes));

describe("a lookup's body", () => {
  test.each([
    ["nothing", "", "valid JSON"],
    ["half a value", '{"merchant":', "valid JSON"],
    ["single quotes", "{'merchant':'mch_demo'}", "valid JSON"],
    ["a comment", `/* hi */${text()}`, "valid JSON"],
    ["two values", `${text()}${text()}`, "valid JSON"],
    ["NaN", text().replace("12500", "NaN"), "valid JSON"],
    ["a byte order mark", `\ufeff${text()}`, "byte order mark"],
    ["an array", "[]", "expected object"],
    ["null", "null", "expected object"],
    ["a key twice", text().replace('"country"', '"country":"CA","country"'), "same key twice"],
    ["a key twice, once escaped", text().replace('"country"', '"\\u0063ountry":"CA","country"'), "same key twice"],
    ["__proto__", text().replace('"country"', '"__proto__":{"token":"x"},"country"'), "__proto__"],
    ["an unknown key", text({ customerId: "c1" }), "unknown key: customerId"],
    ["a BIN", text({ bin: "401200" }), "unknown key: bin"],
    ["a long key of words", text({ shipping_address_line: 1 }), "unknown key: shipping_address_line"],
    ["a token as a key", text({ AbcdefghIjklmnopQrstuvwxYz012345: 1 }), "unknown key: (unnamed)"],
    ["a token of letters as a key", text({ abcdefghijklmnopqrstuvwxyzabcdef: 1 }), "unknown key: (unnamed)"],
    ["an unknown key inside", text({ shipTo: { country: "US", zip: "1" } }), "unknown key in shipTo: zip"],
    ["five levels", text({ shipTo: { a: { b: { c: {} } } } }), "deeper than 4"],
    ["a thousand levels", `${"[".repeat(1000)}${"]".repeat(1000)}`, "deeper than 4"],
    ["a huge number", text().replace("12500", "1e400"), "baseAmount"],
    ["a number beyond the limit", text({ baseAmount: 1_000_000_000_000 }), "baseAmount must be at most"],
    ["a fraction", text({ baseAmount: 125.5 }), "baseAmount"],
    ["a negative amount", text({ baseAmount: -1 }), "baseAmount must not be negative"],
    ["an amount as text", text({ baseAmount: "12500" }), "baseAmount"],
    ["a lone surrogate", text({ state: "\ud800" }), "state"],
    ["a lone surrogate as a key", text().replace('"country"', '"\\ud800":1,"country"'), "unknown key: (unnamed)"],
    ["a control character", text({ orderRef: "a\u0000b" }), "orderRef"],
    ["no merchant", text({ merchant: undefined }), "merchant is missing"],
    ["a country of three letters", text({ country: "USA" }), "country must be a two-letter"],
    ["a ship-to country of digits", text({ shipTo: { country: "12" } }), "shipTo.country must be a two-letter"],
    ["a long state", text({ state: "x".repeat(65) }), "state must be at most 64 characters"],
    ["a long locale", text({ locale: "x".repeat(65) }), "locale must be at most 64 characters"],
    ["everything wrong", text({ country: "USA", currency: 1, locale: "!" }), "country must be a two-letter"],
  ])("is refused with %s", async (_name, body, reason) => {
    const { status, code, detail } = await problemOf(await postText(LOOKUP, body));
    expect({ status, code }).toEqual({ status: 400, code: "invalid_request" });
    expect(detail).toContain(reason);
  });

  test("is refused with all reasons at once", async () => {
    const { detail } = await problemOf(await post(LOOKUP, lookupBody({ country: "USA", baseAmount: -1, surprise: 1 })));
    for (const reason of ["country must be", "baseAmount must not", "unknown key: surprise"])
      expect(detail).toContain(reason);
  });

  test("is refused when it is not UTF-8", async () => {
    const bytes = new TextEncoder().encode(text({ state: "IL?" }));
    bytes[bytes.indexOf(63)] = 0xff;
    expect(await problemOf(await postText(LOOKUP, bytes))).toMatchObject({
      status: 400,
      detail: "The body must be valid UTF-8.",
    });
  });

  test.each([
    ["text/plain"],
    ["application/x-www-form-urlencoded"],
    ["multipart/form-data; boundary=x"],
    ["application/json; charset=utf-16"],
    ["application/json; charset=latin1"],
    ["application/json; charset=utf-80"],
    ["application/json; xcharset=utf-8"],
    ["application/json; charset=utf-8; charset=utf-16"],
    ["application/problem+json"],
    ["application/jsonp"],
    [""],
  ])("is refused as %s", async (type) => {
    const response = await postText(LOOKUP, new TextEncoder().encode(text()), { "Content-Type": type });
    expect(await problemOf(response)).toEqual({
      status: 415,
      code: "unsupported_media_type",
      detail: "Content-Type must be application/json, in UTF-8.",
    });
  });

  test.each([
    "application/json",
    "Application/JSON",
    "application/json;charset=UTF-8",
    'application/json; charset="utf-8"',
  ])("is read as %s", async (type) => {
    expect((await postText(LOOKUP, text(), { "Content-Type": type })).status).toBe(200);
  });

  test("is refused with a content coding", async () => {
    const response = await postText(LOOKUP, text(), { "Content-Encoding": "gzip" });
    expect(await problemOf(response)).toMatchObject({
      status: 415,
      detail: "The body must be sent without Content-Encoding.",
    });
  });

  test("may have 2,048 bytes and no more", async () => {
    const padded = (length: number) => text().padEnd(length, " ");
    expect((await postText(LOOKUP, padded(2_048))).status).toBe(200);
    expect(await problemOf(await postText(LOOKUP, padded(2_049)))).toMatchObject({
      status: 413,
      code: "payload_too_large",
      detail: "The body must be at most 2048 bytes.",
    });
  });

  test("stops being read soon after its limit, however much is sent and whatever length is claimed", async () => {
    let sent = 0;
    let isCancelled = false;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1_024;
        controller.enqueue(new Uint8Array(1_024).fill(32));
      },
      cancel() {
        isCancelled = true;
      },
    });
    const response = await postText(LOOKUP, endless);
    expect(await problemOf(response)).toMatchObject({ status: 413 });
    expect(isCancelled).toBe(true);
    expect(sent).toBeLessThan(64 * 1_024);
  });

  test.each([
    ["a card number", "4012000077777777"],
    ["a card number with blanks", "4012 0000 7777 7777"],
    ["a card number with dashes", "3782-822463-10005"],
    ["twelve digits", "123456789012"],
    ["nineteen digits", "1234567890123456789"],
    ["a card number as a JSON number", 4_012_000_077_777_777],
  ])("is refused as a card number sent by mistake when its token is %s", async (_name, token) => {
    const response = await post(LOOKUP, lookupBody({ token }));
    const answer = await response.clone().text();
    expect(await problemOf(response)).toMatchObject({ status: 400, code: "card_number_refused" });
    expect(answer).not.toContain(String(token));
  });

  test.each([
    ["bin", "401200007777"],
    ["bin", 4_012_000_077_777_777],
    ["customerId", "4012000077777777"],
    ["paymentMethodId", "4012-0000-7777-7777"],
  ])("of a server is refused as a card number in %s", async (name, value) => {
    const response = await post("/v1/server/lookup", serverBody({ [name]: value }), SERVER);
    const { status, code, detail } = await problemOf(response);
    expect({ status, code }).toEqual({ status: 400, code: "card_number_refused" });
    expect(detail).toContain(name);
    expect(detail).not.toContain("4012");
  });

  test.each([
    ["five digits", "40120", 400],
    ["six", "401200", 200],
    ["eleven", "40120000777", 200],
  ])("of a server may have a bin of %s digits or not", async (_, bin, status) => {
    expect((await post("/v1/server/lookup", serverBody({ bin }), SERVER)).status).toBe(status);
  });

  test.each([
    ["a.b^c_d-e", 200],
    [".", 400],
    ["..", 400],
    ["a/../b", 400],
    ["a%2e", 400],
    ["x".repeat(65), 400],
  ])("of a server may name a customer %s: %i", async (customerId, status) => {
    expect((await post("/v1/server/lookup", serverBody({ customerId }), SERVER)).status).toBe(status);
  });

  test.each([
    ["eleven digits", "12345678901"],
    ["twenty digits", "12345678901234567890"],
  ])("is not taken for a card number with %s", async (_name, token) => {
    expect((await problemOf(await post(LOOKUP, lookupBody({ token })))).code).not.toBe("card_number_refused");
  });

  test("is never repeated in a refusal", async () => {
    const canary = "ZzCanaryZz";
    const bodies = [
      text({ token: `${canary}!` }),
      text({ merchant: canary }),
      text({ country: canary }),
      text({ state: canary.repeat(7) }),
      text({ locale: canary.repeat(7) }),
      text({ orderRef: `${canary} ` }),
      text({ challenge: canary.repeat(300) }).slice(0, 2_000),
      `{"token":"${TOKEN}","${canary.repeat(4)}":1}`,
      `${text()}${canary}`,
    ];
    for (const body of bodies) {
      const response = await postText(LOOKUP, body);
      const answer = `${await response.text()} ${JSON.stringify([...response.headers])}`;
      expect(response.status).toBe(400);
      for (const secret of [canary, TOKEN]) expect(answer).not.toContain(secret);
    }
  });

  test("that is refused can still be read by the shop's page", async () => {
    const response = await postText(LOOKUP, "{");
    expect(response.headers.get("Access-Control-Allow-Origin")).toBe(SHOP);
  });
});
