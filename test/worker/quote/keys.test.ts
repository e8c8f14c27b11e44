import { describe, expect, test } from "vitest";
import type { PrivateJwk } from "../../../worker/quote/jwk.ts";
import { importKeys, type KeySettings, publicJwks } from "../../../worker/quote/keys.ts";
import { SettingsError } from "../../../worker/settings/settings-error.ts";
import { makeTestKey } from "../../support/service/quotes.ts";

async function makeKey(kid: string): Promise<PrivateJwk> {
  return (await makeTestKey(kid)).privateJwk as PrivateJwk;
}

const [one, two, old] = await Promise.all([makeKey("k-one"), makeKey("k-two"), makeKey("k-old")]);
const { d: _, ...oldPublic } = old;
const retired = { ...oldPublic, retired_at: 1_790_000_000 };
const settings = (changes: Partial<KeySettings> = {}): KeySettings => ({
  environment: "production",
  signingKeys: [one, two],
  retiredKeys: [retired],
  ...changes,
});

describe("importKeys", () => {
  test("signs with the first key and publishes both and the archive", async () => {
    const { signing, jwks } = await importKeys(settings());
    expect(signing.kid).toBe("k-one");
    expect(jwks.keys.map(({ kid, retired_at }) => [kid, retired_at])).toEqual([
      ["k-one", undefined],
      ["k-two", undefined],
      ["k-old", 1_790_000_000],
    ]);
    expect(jwks.keys.every(({ alg, use }) => alg === "ES256" && use === "sig")).toBe(true);
  });

  test("imports once for one settings value", () => {
    const same = settings();
    expect(importKeys(same)).toBe(importKeys(same));
  });

  test("takes the development keys in development alone", async () => {
    const signingKeys = [{ ...one, kid: "sandbox-demo-1" }, two];
    await expect(importKeys(settings({ environment: "development", signingKeys }))).resolves.toBeDefined();
    await expect(importKeys(settings({ signingKeys }))).rejects.toThrow(/make your own with `npm run keys -- new`/);
    await expect(importKeys(settings({ environment: "staging", signingKeys }))).rejects.toThrow(SettingsError);
  });

  test.each([
    ["a private part that is too long", { ...two, d: `${two.d}AAAA` }, /^SIGNING_KEYS\[1\] is not a P-256 private key/],
    ["a point that is not on the curve", { ...two, x: one.x }, /^SIGNING_KEYS\[1\]/],
    ["the first one's kid", { ...two, kid: one.kid }, /two keys of the same kid/],
  ])("names what is wrong, and no key, at %s", async (_name, second, message) => {
    const refusal = importKeys(settings({ signingKeys: [one, second] }));
    await expect(refusal).rejects.toThrow(message);
    const text = await refusal.then(String, String);
    for (const part of [one.d, two.d, second.d, second.x, second.y]) expect(text).not.toContain(part);
  });
});

describe("publicJwks", () => {
  test("holds no private part, whatever the settings hold", () => {
    const leaky = { ...retired, d: old.d };
    const text = JSON.stringify(publicJwks({ signingKeys: [one, two], retiredKeys: [leaky] }));
    for (const { d } of [one, two, old]) expect(text).not.toContain(d);
    expect(text).not.toContain('"d"');
  });

  test("takes a key that signs and is in the archive for one that signs", () => {
    const { d: _private, ...onePublic } = one;
    const { keys } = publicJwks({ signingKeys: [one, two], retiredKeys: [{ ...onePublic, retired_at: 5 }] });
    expect(keys.map(({ kid }) => kid)).toEqual(["k-one", "k-two"]);
    expect(keys[0]).not.toHaveProperty("retired_at");
  });

  test("says which keys are revoked, one that still signs as well", () => {
    const { d: _private, ...onePublic } = one;
    const archive = [
      { ...onePublic, retired_at: 5, revoked_at: 6 },
      { ...retired, revoked_at: 7 },
    ];
    const { keys } = publicJwks({ signingKeys: [one, two], retiredKeys: archive });
    expect(keys.map(({ kid, revoked_at }) => [kid, revoked_at])).toEqual([
      ["k-two", undefined],
      ["k-one", 6],
      ["k-old", 7],
    ]);
  });
});
