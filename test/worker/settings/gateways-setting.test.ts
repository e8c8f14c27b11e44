/** The one place where an operator names hosts for merchants' secret keys: what it takes, and what it says of the rest. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { GatewaysSetting } from "../../../worker/settings/gateways-setting.ts";

const OURS = { brand: "My Brand", origin: "https://app.mybrand.example", mode: "live" };
const read = (value: unknown) => GatewaysSetting.safeParse(typeof value === "string" ? value : JSON.stringify(value));
/** Each reason as `path message`. */
const reasonsOf = (value: unknown) =>
  read(value).error?.issues.map(({ path, message }) => `${path.join(".")} ${message}`.trim()) ?? [];
const isOrigin = (origin: string) => read({ mybrand_live: { ...OURS, origin } }).success;

test("an entry is a gateway by its name; nobody has tried it unless the operator says so", () => {
  const tried = { ...OURS, brand: "  My Brand ", origin: "https://sandbox.mybrand.example", mode: "test" };
  expect(read({ mybrand_live: OURS, mybrand_sandbox: { ...tried, tokenReuse: "verified" } }).data).toEqual(
    new Map([
      ["mybrand_live", { ...OURS, tokenReuse: "unknown" }],
      ["mybrand_sandbox", { ...tried, brand: "My Brand", tokenReuse: "verified" }],
    ]),
  );
});

test("none is none", () => {
  expect(read({}).data).toEqual(new Map());
});

describe("an origin", () => {
  test.each([
    "https://app.mybrand.example",
    "https://mybrand.example",
    "https://a-b.c1.xn--mnchen-3ya.example",
    "https://1.pay.example",
  ])("may be %s", (origin) => {
    expect(isOrigin(origin)).toBe(true);
  });

  test.each([
    "http://app.mybrand.example",
    "wss://app.mybrand.example",
    "HTTPS://app.mybrand.example",
    "app.mybrand.example",
    "https://",
    "https:app.mybrand.example",
    "https:///app.mybrand.example",
    "https://app.mybrand.example/",
    "https://app.mybrand.example/api",
    "https://app.mybrand.example?x=1",
    "https://app.mybrand.example#x",
    "https://app.mybrand.example:443",
    "https://app.mybrand.example:8443",
    "https://app.mybrand.example:",
    "https://jo@app.mybrand.example",
    "https://jo:word@app.mybrand.example",
    "https://app.mybrand.example@evil.example",
    String.raw`https://app.mybrand.example\@evil.example`,
    "https://App.mybrand.example",
    "https://münchen.example",
    "https://app.mybrand.example.",
    "https://app..mybrand.example",
    "https://-app.mybrand.example",
    "https://app_1.mybrand.example",
    "https://*.mybrand.example",
    "https://%61pp.mybrand.example",
    " https://app.mybrand.example",
    "https://app.mybrand.example\n",
    "https://localhost",
    "https://app.localhost",
    "https://intranet",
    "https://com",
    "https://127.0.0.1",
    "https://127.1",
    "https://2130706433",
    "https://0x7f000001",
    "https://0x7f.0.0.0x1",
    "https://0177.0.0.1",
    "https://127.0.0.1.",
    "https://１２７.0.0.1",
    "https://[::1]",
    "https://[::ffff:127.0.0.1]",
    `https://${"a.".repeat(130)}example`,
    `https://${"a".repeat(64)}.example`,
  ])("is never %j", (origin) => {
    expect(isOrigin(origin)).toBe(false);
  });

  test("is no address, in whatever way its parts are written", () => {
    const part = fc.nat({ max: 0xffffffff });
    const notation = fc.constantFrom(
      (value: number) => String(value),
      (value: number) => `0x${value.toString(16)}`,
      (value: number) => `0${value.toString(8)}`,
    );
    const written = fc.tuple(part, notation).map(([value, write]) => write(value));
    fc.assert(
      fc.property(fc.array(written, { minLength: 1, maxLength: 5 }), (parts) => {
        expect(isOrigin(`https://${parts.join(".")}`)).toBe(false);
      }),
    );
  });

  test("that is taken is one that the platform reads as it stands", () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.domain(), (url, host) => {
        for (const text of [url, `https://${host}`]) {
          if (!isOrigin(text)) continue;
          const { origin, hostname, port } = new URL(text);
          expect({ origin, port }).toEqual({ origin: text, port: "" });
          expect(hostname).toMatch(/\.[a-z][^.]*$/);
        }
      }),
    );
  });
});

