import { exports } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { Policy } from "../../../contract/policy.ts";
import { Problem } from "../../../contract/problem.ts";

const SHOP = "http://localhost:8789";
const get = (path: string, origin = SHOP) =>
  exports.default.fetch(new Request(`http://localhost:8787/v1/merchants/${path}`, { headers: { Origin: origin } }));

describe("GET /v1/merchants/{merchant}/policy", () => {
  test("answers with the policy of the place, to be cached for a minute", async () => {
    const response = await get("mch_demo/policy?country=US&state=Illinois&locale=fr-CA");
    expect(response.status).toBe(200);
    expect(response.headers.get("Cache-Control")).toBe("public, max-age=60");
    expect(response.headers.get("Access-Control-Allow-Origin")).toBe(SHOP);
    expect(response.headers.get("Vary")).toContain("Origin");
    const policy = Policy.parse(await response.json());
    expect(policy).toMatchObject({ merchant: "mch_demo", enabled: true, mode: "test", locale: "fr-CA", dir: "ltr" });
    expect(policy).toMatchObject({ currency: "USD", currencyDigits: 2 });
    expect(policy.rates[0]).toMatchObject({ status: "surcharge", rateBps: 300 });
    expect(response.headers.get("X-Request-Id")).toBe(policy.requestId);
  });

  test("takes an empty value as not chosen yet", async () => {
    const response = await get("mch_demo/policy?country=US&state=&shipCountry=&shipState=&locale=");
    const policy = Policy.parse(await response.json());
    expect(policy.rates[0]).toMatchObject({ status: "may_apply", rateBps: null });
  });

  test.each(["1.4.0", "2", "x".repeat(100), "1.4.0&element=1.5.0", "<b>", ""])(
    "is the same, whatever version an element says it has: %s",
    async (version) => {
      const bare = Policy.parse(await (await get("mch_demo/policy?country=US&state=IL")).json());
      const response = await get(`mch_demo/policy?country=US&state=IL&element=${version}`);
      expect(response.status).toBe(200);
      expect({ ...Policy.parse(await response.json()), requestId: "" }).toEqual({ ...bare, requestId: "" });
    },
  );

  test.each([
    ["an unknown key", "mch_demo/policy?zip=60601", "zip"],
    ["a repeated key", "mch_demo/policy?country=US&country=CA", "country"],
    ["a country that is none", "mch_demo/policy?country=Americaland", "country"],
    ["a locale without end", `mch_demo/policy?locale=${"x".repeat(65)}`, "locale"],
    ["a state without end", `mch_demo/policy?state=${"x".repeat(65)}`, "state"],
  ])("refuses %s by name and does not repeat the value", async (_case, path, field) => {
    const response = await get(path);
    expect(response.status).toBe(400);
    const problem = Problem.parse(await response.json());
    expect(problem.code).toBe("invalid_request");
    expect(problem.detail).toContain(field);
    expect(problem.detail).not.toMatch(/60601|Americaland|<b>/);
  });

  test.each(["mch_nobody/policy", "not-an-id/policy", "mch_%00/policy"])("knows no merchant %s", async (path) => {
    const response = await get(path);
    expect(response.status).toBe(404);
    expect(Problem.parse(await response.json()).code).toBe("unknown_merchant");
  });

  test("is refused to a page of another origin", async () => {
    const response = await get("mch_demo/policy?country=US&state=IL", "https://elsewhere.example");
    expect(response.status).toBe(403);
    expect(response.headers.get("Access-Control-Allow-Origin")).toBeNull();
  });
});
