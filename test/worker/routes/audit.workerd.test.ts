/** Who changed what, as an operator reads it: every change by a key, refused ones too, and never a secret. */
import { createExecutionContext, env } from "cloudflare:test";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import worker from "../../../worker/index.ts";
import { anchorLine, entryLine, headLine, verifyChain } from "../../../worker/ledger/audit/chain.ts";
import { auditLogOf } from "../../../worker/ledger/audit/reach.ts";
import { carriedPack } from "../../../worker/rules/in-force.ts";
import { sha256Hex } from "../../../worker/sha256.ts";
import { SHOP_SETTINGS } from "../../support/merchant/shop-settings.ts";
import { runs } from "../../support/nightly/runs.ts";
import { packWith } from "../../support/rules/packs.ts";
import { API, problemOf } from "../../support/workerd/api.ts";
import { OPEN_LIMITERS } from "../../support/workerd/open-limiters.ts";

const KEYS = { jo: "ak_of_jo", ci: "ak_of_ci", lee: "ak_of_lee", rules: "ak_of_rules" };
const ADMIN_KEYS = `jo:${KEYS.jo},ci:read:${KEYS.ci},lee:${KEYS.lee},rules-only:rules:${KEYS.rules}`;

type Headers = Record<string, string>;

/** A Worker with nothing in its memory, over the same stores. */
function isolate(changes: object = {}) {
  const bindings = { ...env, ADMIN_KEYS, ...changes };
  return async (
    request: string,
    { key = KEYS.jo, headers = {} }: { key?: string; headers?: Headers } = {},
    body?: unknown,
  ) => {
    const [method = "", path = ""] = request.split(" ");
    const sent = new Request(`${API}/v1/admin${path}`, {
      method,
      headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return worker.fetch(sent, bindings, createExecutionContext());
  };
}
const call = isolate();

interface Page {
  readonly changes: readonly (Record<string, unknown> & {
    readonly number: number;
    readonly fields: readonly unknown[];
  })[];
  readonly cursor: string | null;
}
const changesOf = async (query = "") => (await call(`GET /audit${query}`)).json<Page>();
const newest = async () => (await changesOf("?limit=1")).changes[0];
const headNumber = async () => (await auditLogOf(env).entries(0, 1)).head.number;

let count = 0;
const newId = () => `mch_audit${(count += 1)}`;

test("a change tells by whose key, what, which fields and how it ended", async () => {
  const id = newId();
  const serverKeys = ["sk_a_key_of_the_shop_0123456789"];
  const added = await call(
    `PUT /merchants/${id}`,
    { headers: { "If-None-Match": "*" } },
    { ...SHOP_SETTINGS, serverKeys },
  );
  const { requestId } = await added.json<{ requestId: string }>();
  expect(await newest()).toMatchObject({
    by: "jo",
    limit: "all",
    operation: "writeMerchant",
    target: `merchants/${id}`,
    conditional: true,
    requestId,
    state: "done",
    status: 201,
    code: null,
    at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
  });
  const keyId = (await sha256Hex(serverKeys[0] ?? "")).slice(0, 12);
  expect((await newest())?.fields).toEqual(
    expect.arrayContaining([
      { path: "gateway", after: "koipay_sandbox" },
      { path: "origins.0", after: "https://shop.example" },
      { path: "name" },
      { path: "gatewayKey" },
      { path: `serverKeys.${keyId}` },
    ]),
  );
  await call(`PUT /merchants/${id}`, {}, { ...SHOP_SETTINGS, gatewayKey: "api_another_key", rates: { visa: 150 } });
  expect(await newest()).toMatchObject({
    conditional: false,
    status: 200,
    fields: expect.arrayContaining([{ path: "rates.visa", after: 150 }, { path: "gatewayKey" }]),
  });
  expect((await newest())?.fields).toHaveLength(2);
  await call(`DELETE /merchants/${id}`);
  expect(await newest()).toMatchObject({
    operation: "deleteMerchant",
    state: "done",
    fields: expect.arrayContaining([{ path: "rates.visa", before: 150 }, { path: `serverKeys.${keyId}` }]),
  });
});

test("new keys are told whatever else is changed with them", async () => {
  const id = newId();
  const attestations = (on: string) =>
    carriedPack()
      .rows.slice(0, 35)
      .map(({ id }) => ({ rule: id, kind: "sign_off", by: "Jo Lee", on }));
  const first = { ...SHOP_SETTINGS, attestations: attestations("2026-11-01") };
  await call(`PUT /merchants/${id}`, {}, first);
  const serverKeys = ["sk_a_key_of_somebody_else_0123456789"];
  const keyId = (await sha256Hex(serverKeys[0] ?? "")).slice(0, 12);
  const later = attestations("2026-11-02").map((one) => ({ ...one, by: "Bo Lee" }));
  const second = { ...first, gatewayKey: "api_of_somebody", serverKeys, attestations: later };
  expect((await call(`PUT /merchants/${id}`, {}, second)).status).toBe(200);
  expect((await newest())?.fields).toEqual([
    { path: "gatewayKey" },
    { path: "attestations: 70 fields" },
    { path: `serverKeys.${keyId}` },
  ]);
});

test("changes of rules, card programmes and alerts are told as well", async () => {
  await call("PUT /alerts", {}, { summary: { on: true, hour: 8 } });
  expect(await newest()).toMatchObject({ operation: "changeAlerts", target: "alerts", state: "done" });
  expect((await newest())?.fields).toEqual([
    { path: "summary.on", before: false, after: true },
    { path: "summary.hour", before: 7, after: 8 },
  ]);
  await call("DELETE /rules/candidate");
  expect(await newest()).toMatchObject({ operation: "dropCandidate", target: "rules", state: "done", fields: [] });
  await call("POST /card-programs/audited/failure", {}, { problem: "timeout", upstreamCode: null });
  expect(await newest()).toMatchObject({
    target: "card-programs/audited",
    fields: [{ path: "failure", after: "timeout" }],
  });
  const record = {
    cardBinNo: "1",
    cardBin: "411111",
    organization: "Visa",
    supportPhysical: true,
    supportVirtual: true,
    currencies: ["USD"],
    balanceLimit: { limitBalance: null, limitWeekBalance: null, limitAtmDayBalance: null, limitAtmMonthBalance: null },
  };
  expect((await call("PUT /card-programs/audited", {}, { bins: [record] })).status).toBe(200);
  expect(await newest()).toMatchObject({
    fields: [{ path: "version" }, { path: "records", after: 1 }].map((field) => expect.objectContaining(field)),
  });
  // What would have come is told where it was refused, and that it was forced where it was.
  const emptied = [{ path: "version" }, { path: "records", before: 1, after: 0 }].map((field) =>
    expect.objectContaining(field),
  );
  expect((await call("PUT /card-programs/audited", {}, { bins: [] })).status).toBe(400);
  expect(await newest()).toMatchObject({ state: "refused", target: "card-programs/audited", fields: emptied });
  expect((await call("PUT /card-programs/audited?force=true", {}, { bins: [] })).status).toBe(200);
  expect(await newest()).toMatchObject({ state: "done", fields: [...emptied, { path: "force", after: true }] });
});

describe("a change that was refused is told with its reason", () => {
  test.each<[string, string, { key?: string; headers?: Headers }, unknown, object]>([
    [
      "by a key for reading",
      "PUT /merchants/mch_none",
      { key: KEYS.ci },
      SHOP_SETTINGS,
      { by: "ci", limit: "read", status: 403, code: "forbidden" },
    ],
    [
      "by a key for rules",
      "DELETE /merchants/mch_none",
      { key: KEYS.rules },
      undefined,
      { by: "rules-only", code: "forbidden" },
    ],
    [
      "for its settings",
      "PUT /merchants/mch_none",
      {},
      { name: 1 },
      { status: 400, code: "invalid_request", fields: [] },
    ],
    [
      "for its tag",
      "PUT /merchants/mch_none",
      { headers: { "If-Match": '"old"' } },
      SHOP_SETTINGS,
      { status: 412, conditional: true },
    ],
    ["for there is nothing", "DELETE /merchants/mch_none", {}, undefined, { status: 404, code: "unknown_merchant" }],
    [
      "for what is in force",
      "POST /rules/rollback",
      {},
      undefined,
      { status: 409, code: "conflict", target: "rules/rollback" },
    ],
    ["for its address", "PUT /merchants/nobody", {}, SHOP_SETTINGS, { status: 400, target: "merchants/?" }],
  ])("%s", async (_, request, options, body, told) => {
    const response = await call(request, options, body);
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(await newest()).toMatchObject({ state: "refused", ...told });
  });

  test.each(["current", "candidate"])("with the pack that it would have made the %s one", async (path) => {
    const pack = await packWith({ sequence: 1 });
    const response = await call(`PUT /rules?candidate=${path === "candidate"}`, {}, pack);
    expect(await problemOf(response)).toMatchObject({
      status: 409,
      detail: expect.stringMatching(/^sequence must be above/),
    });
    expect(await newest()).toMatchObject({
      state: "refused",
      target: "rules",
      fields: [{ path, after: pack.version }],
    });
  });

  test("with the row that it would have renewed", async () => {
    const [row = { id: "" }] = carriedPack().rows;
    const renewal = {
      rowHash: "0".repeat(64),
      checkedOn: "2026-11-27",
      recheckOn: null,
      by: "Jo Lee",
      source: "https://example.com/row",
    };
    expect((await call(`PUT /rules/renewals/${row.id}`, {}, renewal)).status).toBe(409);
    expect((await newest())?.fields).toEqual([{ path: `renewals.${row.id}.checkedOn`, after: "2026-11-27" }]);
  });

  test("with the fields that it would have changed, where it was refused at the last moment", async () => {
    const serverKeys = ["sk_a_key_of_two_shops_0123456789"];
    await call(`PUT /merchants/${newId()}`, {}, { ...SHOP_SETTINGS, serverKeys });
    expect((await call(`PUT /merchants/${newId()}`, {}, { ...SHOP_SETTINGS, serverKeys })).status).toBe(409);
    expect((await newest())?.fields).toContainEqual({ path: "mode", after: "test" });
  });
});

describe("a key fills the record with nothing", () => {
  test("where it may change nothing: one refusal a minute is told, and how many there were", async () => {
    const keys = { ADMIN_KEYS: `jo:${KEYS.jo},loop:read:ak_of_a_loop` };
    const refused = () => isolate(keys)("POST /alerts/test", { key: "ak_of_a_loop" });
    const before = await headNumber();
    for (let time = 0; time < 5; time += 1) expect((await refused()).status).toBe(403);
    expect(await headNumber()).toBe(before + 2);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 61_000 });
    try {
      await refused();
    } finally {
      vi.useRealTimers();
    }
    expect(await newest()).toMatchObject({ by: "loop", code: "forbidden", unrecorded: 4 });
  });

  test("past its limit: nothing is changed and nothing recorded", async () => {
    const keys: string[] = [];
    const limit = async ({ key }: { key: string }) => ({ success: keys.push(key) < 3 });
    const limited = isolate({ LIMIT_CLIENT_RAISED: { limit } });
    const before = await headNumber();
    const statuses = [];
    for (let time = 0; time < 4; time += 1) statuses.push((await limited("DELETE /rules/candidate")).status);
    expect(statuses).toEqual([200, 200, 429, 429]);
    expect(new Set(keys)).toEqual(new Set(["operator|jo"]));
    expect(await headNumber()).toBe(before + 4);
    expect((await limited("GET /merchants")).status).toBe(200);
  });
});

