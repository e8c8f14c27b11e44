import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ROUTE_HEADERS } from "../../worker/http/headers.ts";
import { origins } from "../support/shopper/shopper.ts";

const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
const FILES = ["card-surcharge.js", "card-surcharge.classic.js"].map((name) => `/widget/${version}/${name}`);

describe("the element's files, which are served without the Worker", () => {
  test.each(FILES)("carry the same headers as every route, and may be loaded by any page: %s", async (path) => {
    const response = await fetch(`${origins().product}${path}`, { headers: { Origin: "https://shop.example" } });
    expect(response.status).toBe(200);
    const { "Cross-Origin-Resource-Policy": _, ...same } = ROUTE_HEADERS;
    for (const [name, value] of Object.entries(same)) expect(response.headers.get(name)).toBe(value);
    expect(response.headers.get("Cross-Origin-Resource-Policy")).toBe("cross-origin");
    expect(response.headers.get("Access-Control-Allow-Origin")).toBe("*");
    expect(response.headers.get("Cache-Control")).toBe("public, max-age=31536000, immutable");
    expect(response.headers.get("Content-Type")).toMatch(/^(text|application)\/javascript/);
  });

  test("a file that is not there is a problem of the Worker's", async () => {
    const response = await fetch(`${origins().product}/widget/0.0.0/card-surcharge.js`);
    expect(response.status).toBe(404);
    expect(response.headers.get("Content-Type")).toBe("application/problem+json");
    expect(response.headers.get("Cache-Control")).toBe("no-store");
  });
});
