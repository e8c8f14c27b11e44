import { exports } from "cloudflare:workers";
import { afterEach, expect, test } from "vitest";

const ORIGIN = "https://sandbox.test";
const BINS_PATH = "/open-api/v1/card/support/bins";

const call = (path: string, init: RequestInit = {}) => exports.default.fetch(new Request(ORIGIN + path, init));

async function listBins(): Promise<Response> {
  const credentials = { "Api-Key": "ks_sandbox_demo", Timestamp: String(Date.now()) };
  const login: { data: { access_token: string } } = await (
    await call("/open-api/v1/merchant/token", { headers: credentials })
  ).json();
  const headers = { ...credentials, "Access-Token": login.data.access_token, "Content-Type": "application/json" };
  return call(BINS_PATH, { method: "POST", headers, body: "{}" });
}

function isSuccess(text: string): boolean {
  try {
    return (JSON.parse(text) as { code?: number }).code === 0;
  } catch {
    return false;
  }
}

afterEach(async () => {
  await call("/sandbox/faults", { method: "DELETE" });
});

test("KeySecure answers beside the gateway, and its calls are counted", async () => {
  await call("/sandbox/calls", { method: "DELETE" });
  expect(await (await listBins()).json()).toMatchObject({ code: 0 });
  expect(await (await call("/sandbox/calls")).json()).toEqual({ [BINS_PATH]: 1, "/open-api/v1/merchant/token": 1 });
});

test.each([
  ["503", 503],
  ["html", 200],
  ["half_json", 200],
])("KeySecure's answers are spoiled on demand: %s", async (fault, status) => {
  await call("/sandbox/faults", { method: "PUT", body: JSON.stringify({ path: BINS_PATH, fault, times: 1 }) });
  const spoiled = await listBins();
  expect(spoiled.status).toBe(status);
  expect(isSuccess(await spoiled.text())).toBe(false);
  expect(await (await listBins()).json()).toMatchObject({ code: 0 });
});
