/** A gateway that the operator's configuration names: used like a compiled one, and missed when it is gone. */
import { createExecutionContext, env } from "cloudflare:test";
import { afterEach, describe, expect, test, vi } from "vitest";
import worker from "../../../worker/index.ts";
import type { Bindings } from "../../../worker/settings/bindings.ts";
import { ADMIN, API, lookupBody, problemOf } from "../../support/workerd/api.ts";
import { standInForGateway } from "../../support/workerd/gateway.ts";

const ORIGIN = "https://own.example";
const OWN = {
  mybrand_sandbox: { brand: "My Brand", origin: "https://sandbox.mybrand.example", mode: "test" },
  mybrand_live: { brand: "My Brand", origin: "https://app.mybrand.example", mode: "live", tokenReuse: "verified" },
  spent_live: { brand: "Spent", origin: "https://app.spent.example", mode: "live", tokenReuse: "no" },
};

/** A deployment with these gateways. Another object of bindings is another isolate to the Worker. */
const deployed = (gateways: object | null): Bindings => ({
  ...env,
  ...(gateways === null ? {} : { GATEWAYS: JSON.stringify(gateways) }),
});

const send = (bindings: Bindings, method: string, path: string, body?: object, headers: Record<string, string> = {}) =>
  worker.fetch(
    new Request(API + path, {
      method,
      headers: { "Content-Type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
    bindings,
    createExecutionContext(),
  );

const shop = (changes: object = {}) => ({
  name: "Own Shop",
  mode: "test",
  gateway: "mybrand_sandbox",
  gatewayKey: "api_of_my_brand",
  origins: [ORIGIN],
  place: { country: "US", state: "IL" },
  currency: "USD",
  ...changes,
});

const put = (bindings: Bindings, id: string, merchant: object) =>
  send(bindings, "PUT", `/v1/admin/merchants/${id}`, merchant, ADMIN);
const lookUp = (bindings: Bindings, id: string) =>
  send(bindings, "POST", "/v1/lookup", lookupBody({ merchant: id }), { Origin: ORIGIN });

afterEach(() => vi.restoreAllMocks());

describe("an own gateway", () => {
  test("may be a merchant's, and is asked at its own host", async () => {
    const here = deployed(OWN);
    expect((await put(here, "mch_own_a", shop())).status).toBe(201);
    const calls = standInForGateway();
    expect((await lookUp(here, "mch_own_a")).status).toBe(200);
    expect(calls).toMatchObject([
      { url: "https://sandbox.mybrand.example/api/lookup/bin/protected", key: "api_of_my_brand" },
    ]);
  });

  test.each([
    ["without it", null],
    ["with others", { other_live: OWN.mybrand_live }],
  ])("is refused on PUT by a deployment %s, with the names that it knows", async (_, gateways) => {
    const { status, detail } = await problemOf(await put(deployed(gateways), "mch_own_b", shop()));
    expect(status).toBe(400);
    expect(detail).toContain("gateway must be one of koipay_sandbox, ");
    for (const name of Object.keys(gateways ?? {})) expect(detail).toContain(name);
  });

  test.each([
    ["mybrand_live", 201, ""],
    ["spent_live", 400, "gateway uses a token up with the first lookup"],
    ["mybrand_sandbox", 400, "gateway is a sandbox"],
  ])("%s of a live merchant: %i %s", async (gateway, status, reason) => {
    const answer = await put(deployed(OWN), `mch_${gateway}`, shop({ mode: "live", gateway }));
    expect(answer.status).toBe(status);
    expect(await answer.text()).toContain(reason);
  });

  test("is used by the merchant in plain configuration", async () => {
    const merchant = { id: "mch_plain_own", ...shop({ gatewayKey: undefined }) };
    const here = { ...deployed(OWN), MERCHANT: JSON.stringify(merchant) };
    const calls = standInForGateway();
    expect((await lookUp(here, "mch_plain_own")).status).toBe(200);
    expect(calls).toMatchObject([{ url: "https://sandbox.mybrand.example/api/lookup/bin/protected" }]);
  });
});

describe("a merchant whose gateway is gone from the configuration", () => {
  const gone = deployed({ other_sandbox: { ...OWN.mybrand_sandbox, origin: "https://sandbox.other.example" } });

  test("is answered with a signed zero and an alarm; no host is asked", async () => {
    await put(deployed(OWN), "mch_own_gone", shop());
    const calls = standInForGateway();
    const write = vi.spyOn(console, "log").mockReturnValue();
    const answer = await (await lookUp(gone, "mch_own_gone")).json();
    expect(answer).toMatchObject({
      outcome: "unknown",
      reason: "gateway_unavailable",
      surcharge: { rateBps: 0 },
      quote: expect.stringMatching(/^[^.]+\.[^.]+\.[^.]+$/) as string,
    });
    expect(calls).toEqual([]);
    const lines = write.mock.calls.flat().map((line) => JSON.parse(String(line)) as object);
    expect(lines).toEqual([expect.objectContaining({ alarm: "gateway_unknown", gateway: "mybrand_sandbox" })]);
  });

  test("can be read, with a warning there and in /readyz, and be switched off", async () => {
    await put(deployed(OWN), "mch_own_off", shop());
    const warning = expect.stringMatching(/^gateway must be one of .*, other_sandbox: this one is gone/) as string;
    const read = await send(gone, "GET", "/v1/admin/merchants/mch_own_off", undefined, ADMIN);
    const view = await read.json<{ warnings: string[] }>();
    expect(view.warnings).toContainEqual(warning);
    const ready = await (await send(gone, "GET", "/readyz", undefined, ADMIN)).json<{ merchants: object[] }>();
    expect(ready.merchants).toContainEqual(
      expect.objectContaining({ id: "mch_own_off", warnings: expect.arrayContaining([warning]) as string[] }),
    );
    expect((await put(gone, "mch_own_off", { ...view, enabled: false })).status).toBe(200);
  });

  test("cannot be moved to another name that is not there", async () => {
    await put(deployed(OWN), "mch_own_moved", shop());
    const moved = await put(gone, "mch_own_moved", shop({ gateway: "nobody_sandbox" }));
    expect(await problemOf(moved)).toMatchObject({
      status: 400,
      detail: expect.stringContaining("gateway must be one of") as string,
    });
  });
});

test("a deployment whose gateways are wrong serves nothing, and the log names the entry and no value", async () => {
  const write = vi.spyOn(console, "error").mockReturnValue();
  const calls = standInForGateway();
  const here = deployed({ mybrand_live: { ...OWN.mybrand_live, origin: "https://10.0.0.1" } });
  expect((await lookUp(here, "mch_demo")).status).toBe(500);
  const line = write.mock.calls.flat().join("\n");
  expect(line).toContain("GATEWAYS.mybrand_live.origin must be an https origin such as https://app.mybrand.example");
  expect(line).not.toContain("10.0.0.1");
  expect(calls).toEqual([]);
});
