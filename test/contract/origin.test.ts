import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { originOf } from "../../contract/origin.ts";

describe("originOf", () => {
  test.each([
    ["https://surcharge.example", "https://surcharge.example"],
    [" HTTPS://Surcharge.Example:443/path?query#part ", "https://surcharge.example"],
    ["http://localhost:8787", "http://localhost:8787"],
    ["http://[::1]:80/", "http://[::1]"],
    ["https://surcharge.example:0444", "https://surcharge.example:444"],
  ])("of %j is %s", (address, origin) => {
    expect(originOf(address)).toBe(origin);
  });

  test.each([
    "",
    "surcharge.example",
    "https:surcharge.example",
    "https://a@b.example",
    "https://é.example",
    "ftp://a",
  ])("of %j is nothing", (address) => {
    expect(originOf(address)).toBeUndefined();
  });

  test("is that of the platform's own reader of addresses, wherever there is one", () => {
    fc.assert(
      fc.property(fc.webUrl({ validSchemes: ["http", "https"], withQueryParameters: true }), (address) => {
        expect(originOf(address)).toBe(new URL(address).origin);
      }),
    );
  });

  test("is read again as itself", () => {
    fc.assert(
      fc.property(fc.oneof(fc.webUrl(), fc.string()), (address) => {
        const origin = originOf(address);
        if (origin !== undefined) expect(originOf(origin)).toBe(origin);
      }),
    );
  });
});
