/** Every value that is published for development is known again. */
import { expect, test } from "vitest";
import { developmentSecrets } from "../../../tools/local/dev-vars.mjs";
import { isDevelopmentHmacKey, isDevelopmentKey } from "../../../worker/settings/development-marks.ts";

const published: Readonly<Record<string, string>> = developmentSecrets();
const kidsOf = (name: string) => (JSON.parse(published[name] ?? "") as { kid: string }[]).map(({ kid }) => kid);

test("the keys, and the ids of those that have one", () => {
  const keys = [published["GATEWAY_SECRET_KEY"] ?? "", published["ADMIN_KEYS"] ?? ""];
  const known = [...keys, ...kidsOf("SIGNING_KEYS"), ...kidsOf("SEALING_KEYS")];
  expect(known).toHaveLength(5);
  expect(known.filter((key) => !isDevelopmentKey(key))).toEqual([]);
});

test("the key of random bytes alone", () => {
  expect(isDevelopmentHmacKey(published["HMAC_KEY"] ?? "")).toBe(true);
  expect(isDevelopmentHmacKey("Zm9yIHNvbWVib2R5IGVsc2UncyBkZXBsb3ltZW50IQ==")).toBe(false);
});

test.each(["api_live_0123456789", "ak_3f9a1c7e5d2b8a604c1d9e7f", "2026-11-22-1a2b3c4d"])("not %s", (key) => {
  expect(isDevelopmentKey(key)).toBe(false);
});
