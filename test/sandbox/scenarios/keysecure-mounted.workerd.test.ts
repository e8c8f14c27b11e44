import { runInDurableObject } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
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

const sharedMemory = () => env.STATE.getByName("sandbox");

afterEach(async () => {
  await call("/sandbox/faults", { method: "DELETE" });
});

test("KeySecure answers beside the gateway, and its calls are counted", async () => {
  await call("/sandbox/calls", { method: "DELETE" });
  expect(await (await listBins()).json()).toMatchObject({ code: 0 });
  expect(await (await call("/sandbox/calls")).json()).toEqual({ [BINS_PATH]: 1, "/open-api/v1/merchant/token": 1 });
});

test("KeySecure remembers in the sandbox's one object, which every isolate asks", async () => {
  await call("/sandbox/keysecure", { method: "PUT", body: JSON.stringify({ tokenLifetimeMs: 5_000 }) });
  const held = await runInDurableObject(sharedMemory(), async (object) =>
    (await object.fetch(new Request(`${ORIGIN}/sandbox/keysecure`))).json(),
  );
  expect(held).toMatchObject({ tokenLifetimeMs: 5_000 });
  await runInDurableObject(sharedMemory(), (object) =>
    object.fetch(new Request(`${ORIGIN}/sandbox/keysecure`, { method: "DELETE" })),
  );
  expect(await (await call("/sandbox/keysecure")).json()).toMatchObject({ tokenLifetimeMs: 7_200_000 });
});

test("KeySecure leaves a wrong path or method to the sandbox", async () => {
  expect((await call("/open-api/v1/merchant/nothing")).status).toBe(404);
  expect((await call("/open-api/v1/merchant/token", { method: "POST" })).status).toBe(404);
});

test.each([
  ["503", 503],
  ["html", 200],
  ["firewall", 403],
  ["half_json", 200],
])("KeySecure's answers are spoiled on demand: %s", async (fault, status) => {
  await call("/sandbox/faults", { method: "PUT", body: JSON.stringify({ path: BINS_PATH, fault, times: 1 }) });
  const spoiled = await listBins();
  expect(spoiled.status).toBe(status);
  expect(isSuccess(await spoiled.text())).toBe(false);
  expect(await (await listBins()).json()).toMatchObject({ code: 0 });
});
