import { describe, expect, test } from "vitest";
import { SCRIPTS } from "../../tools/build/build-widget.mjs";
import { readReleases } from "../../tools/release/releases.ts";
import { workedVersion } from "../../tools/release/served.ts";
import { ROUTE_HEADERS } from "../../worker/http/headers.ts";
import { origins } from "../support/shopper/shopper.ts";

const WORKED = workedVersion();
const isReleased = readReleases().some(({ version }) => version === WORKED);
const KEPT = "public, max-age=31536000, immutable";
const FILES: readonly (readonly [path: string, cached: string])[] = SCRIPTS.flatMap((name) => [
  [`/widget/${WORKED}/${name}`, isReleased ? KEPT : "no-cache"] as const,
  [`/widget/${WORKED.split(".")[0]}/${name}`, "public, max-age=300"] as const,
  ...readReleases().map(({ version }) => [`/widget/${version}/${name}`, KEPT] as const),
]);

describe("the element's files, which are served without the Worker", () => {
  test.each(FILES)(
    "carry the same headers as every route, and may be loaded by any page: %s, %s",
    async (path, cached) => {
      const response = await fetch(`${origins().product}${path}`, { headers: { Origin: "https://shop.example" } });
      expect(response.status).toBe(200);
      const { "Cross-Origin-Resource-Policy": _, ...same } = ROUTE_HEADERS;
      for (const [name, value] of Object.entries(same)) expect(response.headers.get(name)).toBe(value);
      expect(response.headers.get("Cross-Origin-Resource-Policy")).toBe("cross-origin");
      expect(response.headers.get("Access-Control-Allow-Origin")).toBe("*");
      expect(response.headers.get("Cache-Control")).toBe(cached);
      expect(response.headers.get("Content-Type")).toMatch(/^(text|application)\/javascript/);
    },
  );

  test("the list of releases is there for whoever keeps an inventory", async () => {
    const response = await fetch(`${origins().product}/widget/releases.json`);
    expect(await response.json()).toEqual(readReleases());
    expect(response.headers.get("Cache-Control")).toBe("public, max-age=300");
    expect(response.headers.get("Access-Control-Allow-Origin")).toBe("*");
  });

  test("a file that is not there is a problem of the Worker's", async () => {
    const response = await fetch(`${origins().product}/widget/0.0.0/card-surcharge.js`);
    expect(response.status).toBe(404);
    expect(response.headers.get("Content-Type")).toBe("application/problem+json");
    expect(response.headers.get("Cache-Control")).toBe("no-store");
  });
});