test("who shows no key of the operator writes nothing, and neither does who reads", async () => {
  const before = await headNumber();
  expect((await call("PUT /merchants/mch_none", { key: "ak_of_a_stranger" }, SHOP_SETTINGS)).status).toBe(401);
  await call("GET /merchants");
  await changesOf();
  expect(await headNumber()).toBe(before);
});

describe("where the log", () => {
  /** The log, with some of its methods as they are here. */
  const failing = (methods: object) => {
    const real = auditLogOf(env);
    const get = (_: object, name: string): unknown =>
      Reflect.get(methods, name) ?? ((...told: never[]) => Reflect.get(real, name)(...told));
    return { AUDIT_LOG: { idFromName: () => "audit", get: () => new Proxy({}, { get }) } };
  };
  const down = () => Promise.reject(new Error("down"));

  test("cannot be written nothing is changed", async () => {
    const id = newId();
    const response = await isolate(failing({ ask: down }))(`PUT /merchants/${id}`, {}, SHOP_SETTINGS);
    expect(response.headers.get("Retry-After")).toBe("5");
    expect(await problemOf(response)).toMatchObject({
      status: 503,
      code: "merchant_unavailable",
      detail: expect.stringMatching(/^Nothing was changed: the record of changes cannot be written/),
    });
    expect(await env.MERCHANTS?.get(`m:${id}`)).toBeNull();
  });

  test("cannot say whose turn it is nothing is changed", async () => {
    const id = newId();
    expect((await isolate(failing({ takeTurn: down }))(`PUT /merchants/${id}`, {}, SHOP_SETTINGS)).status).toBe(503);
    expect(await env.MERCHANTS?.get(`m:${id}`)).toBeNull();
    expect(await newest()).toMatchObject({ state: "failed", status: 503, target: `merchants/${id}` });
  });

  test("fails after a change the change stands, is told as unfinished, and somebody is called", async () => {
    const id = newId();
    const log = vi.spyOn(console, "log").mockImplementation(() => undefined);
    const response = await isolate(failing({ end: down }))(`PUT /merchants/${id}`, {}, SHOP_SETTINGS);
    const [line] = log.mock.calls.map(([text]) => String(text));
    log.mockRestore();
    expect(response.status).toBe(201);
    expect(JSON.parse(line ?? "")).toMatchObject({ operator: "jo", alarm: "audit_unfinished" });
    expect(await newest()).toMatchObject({
      target: `merchants/${id}`,
      state: "unfinished",
      status: null,
      code: null,
      fields: [],
    });
    expect((await call(`GET /merchants/${id}`)).status).toBe(200);
  });

  test("cannot be read that is said", async () => {
    const blind = isolate(failing({ changes: down, entries: down }));
    for (const path of ["/audit", "/audit/entries"])
      expect(await problemOf(await blind(`GET ${path}`))).toMatchObject({ status: 503, code: "merchant_unavailable" });
  });
});

