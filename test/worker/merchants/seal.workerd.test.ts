import { describe, expect, test } from "vitest";
import { importKeyring, openSecret, resealSecret, SealError, sealSecret } from "../../../worker/merchants/seal.ts";

const masterKey = (kid: string) => ({
  kid,
  key: btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32)))),
});
const place = { merchantId: "mch_a", field: "gatewayKey" } as const;

describe("a sealed secret", () => {
  test("opens again in its own place and shows nothing of itself", async () => {
    const keyring = await importKeyring([masterKey("one")]);
    const sealed = await sealSecret("api_secret_of_a", place, keyring);
    expect(JSON.stringify(sealed)).not.toContain("secret");
    expect(await openSecret(sealed, place, keyring)).toBe("api_secret_of_a");
  });

  test("differs each time it is sealed", async () => {
    const keyring = await importKeyring([masterKey("one")]);
    const [first, second] = [await sealSecret("same", place, keyring), await sealSecret("same", place, keyring)];
    expect(first.sealed).not.toBe(second.sealed);
    expect(first.wrapped).not.toBe(second.wrapped);
  });

  test.each([
    ["another merchant", { ...place, merchantId: "mch_b" }],
    ["another field", { ...place, field: "challenge.secret" as const }],
  ])("does not open for %s", async (_name, elsewhere) => {
    const keyring = await importKeyring([masterKey("one")]);
    const sealed = await sealSecret("api_secret", place, keyring);
    await expect(openSecret(sealed, elsewhere, keyring)).rejects.toThrow(SealError);
  });

  test.each(["wrapped", "sealed"] as const)("does not open when its %s part was altered", async (part) => {
    const keyring = await importKeyring([masterKey("one")]);
    const sealed = await sealSecret("api_secret", place, keyring);
    const altered = sealed[part].startsWith("A") ? `B${sealed[part].slice(1)}` : `A${sealed[part].slice(1)}`;
    await expect(openSecret({ ...sealed, [part]: altered }, place, keyring)).rejects.toThrow(SealError);
  });

  test("does not take the value of another secret of the same merchant and field", async () => {
    const keyring = await importKeyring([masterKey("one")]);
    const [first, second] = [await sealSecret("old", place, keyring), await sealSecret("new", place, keyring)];
    await expect(openSecret({ ...first, sealed: second.sealed }, place, keyring)).rejects.toThrow(SealError);
  });

  test("survives a rotation of the master key, and needs the old one no more once resealed", async () => {
    const [old, fresh] = [masterKey("old"), masterKey("fresh")];
    const sealed = await sealSecret("api_secret", place, await importKeyring([old]));
    const both = await importKeyring([fresh, old]);
    expect(await openSecret(sealed, place, both)).toBe("api_secret");
    const resealed = await resealSecret(sealed, place, both);
    expect(await openSecret(resealed, place, await importKeyring([fresh]))).toBe("api_secret");
    await expect(openSecret(sealed, place, await importKeyring([fresh]))).rejects.toThrow(SealError);
  });
});
