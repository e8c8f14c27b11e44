/** What a developer sees at the site's addresses while there are no files of it. */
import { exports } from "cloudflare:workers";
import { expect, test, vi } from "vitest";

test.each(["/status", "/docs", "/docs/", "/builder", "/playground"])(
  "%s says that it is being built, and asks again by itself",
  async (path) => {
    const logged = vi.spyOn(console, "error");
    const response = await exports.default.fetch(`https://card-surcharge.test${path}`);
    expect(response.status).toBe(503);
    expect(response.headers.get("Content-Type")).toMatch(/^text\/html/);
    expect(await response.text()).toContain("This page is being built");
    expect(Number(response.headers.get("Refresh"))).toBeGreaterThan(0);
    expect(response.headers.get("Retry-After")).toBe(response.headers.get("Refresh"));
    expect(response.headers.get("Cache-Control")).toBe("no-store");
    expect(response.headers.get("Content-Security-Policy")).toContain("default-src 'none'");
    expect(logged).not.toHaveBeenCalled();
  },
);

test("an address deeper in the docs is no such page, for nobody knows whether it will be there", async () => {
  const response = await exports.default.fetch("https://card-surcharge.test/docs/nothing");
  expect(response.status).toBe(404);
});