test("a change goes on to its second entry when its caller hangs up", async () => {
  const id = newId();
  const kept: Promise<unknown>[] = [];
  let whileUnderWay: Promise<unknown> | undefined;
  let isGivenUp = false;
  const real = auditLogOf(env);
  const log = {
    ask: (told: Parameters<typeof real.ask>[0]) => real.ask(told),
    takeTurn: (things: string[], holder: string) => {
      // All that the platform goes on with for a caller who is gone by now.
      whileUnderWay ??= Promise.all(kept).then(() => (isGivenUp = true));
      return real.takeTurn(things, holder);
    },
    endTurn: (holder: string, words: Record<string, string>) => real.endTurn(holder, words),
    end: (told: Parameters<typeof real.end>[0]) => {
      expect(isGivenUp).toBe(false);
      return real.end(told);
    },
  };
  const headers = { Authorization: `Bearer ${KEYS.jo}`, "Content-Type": "application/json" };
  const request = new Request(`${API}/v1/admin/merchants/${id}`, {
    method: "PUT",
    headers,
    body: JSON.stringify(SHOP_SETTINGS),
  });
  const context = createExecutionContext();
  vi.spyOn(context, "waitUntil").mockImplementation((work) => void kept.push(work));
  const bindings = { ...env, ADMIN_KEYS, AUDIT_LOG: { idFromName: () => "audit", get: () => log } };
  void worker.fetch(request, bindings, context);
  await vi.waitFor(() => expect(whileUnderWay).toBeDefined(), 5_000);
  await whileUnderWay;
  expect(await newest()).toMatchObject({ target: `merchants/${id}`, state: "done", status: 201 });
});

