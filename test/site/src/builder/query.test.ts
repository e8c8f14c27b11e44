import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LABEL_KEYS } from "../../../../contract/lists.ts";
import { CARD_SOURCES, type Choices, LOCAL_CHOICES, THEMES } from "../../../../site/src/builder/choices.ts";
import { DESIGN_TOKENS } from "../../../../site/src/builder/design-tokens.ts";
import { FIELDS } from "../../../../site/src/builder/fields.ts";
import { readChoices, writeChoices } from "../../../../site/src/builder/query.ts";
import { runs } from "../../../support/nightly/runs.ts";

const read = (query: string) => readChoices(query, LOCAL_CHOICES);

const VALUES = { color: "#1a2b3c", length: "0.5em", lengths: "0.6em 0.8em", weight: "600", room: "grid" } as const;
const words = (most: number) =>
  fc
    .string({ unit: "grapheme", minLength: 1, maxLength: most / 4 })
    .filter((text) => text.trim() === text && text !== "" && !/[\p{Cc}\p{Cs}\u2028\u2029]|\d|_/u.test(text));
const choices: fc.Arbitrary<Choices> = fc.record({
  merchant: fc.constantFrom("mch_shop", "mch_A-1_b"),
  mode: fc.constantFrom("test", "live"),
  service: fc.constantFrom("https://pay.example.com", "http://localhost:9660", "https://pay.example.com:8443"),
  gateway: fc.constantFrom("https://app.gateway.example", "http://127.0.0.1:9661"),
  publicKey: fc.constantFrom("pub_A1", "pub_sandbox_demo"),
  version: fc.constantFrom("1.0.0", "12.34.56"),
  moduleHash: fc.constantFrom("", `sha384-${"a+/".repeat(21)}A`),
  classicHash: fc.constantFrom("", `sha384-${"B".repeat(64)}`),
  country: fc.constantFrom("US", "GB", "DE"),
  state: fc.constantFrom("", "IL", "NSW"),
  shipToCountry: fc.constantFrom("", "US", "CA"),
  shipToState: fc.constantFrom("", "TX", "ON"),
  baseAmount: fc.integer({ min: 0, max: 999_999_999_999 }),
  currency: fc.constantFrom("USD", "JPY", "KWD"),
  taxRate: fc.option(fc.integer({ min: 0, max: 50_000 })),
  locale: fc.constantFrom("", "en", "fr-CA", "zh-Hant-TW"),
  card: fc.constantFrom(...CARD_SOURCES),
  action: fc.constantFrom("/pay", "/shop/pay.php", "https://shop.example/pay"),
  theme: fc.constantFrom(...THEMES),
  tokens: fc
    .subarray(Object.entries(DESIGN_TOKENS))
    .map((some) => Object.fromEntries(some.map(([token, kind]) => [token, VALUES[kind]]))),
  notice: words(300),
  labels: fc.dictionary(fc.constantFrom(...LABEL_KEYS), words(80)).map((some) => ({ ...some })),
});

describe("choices in an address", () => {
  it("are read as they were written", () => {
    fc.assert(
      fc.property(choices, (chosen) => {
        const { choices: again, problems } = read(`?${writeChoices(chosen, LOCAL_CHOICES)}`);
        expect(problems).toEqual([]);
        expect(again).toEqual(chosen);
      }),
      { numRuns: runs(300) },
    );
  });

  it("are only those that differ, in one order", () => {
    expect(writeChoices(LOCAL_CHOICES, LOCAL_CHOICES)).toBe("");
    const chosen = { ...LOCAL_CHOICES, labels: { accept: "Agree & pay" }, tokens: { radius: "12px" }, state: "TX" };
    expect(writeChoices(chosen, LOCAL_CHOICES)).toBe("state=TX&style-radius=12px&label-accept=Agree+%26+pay");
  });

  it.each([
    ["merchant", "mch_", "merchant must be a merchant's id"],
    ["mode", "production", "mode must be test or live"],
    ["service", "http://pay.example.com", "service must be an https origin"],
    ["service", "https://pay.example.com/", "service must be an https origin"],
    ["service", "javascript:alert(1)", "service must be an https origin"],
    ["gateway", "https://user:pass@gateway.example", "gateway must be an https origin"],
    ["public-key", "api_secret_0123456789", "a secret key never goes into a page"],
    ["version", "latest", "version must be an exact version"],
    ["module-integrity", "sha256-abc", "module-integrity must be"],
    ["country", "UK", "country must be a two-letter"],
    ["ship-to-country", "us", "ship-to-country must be a two-letter"],
    ["ship-to-state", "Texas", "ship-to-state must be a state's or province's code"],
    ["state", "Illinois", "state must be a state's"],
    ["base-amount", "125.00", "base-amount must be whole minor units"],
    ["base-amount", "1e3", "base-amount must be whole minor units"],
    ["base-amount", "9999999999999", "base-amount must be whole minor units"],
    ["currency", "XXX", "currency must be an ISO 4217"],
    ["surcharge-tax-rate", "8.875", "surcharge-tax-rate must be whole thousandths"],
    ["locale", "fr_CA!", "locale must be a language tag"],
    ["card", "cash", "card must be one of tokenizer, token, saved"],
    ["action", "//evil.example/pay", "action must be a path"],
    ["action", "javascript:pay()", "action must be a path"],
    ["theme", "loud", "theme must be one of plain"],
    ["notice", "two\nlines", "notice must be a line"],
    ["notice", "key sk_live_0123", "notice must be a line"],
    ["notice", "card 4012 0000 7777 7777", "notice must be a line"],
    ["style-radius", "1px;}body{display:none", "style-radius must be a length"],
    ["style-color", "url(https://evil.example)", "style-color must be a colour"],
    ["style-mood", "good", "style-mood is no custom property"],
    ["style-constructor", "1px", "style-constructor is no custom property"],
    ["label-accept", "", "label-accept must be a line"],
    ["label-accept", "api_key_of_mine", "label-accept must be a line"],
    ["label-shout", "HEY", "label-shout is none of the builder's choices"],
    ["gatewayKey", "x", "gatewayKey is none of the builder's choices"],
    ["<script>", "x", "a parameter is none of the builder's choices"],
  ])("stay as they were where %s is %s, and it is said why", (name, value, say) => {
    const { choices: after, problems } = read(new URLSearchParams([[name, value]]).toString());
    expect(after).toEqual(LOCAL_CHOICES);
    expect(problems).toEqual([{ name: expect.any(String), say: expect.stringContaining(say) }]);
    if (/^[a-z]/.test(value) && value.length > 4) expect(problems[0]?.say).not.toContain(value);
  });

  it("count once each", () => {
    const { choices: after, problems } = read("state=TX&state=CA");
    expect(after.state).toBe("TX");
    expect(problems).toEqual([{ name: "state", say: "state stands there twice" }]);
  });

  it("are read from anything without a throw, and are never a secret", () => {
    const names = [...Object.values(FIELDS).map(({ name }) => name), "style-color", "label-accept", "x"];
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("sk_1", "ak_sandbox_demo", "4012000077777777"),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...names), text)), (pairs) => {
        const { choices: after } = read(new URLSearchParams(pairs).toString());
        expect(JSON.stringify(after)).not.toMatch(/sk_1|ak_sandbox|4012000077777777/);
      }),
      { numRuns: runs(300) },
    );
  });
});
