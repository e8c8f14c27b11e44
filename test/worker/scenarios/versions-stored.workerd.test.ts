/** What this version makes of what an older or a newer one stored: the lines of docs/upgrade-deployment.md about stores. */
import { createExecutionContext, env } from "cloudflare:test";
import { afterEach, describe, expect, test, vi } from "vitest";
import { ProgramStore } from "../../../worker/card-program/store.ts";
import worker from "../../../worker/index.ts";
import type { AuditLog } from "../../../worker/ledger/audit/audit-log.ts";
import { verifyChain } from "../../../worker/ledger/audit/chain.ts";
import { Merchant, merchantSettings } from "../../../worker/merchants/schema.ts";
import { kvStore, summaryOf } from "../../../worker/merchants/store.ts";
import { EMPTY_HEAD, RulesStore } from "../../../worker/rules/store.ts";
import { SHOP_SETTINGS } from "../../support/merchant/shop-settings.ts";
import { memoryKv } from "../../support/rules/packs.ts";
import { ADMIN, API, lookupBody, problemOf, SHOP } from "../../support/workerd/api.ts";

const kv = env.MERCHANTS as KVNamespace;

/** A Worker with nothing in its memory, over the same stores. */
async function ask(request: string, body?: unknown) {
  const [method = "", path = ""] = request.split(" ");
  const sent = new Request(`${API}${path}`, {
    method,
    headers: { ...ADMIN, Origin: SHOP, "Content-Type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return worker.fetch(sent, { ...env }, createExecutionContext());
}

/** The least that version 1.0 has ever stored of a merchant. */
const FIRST = {
  id: "mch_first",
  name: "Shop",
  enabled: true,
  mode: "test",
  gateway: "koipay_sandbox",
  origins: [SHOP],
  place: { country: "US", state: "IL" },
  currency: "USD",
  rates: { visa: 300 },
};

const store = (id: string, more: object = {}) => {
  const record = { ...FIRST, id, ...more };
  const metadata = { ...summaryOf(Merchant.parse({ ...FIRST, id })), ...more };
  return kv.put(`m:${id}`, JSON.stringify(record), { metadata });
};
const lookup = (merchant: string) =>
  ask("POST /v1/lookup", lookupBody({ merchant, token: "test_card_visa_credit", country: "US", state: "IL" }));

afterEach(() => void vi.restoreAllMocks());

describe("a stored merchant", () => {
  test("without anything that came later is served", async () => {
    await store("mch_first");
    expect((await lookup("mch_first")).status).toBe(200);
    expect(await (await ask("GET /v1/admin/merchants/mch_first")).json()).toMatchObject({ textSignOffs: [] });
  });

  // A setting with a default stands in every record that is written, so that the version before could read none of them.
  test("has settings that the version before may lack only where they are left out unless they are used", () => {
    const withDefault = Object.entries(merchantSettings)
      .filter(([, schema]) => schema.safeParse(undefined).data !== undefined)
      .map(([name]) => name);
    expect(withDefault).toEqual([
      "enabled",
      "origins",
      "otherMethods",
      "rates",
      "costs",
      "attestations",
      "textSignOffs",
      "houseCards",
      "cardPrograms",
      "locale",
      "rateTier",
    ]);
  });

  describe.each([
    ["a setting that is new", { wallets: ["apple"] }, "wallets"],
    ["a brand that is new", { rates: { newbrand: 100 } }, "rates"],
    ["a value that is new", { rateTier: "unlimited" }, "rateTier"],
  ])("with %s", (_, newer, named) => {
    const id = `mch_newer_${named}`;

    test("carries no surcharge, and the log names the alarm", async () => {
      const lines: string[] = [];
      for (const level of ["log", "error"] as const)
        vi.spyOn(console, level).mockImplementation((line: string) => void lines.push(line));
      await store(id, newer);
      expect(await problemOf(await lookup(id))).toMatchObject({ status: 503, code: "merchant_unavailable" });
      expect(lines.map((line) => JSON.parse(line).alarm)).toContain("merchant_unreadable");
    });

    test("is told to the operator by the setting's name, and is not written over", async () => {
      await store(id, newer);
      const before = await kv.get(`m:${id}`);
      for (const [request, body] of [
        [`GET /v1/admin/merchants/${id}`],
        [`PUT /v1/admin/merchants/${id}`, SHOP_SETTINGS],
        [`DELETE /v1/admin/merchants/${id}`],
      ] as const)
        expect(await problemOf(await ask(request, body))).toMatchObject({
          status: 503,
          detail: expect.stringContaining(named),
        });
      expect(await kv.get(`m:${id}`)).toBe(before);
    });

    test("stays in the list", async () => {
      await store(id, { ...newer, brands: ["visa", "newbrand"], risk: "low" });
      const { merchants } = await kvStore(kv).list(undefined);
      expect(merchants).toContainEqual(expect.objectContaining({ id, brands: ["visa"] }));
    });
  });

  test("that a newer version removed stays removed", async () => {
    await kv.put("m:mch_gone", JSON.stringify({ deleted: true, updatedAt: 1, by: "jo" }));
    expect(await kvStore(kv).read("mch_gone")).toEqual({ kind: "deleted", updatedAt: 1 });
  });
});

test("whose a server key is, and that an origin was listed, is read as the first version wrote it", async () => {
  await Promise.all([kv.put("k:0123abcd", "mch_first"), kv.put("o:https://first.example", "1")]);
  expect(await kvStore(kv).merchantOfKey("0123abcd")).toBe("mch_first");
  expect(await kvStore(kv).knowsOrigin("https://first.example")).toBe(true);
});

describe("the head of the rules", () => {
  test("keeps what a newer version added, through a change of this one", async () => {
    const memory = memoryKv();
    await memory.put("head", JSON.stringify({ ...EMPTY_HEAD, updatedAt: 1, pinnedBy: "jo" }));
    const rules = new RulesStore(memory);
    await rules.putHead({ ...(await rules.head()), updatedAt: 2 });
    expect(await new RulesStore(memory).head()).toMatchObject({ updatedAt: 2, pinnedBy: "jo" });
  });
});

test("a mirrored card programme is served, with what a newer version added", async () => {
  const programmes = env.CARD_PROGRAMS;
  const head = { version: "v1", previous: null, records: 1, bins: 1, pulledAt: 1, source: "push", checkedBy: "jo" };
  await programmes.put("head:newer", JSON.stringify(head));
  await programmes.put("data:newer:v1:index", "40120000");
  const store = new ProgramStore(programmes);
  expect(await store.head("newer")).toMatchObject({ version: "v1", bins: 1 });
  expect(await store.bins("newer", "v1")).toEqual(["40120000"]);
});

describe("the record of changes", () => {
  const asked = {
    by: "jo",
    limit: "all" as const,
    operation: "writeMerchant",
    target: "merchants/mch_shop",
    conditional: false,
    requestId: "r",
  };

  test("of a newer version is shown as far as it is known here, and its chain still holds", async () => {
    const log = env.AUDIT_LOG.get(env.AUDIT_LOG.idFromName("audit"));
    const { number } = await log.ask({ ...asked, why: "ticket 12" } as typeof asked);
    const ended = { asked: number, target: asked.target, fields: [], status: 451, code: "new_code" };
    const head = await log.end(ended as unknown as Parameters<AuditLog["end"]>[0]);
    const listed = await ask("GET /v1/admin/audit");
    expect(listed.status).toBe(200);
    const [newest] = (await listed.json<{ changes: object[] }>()).changes;
    expect(newest).toMatchObject({ number, by: "jo", state: "refused", code: null });
    const page = await (await ask("GET /v1/admin/audit/entries")).json<{
      anchor: object;
      head: object;
      entries: object[];
    }>();
    const canonical = (value: object) => JSON.stringify(value, sorted);
    const lines = [{ anchor: page.anchor }, ...page.entries, { head: page.head }].map(canonical);
    expect(await verifyChain(lines, [head])).toMatchObject({ holds: true });
  });
});

const sorted = (_: string, value: unknown) =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)))
    : value;