test("the log line of a change has its operator and where the log stands, so that a head is kept elsewhere too", async () => {
  const log = vi.spyOn(console, "log").mockImplementation(() => undefined);
  await call("DELETE /rules/candidate");
  const [line] = log.mock.calls.map(([text]) => String(text));
  log.mockRestore();
  const { head } = await auditLogOf(env).entries(0, 1);
  expect(JSON.parse(line ?? "")).toMatchObject({ operator: "jo", audit: `${head.number}:${head.hash}` });
});

test("pages go from the newest to the oldest, and are narrowed by target and key", async () => {
  const ids = [newId(), newId(), newId()];
  for (const id of ids) await call(`DELETE /merchants/${id}`, { key: id === ids[1] ? KEYS.lee : KEYS.jo });
  const first = await changesOf("?limit=2");
  const second = await changesOf(`?limit=2&cursor=${first.cursor}`);
  expect([...first.changes, ...second.changes].slice(0, 3).map(({ target }) => target)).toEqual(
    ids.toReversed().map((id) => `merchants/${id}`),
  );
  const narrowed = await changesOf(`?target=merchants/${ids[1]}`);
  expect(narrowed).toMatchObject({ changes: [{ by: "lee" }], cursor: null });
  expect((await changesOf(`?by=lee&limit=1`)).changes[0]).toMatchObject({ target: `merchants/${ids[1]}` });
  expect(await changesOf("?by=nobody")).toMatchObject({ changes: [], cursor: null });
});

