/** What an operator reads when the Worker's settings are wrong: which one, and what to do, never its value. */
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { readSettings } from "../../../worker/settings/settings.ts";
import { SettingsError } from "../../../worker/settings/settings-error.ts";

const PUBLIC_KEY = "pub_3f9a1c7e5d2b";

describe("the settings", () => {
  const refusal = (changes: Record<string, string | undefined>): string => {
    const bindings = { ...env, ...changes };
    try {
      readSettings(bindings);
    } catch (error) {
      expect(error).toBeInstanceOf(SettingsError);
      return (error as Error).message;
    }
    return "";
  };

  test("of development are right as they ship", () => {
    expect(refusal({})).toBe("");
  });

  test.each(["SIGNING_KEYS", "SEALING_KEYS", "HMAC_KEY"])("name %s when it is missing, and what to do", (name) => {
    expect(refusal({ [name]: undefined })).toBe(
      `${name} is missing. Copy tools/local/development.vars to .dev.vars for local use, or \`wrangler secret put NAME\` for a deployment.`,
    );
  });

  test.each([
    ["SIGNING_KEYS", "not JSON at all"],
    ["SEALING_KEYS", '[{"kid":"one","key":"c2hvcnQ="}]'],
    ["HMAC_KEY", "c2hvcnQ="],
    ["ENVIRONMENT", "preview"],
    ["TRACE_CONTEXT", "yes"],
  ])("name %s when it is malformed, never its value", (name, value) => {
    const message = refusal({ [name]: value });
    expect(message).toMatch(new RegExp(`^${name}`));
    expect(message).not.toContain(value);
    expect(message).not.toContain("c2hvcnQ=");
  });

  test("refuse a public key as the gateway's secret, and says which key belongs there", () => {
    const message = refusal({ GATEWAY_SECRET_KEY: PUBLIC_KEY });
    expect(message).toMatch(/^GATEWAY_SECRET_KEY is a public key \(pub_\): use the gateway's secret key \(api_\)/);
    expect(message).not.toContain(PUBLIC_KEY);
  });

  test("name everything that is wrong at once", () => {
    expect(refusal({ HMAC_KEY: undefined, GATEWAY_SECRET_KEY: PUBLIC_KEY })).toMatch(
      /^GATEWAY_SECRET_KEY .*; HMAC_KEY is missing\./,
    );
  });

  test.each(["ak_short", "no-prefix-but-long-enough-for-a-key"])(
    "refuse an operator's key that can be guessed anywhere but in development",
    (key) => {
      const message = refusal({ ENVIRONMENT: "production", ADMIN_KEYS: key });
      expect(message).toContain("ADMIN_KEYS must each be ak_ and at least 24 random characters");
      expect(message).not.toContain(key);
    },
  );

  const ALERT_SECRET = `whsec_${btoa("twenty-four bytes or more")}`;

  test.each([
    ["ALERT_URL", { ALERT_URL: "ftp://alerts.example/in", ALERT_SECRET }, "must be an https address"],
    ["ALERT_URL", { ALERT_URL: "https://jo:word@alerts.example/in", ALERT_SECRET }, "must be an https address"],
    ["ALERT_URL", { ALERT_SECRET }, "is missing beside ALERT_SECRET"],
    ["ALERT_SECRET", { ALERT_URL: "https://alerts.example/in" }, "is missing beside ALERT_URL"],
    ["ALERT_SECRET", { ALERT_URL: "https://alerts.example", ALERT_SECRET: "whsec_c2hvcnQ=" }, "must be whsec_ and 24"],
    ["ALERT_SECRET", { ALERT_URL: "https://alerts.example", ALERT_SECRET: ALERT_SECRET.slice(6) }, "must be whsec_"],
    [
      "ALERT_SECRET",
      { ALERT_URL: "https://alerts.example", ALERT_SECRET: `whsec_${btoa("x".repeat(65))}` },
      "must be whsec_ and 24 to 64 bytes",
    ],
  ])("name %s when it cannot be used, never its value: %j", (name, changes, reason) => {
    const message = refusal(changes);
    expect(message).toContain(`${name} ${reason}`);
    for (const value of ["alerts.example", "c2hvcnQ", ALERT_SECRET.slice(6)]) expect(message).not.toContain(value);
  });

  test.each([
    [{}, null],
    [
      { ALERT_URL: "https://alerts.example/in?to=us", ALERT_SECRET },
      { url: "https://alerts.example/in?to=us", secret: ALERT_SECRET },
    ],
    // In development alone.
    [
      { ALERT_URL: "http://localhost:9000", ALERT_SECRET },
      { url: "http://localhost:9000", secret: ALERT_SECRET },
    ],
  ])("have a hook for alerts where both its parts are there: %j", (changes, hook) => {
    expect(readSettings({ ...env, ...changes }).alertHook).toEqual(hook);
  });

  test.each([
    [{ GATEWAYS: { mybrand_live: {} } as unknown as string }, /^GATEWAYS is not valid: expected string/],
    [{ GATEWAYS: "{}", HMAC_KEY: undefined }, /^HMAC_KEY is missing/],
    [
      { GATEWAYS: '{"my_live": {"brand": "My Brand", "mode": "live"}}' },
      /^GATEWAYS\.my_live\.origin must be an https origin/,
    ],
  ])("say what is wrong with the operator's gateways: %j", (changes, words) => {
    expect(refusal(changes)).toMatch(words);
  });

  test.each([
    ["GATEWAYS", { "4242424242424242": {} }, /^GATEWAYS\.\(unnamed\)\.brand must be the brand's name/],
    [
      "KEYSECURE_API_KEYS",
      { "4242 4242 4242 4242": "key" },
      /^KEYSECURE_API_KEYS\.\(unnamed\) must be a programme's name/,
    ],
    ["KEYSECURE_API_KEYS", { a4242424242424242: "" }, /^KEYSECURE_API_KEYS\.\(unnamed\) must be an Api-Key/],
    ["MERCHANT", { "4242424242424242": 1 }, /; unknown key in MERCHANT: \(unnamed\)\./],
    ["MERCHANT", { rates: { "4242424242424242": 300 } }, /MERCHANT\.rates/],
  ])("repeat no name in %s that could be a card number: %j", (name, value, words) => {
    const message = refusal({ [name]: JSON.stringify(value) });
    expect(message).toMatch(words);
    expect(message).not.toContain("4242");
  });

  test("name as much of what is wrong as a line of the log takes", () => {
    const names = Array.from({ length: 50 }, (_, at) => `gateway_${at}`);
    const message = refusal({ GATEWAYS: JSON.stringify(Object.fromEntries(names.map((name) => [name, {}]))) });
    expect(message).toHaveLength(2_000);
    expect(message).toMatch(/^GATEWAYS\.gateway_0\.brand must be .*\.\.\.$/);
  });

  test("refuse a configured merchant with the published server key anywhere but in development", () => {
    const hash = "1a2ac1341df9c063a0e169f53446988d5374273383dbaa08b678dbb584cea68d";
    const merchant = {
      id: "mch_shop",
      name: "A shop",
      mode: "test",
      gateway: "koipay_sandbox",
      origins: ["https://shop.example"],
      place: { country: "US", state: "IL" },
      currency: "USD",
      serverKeys: [{ hash, addedOn: "2026-11-01" }],
    };
    expect(refusal({ ENVIRONMENT: "production", MERCHANT: JSON.stringify(merchant) })).toContain(
      "MERCHANT is the published development value",
    );
  });
});
