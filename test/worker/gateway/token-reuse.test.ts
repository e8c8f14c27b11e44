import { afterEach, expect, test, vi } from "vitest";
import recorded from "../../../worker/gateway/token-reuse.json" with { type: "json" };

afterEach(() => {
  vi.doUnmock("../../../worker/gateway/token-reuse.json");
  vi.resetModules();
});

/** The list of gateways with this on record. */
async function gatewaysWith(record: unknown) {
  vi.resetModules();
  vi.doMock("../../../worker/gateway/token-reuse.json", () => ({ default: record }));
  return import("../../../worker/gateway/gateways.ts");
}

test("what was found at a brand's sandbox holds for its live gateway, and for no other brand", async () => {
  const { COMPILED_GATEWAYS } = await gatewaysWith({ FluidPay: { tokenReuse: "no", checkedOn: "2026-11-22" } });
  const reuseOf = (name: string) => COMPILED_GATEWAYS.get(name)?.tokenReuse;
  expect(["fluidpay_sandbox", "fluidpay_live", "koipay_sandbox"].map(reuseOf)).toEqual(["no", "no", "unknown"]);
});

test("a word that nobody knows counts as unknown", async () => {
  const { COMPILED_GATEWAYS } = await gatewaysWith({ KoiPay: { tokenReuse: "probably", checkedOn: "2026-11-22" } });
  expect(COMPILED_GATEWAYS.get("koipay_sandbox")?.tokenReuse).toBe("unknown");
});

test("every record is of a brand in the list, with a verdict and its day", async () => {
  const { COMPILED_GATEWAYS } = await import("../../../worker/gateway/gateways.ts");
  const brands = new Set<string>([...COMPILED_GATEWAYS.values()].map(({ brand }) => brand));
  for (const [brand, found] of Object.entries<unknown>(recorded)) {
    expect(brands).toContain(brand);
    expect(found).toEqual({
      tokenReuse: expect.stringMatching(/^(verified|unknown|no)$/) as string,
      checkedOn: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/) as string,
    });
  }
});