test.each([
  "?limit=0",
  "?limit=101",
  "?cursor=x",
  "?target=",
  "?target=a//b",
  "?by=Jo",
  "?other=1",
  "?limit=1&limit=2",
])("a question that is none is refused: %s", async (query) =>
  expect(await problemOf(await call(`GET /audit${query}`))).toMatchObject({ status: 400 }),
);

interface Entries {
  readonly anchor: Parameters<typeof anchorLine>[0];
  readonly head: Parameters<typeof anchorLine>[0];
  readonly entries: readonly Parameters<typeof entryLine>[0][];
}

test("its entries, page by page, are a chain that anybody can verify", async () => {
  await call("DELETE /rules/candidate");
  const lines: string[] = [];
  let after = 0;
  for (;;) {
    const page = await (await call(`GET /audit/entries?after=${after}&limit=7`)).json<Entries>();
    if (lines.length === 0) lines.push(anchorLine(page.anchor));
    lines.push(...page.entries.map(entryLine));
    after += page.entries.length;
    if (page.entries.length === 0) {
      lines.push(headLine(page.head));
      break;
    }
  }
  expect(lines.length).toBeGreaterThan(10);
  expect(await verifyChain(lines, [])).toMatchObject({ holds: true });
});

test("no secret is ever in it, whatever was sent, and where", async () => {
  const mark = fc.stringMatching(/^[a-z]{12}$/);
  const place = fc.constantFrom("mode", "gateway", "currency", "rates", "origins", "more", "locale");
  // An operator's requests are limited too, to fewer a minute than a night makes.
  const call = isolate(OPEN_LIMITERS);
  await fc.assert(
    fc.asyncProperty(mark, place, fc.boolean(), async (mark, place, isMisplaced) => {
      const id = newId();
      const before = await headNumber();
      const serverKey = `sk_${mark}_0123456789012345678901`;
      const by = `${mark} Lee`;
      const settings = {
        ...SHOP_SETTINGS,
        name: `Shop ${mark}`,
        gatewayKey: `api_${mark}`,
        serverKeys: [serverKey],
        challenge: { siteKey: "0x4AAAAAAAAAAAA", secret: `0x4AAA${mark}` },
        otherMethods: [mark],
        costs: { visa: { costBps: 300, by, on: "2026-11-01" } },
        attestations: [{ rule: "us-co-credit", kind: "sign_off", by, on: "2026-11-01", text: mark }],
        cardPrograms: [{ id: "demo_programme", displayName: mark }],
        ...(isMisplaced ? { [place]: mark } : {}),
      };
      const first = await call(`PUT /merchants/${id}`, {}, settings);
      if (!isMisplaced) expect(first.status).toBe(201);
      await call(
        `PUT /merchants/${id}`,
        {},
        { ...settings, gatewayKey: `api_${mark}_2`, serverKeys: [`${serverKey}_2`] },
      );
      await call(`DELETE /merchants/${id}`);
      const { entries } = await auditLogOf(env).entries(before, 100);
      expect(entries).toHaveLength(6);
      const text = JSON.stringify(entries);
      const hashes = await Promise.all([serverKey, `${serverKey}_2`].map(sha256Hex));
      for (const secret of [mark, KEYS.jo, KEYS.ci, ...hashes]) expect(text).not.toContain(secret);
      // The name of each is there all the same.
      if (!isMisplaced)
        for (const path of ["gatewayKey", "challenge.secret", "name"]) expect(text).toContain(`"path":"${path}"`);
    }),
    { numRuns: runs(15) },
  );
});