describe("a message names the entry and says what is allowed, for", () => {
  test.each<[string, unknown, string[]]>([
    ["no JSON", "mybrand_live=https://app.mybrand.example", ["must be JSON"]],
    ["a list", [OURS], ["must be an object of gateways by name"]],
    [
      "a name given twice",
      '{"a_live": {}, "a_live": {}}',
      ["must be JSON with each name once in an object, and none __proto__"],
    ],
    ["no object", { mybrand_live: "https://app.mybrand.example" }, ["mybrand_live must be an object of brand, origin"]],
    ["another key", { mybrand_live: { ...OURS, path: "/api" } }, ["mybrand_live must be an object of brand, origin"]],
    [
      "nothing in it",
      { mybrand_live: {} },
      [
        "mybrand_live.brand must be the brand's name",
        "mybrand_live.origin must be an https origin",
        "mybrand_live.mode must be test or live",
      ],
    ],
    ["a blank brand", { mybrand_live: { ...OURS, brand: " " } }, ["mybrand_live.brand must be the brand's name"]],
    [
      "a path",
      { mybrand_live: { ...OURS, origin: "https://app.mybrand.example/" } },
      ["mybrand_live.origin must be an https origin"],
    ],
    [
      "a number for an origin",
      { mybrand_live: { ...OURS, origin: 1 } },
      ["mybrand_live.origin must be an https origin"],
    ],
    ["another mode", { mybrand_live: { ...OURS, mode: "production" } }, ["mybrand_live.mode must be test or live"]],
    [
      "another verdict",
      { mybrand_live: { ...OURS, tokenReuse: "maybe" } },
      ["mybrand_live.tokenReuse must be left out or one of verified, unknown, no"],
    ],
    ...["My_Live", "my-live", "ab", "1live", "_live", "a".repeat(41)].map((name): [string, unknown, string[]] => [
      `the name ${name}`,
      { [name]: OURS },
      [`${name} must have a name of 3 to 40 lower-case letters, digits and _`],
    ]),
    ["a compiled name", { fluidpay_live: OURS }, ["fluidpay_live must have another name: this one is in the build"]],
    ["the development build's name", { local_sandbox: OURS }, ["local_sandbox must have another name"]],
    [
      "one origin in two worlds",
      { mybrand_live: OURS, mybrand_test: { ...OURS, mode: "test" } },
      ["mybrand_live must have the mode of mybrand_test", "mybrand_test must have the mode of mybrand_live"],
    ],
    [
      "a compiled origin in the other world",
      { mybrand_test: { ...OURS, mode: "test", origin: "https://app.fluidpay.com" } },
      ["mybrand_test must have the mode of fluidpay_live"],
    ],
  ])("%s", (_, value, reasons) => {
    expect(reasonsOf(value)).toEqual(reasons.map((reason) => expect.stringContaining(reason) as string));
  });
});

test("one origin may have two names of the same mode", () => {
  expect(read({ mybrand_live: OURS, other_live: OURS }).success).toBe(true);
});

test("a twin's name that could be a card number is not repeated", () => {
  const twin = { ...OURS, mode: "test" };
  expect(reasonsOf({ mybrand_live: OURS, "4242 4242 4242 4242": twin })[0]).toMatch(
    /^mybrand_live must have the mode of \(unnamed\), which has the same origin/,
  );
});
