/** The rehearsals of docs/merchant-leaves.md and docs/change-gateway.md; a gateway whose name is gone is in `own-gateways`. */
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newToken, Rehearsal } from "../../support/node/rehearsal.ts";

const FIRST_KEY = "api_key_at_the_first_gateway";
const NEXT_KEY = "api_key_at_the_next_gateway";
const SURCHARGED = { outcome: "surcharge", surcharge: { surchargeAmount: 375 } };
const MONTH = new Date().toISOString().slice(0, 7);
const it = new Rehearsal();
const gateways = (host: string) => ({
  GATEWAYS: JSON.stringify({ mybrand_test: { brand: "My Brand", origin: `https://${host}`, mode: "test" } }),
});
const added = (id: string, gateway: string) => it.add(id, FIRST_KEY, [`gateway=${gateway}`]);
const askedSince = (count: number) => [...new Set(it.asked.slice(count).map(({ host, key }) => `${host} ${key}`))];

beforeAll(async () => {
  it.goodKeys = [FIRST_KEY];
  await it.deploy(gateways("pay.mybrand.example"));
}, 60_000);
afterAll(() => it.end());

describe("a gateway", () => {
  test("that changes its host is asked there after one change of GATEWAYS, with the keys that merchants have", async () => {
    await added("mch_host", "mybrand_test");
    expect(await it.lookUp("mch_host")).toMatchObject(SURCHARGED);
    await it.deploy(gateways("pay.mybrand-new.example"));
    expect(await it.lookUp("mch_host")).toMatchObject(SURCHARGED);
    expect(askedSince(0)).toEqual([`pay.mybrand.example ${FIRST_KEY}`, `pay.mybrand-new.example ${FIRST_KEY}`]);
  });
});

describe("a merchant that changes its gateway", () => {
  test("has to bring its key there: the one it has is never sent to another host", async () => {
    await added("mch_moves", "mybrand_test");
    await expect(it.merchants(["set", "mch_moves", "gateway=fluidpay_sandbox"])).rejects.toThrow(
      "MERCHANT_GATEWAY_KEY",
    );
    it.goodKeys = [FIRST_KEY, NEXT_KEY];
    const before = it.asked.length;
    await it.merchants(["set", "mch_moves", "gateway=fluidpay_sandbox"], { MERCHANT_GATEWAY_KEY: NEXT_KEY });
    expect(await it.lookUp("mch_moves")).toMatchObject(SURCHARGED);
    expect(askedSince(before)).toEqual([`sandbox.fluidpay.com ${NEXT_KEY}`]);
  });

  test("keeps its rates, its records and its server keys", async () => {
    expect(await it.merchants(["show", "mch_moves"])).toContain("Jo Lee");
  });
});

test("a merchant that leaves: what is gone at once, and what stays for refunds and for the record", async () => {
  const id = "mch_leaves";
  await added(id, "mybrand_test");
  const file = join(mkdtempSync(join(tmpdir(), "card-surcharge-leaving-")), "key");
  await it.merchants(["rotate-key", id, "server", "--out", file]);
  const key = readFileSync(file, "utf8").trim();
  const token = newToken();
  const { quote } = await it.lookUp(id, token);
  const captured = { quote, event: "captured", id: "order-1", baseAmount: 12_500, surchargeAmount: 375 };
  expect((await it.call("POST /v1/server/outcomes", key, captured)).status).toBe(200);

  await it.merchants(["disable", id]);
  expect(await it.lookUp(id)).toMatchObject({ outcome: "none", reason: "merchant_off" });
  const refunded = { ...captured, event: "refunded", id: "refund-1" };
  expect((await it.call("POST /v1/server/outcomes", key, refunded)).status).toBe(200);

  expect((await it.call(`DELETE /v1/admin/merchants/${id}`, it.adminKey)).status).toBe(200);
  // Gone at once, also in an isolate that knew it.
  expect((await it.page(id, newToken())).status).toBe(404);
  expect((await it.call(`GET /v1/server/reports?month=${MONTH}`, key)).status).toBe(401);
  expect(await it.merchants(["list"])).not.toContain(id);
  // Kept: keys for refunds, reports, the record of changes.
  expect(await it.check(id, token, quote, await it.keySet(), "refund")).toMatchObject({ valid: true });
  const report = await it.call(`GET /v1/admin/merchants/${id}/reports?month=${MONTH}&env=test`, it.adminKey);
  expect(await report.json()).toMatchObject({ rows: [{ sales: 1, surcharge: 375, refundedSurcharge: 375 }] });
  const audit = await it.call(`GET /v1/admin/audit?target=merchants/${id}&limit=1`, it.adminKey);
  expect(await audit.json()).toMatchObject({ changes: [{ operation: "deleteMerchant", state: "done" }] });
});
