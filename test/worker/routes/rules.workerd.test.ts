/** Rules over HTTP, and what a lookup makes of a change: packs, the way back, renewals, extensions, candidates. */
import { env, exports } from "cloudflare:workers";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { LookupAnswer } from "../../../contract/lookup.ts";
import { shadowCounts } from "../../../worker/ledger/shadow/shadow-tally.ts";
import { rulesNow } from "../../../worker/rules/clock.ts";
import { rulesOf, rulesStoreOf } from "../../../worker/rules/in-force.ts";
import type { RulesView } from "../../../worker/rules/operator-view.ts";
import { type Pack, rowHash, versionOf } from "../../../worker/rules/pack.ts";
import { EMPTY_HEAD } from "../../../worker/rules/store.ts";
import type { Bindings } from "../../../worker/settings/bindings.ts";
import { addDays, worldDays } from "../../../worker/surcharge/day.ts";
import { frozenPack } from "../../support/rules/frozen-book.ts";
import { onRow, packWith, taxFinding } from "../../support/rules/packs.ts";
import { ADMIN, call, lookupBody, post, problemOf } from "../../support/workerd/api.ts";
import { standInForGateway } from "../../support/workerd/gateway.ts";

const bindings = env;
const today = worldDays(rulesNow()).first;
const store = rulesStoreOf(bindings);

let updatedAt = Date.now();

/** A development build's own pack is always fresh, so a pack that takes its place has to be checked today as well. */
const fresh = { checkedOn: today, recheckOn: null, by: "Jo Lee" };
const freshWith = (id: string, change: object) =>
  packWith({ row: (row) => ({ ...onRow(id, change)(row), ...fresh }), sequence: ++sequence });
let sequence = frozenPack.sequence;

beforeEach(async () => {
  standInForGateway();
  updatedAt = Math.max(Date.now(), updatedAt + 1);
  await store?.putHead({ ...EMPTY_HEAD, updatedAt });
  await rulesOf(bindings).reload();
  sequence = frozenPack.sequence;
});

const put = (path: string, body: unknown) =>
  call(path, {
    method: "PUT",
    body: JSON.stringify(body),
    headers: { ...ADMIN, "Content-Type": "application/json" },
  });
const view = async (response: Response | Promise<Response>) => {
  const answered = await response;
  expect([answered.status, await answered.clone().text()]).toEqual([200, expect.any(String)]);
  return answered.json<RulesView>();
};
const rules = () => view(call("/v1/admin/rules", { headers: ADMIN }));
const rollBack = () => call("/v1/admin/rules/rollback", { method: "POST", headers: ADMIN });

let tokens = 0;
async function lookUp(): Promise<LookupAnswer> {
  const token = `AbcdefghIjklmnopQrstuvwx${String(++tokens).padStart(8, "0")}`;
  const response = await post("/v1/lookup", lookupBody({ token }));
  expect(response.status).toBe(200);
  return response.json<LookupAnswer>();
}

const claimsOf = ({ quote }: LookupAnswer) => {
  const text = atob((quote.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/"));
  return JSON.parse(text) as { rules: { version: string; ids: string[] } };
};

describe("a pushed pack", () => {
  test("decides at once, is named by quotes, and is served to anybody under that name", async () => {
    const pack = await freshWith("us-visa-credit", { maxBps: 200 });
    const pushed = await view(put("/v1/admin/rules", pack));
    expect(pushed).toMatchObject({
      inForce: { version: pack.version, sequence: 2, origin: "stored", rows: pack.rows.length },
      builtIn: { version: frozenPack.version, sequence: 1 },
      previous: "built_in",
      candidate: null,
      trouble: null,
    });
    const answer = await lookUp();
    expect(answer).toMatchObject({ outcome: "surcharge", surcharge: { rateBps: 200, surchargeAmount: 250 } });
    const { version } = claimsOf(answer).rules;
    expect(version).toBe(pack.version);

    const served = await call(`/v1/rules/${version}`);
    expect(served.headers.get("Cache-Control")).toContain("immutable");
    expect(await served.json()).toEqual(pack);
  });

  test("changes what a policy says, too", async () => {
    const policy = async () => {
      const address = "/v1/merchants/mch_demo/policy?country=US&state=IL";
      const response = await call(address, { headers: { Origin: "http://localhost:8789" } });
      const { rates } = await response.json<{ rates: { brand: string; rateBps: number | null }[] }>();
      return rates.find(({ brand }) => brand === "visa")?.rateBps;
    };
    expect(await policy()).toBe(300);
    await put("/v1/admin/rules", await freshWith("us-visa-credit", { maxBps: 150 }));
    expect(await policy()).toBe(150);
  });

  test("with findings on tax on the surcharge is served with them, and they decide nothing", async () => {
    const taxOnSurcharge = [{ ...taxFinding, places: ["US-IL"] }];
    const pack = await packWith({ row: (row) => ({ ...row, ...fresh }), sequence: ++sequence, taxOnSurcharge });
    await view(put("/v1/admin/rules", pack));
    const { surcharge } = await lookUp();
    expect(surcharge).toMatchObject({ rateBps: 300, surchargeTaxRate: 0, surchargeTaxAmount: 0 });
    expect(await (await call(`/v1/rules/${pack.version}`)).json()).toMatchObject({ taxOnSurcharge });
  });

  test("goes back one step, and no further", async () => {
    const first = await freshWith("us-visa-credit", { maxBps: 200 });
    const second = await freshWith("us-visa-credit", { maxBps: 100 });
    await view(put("/v1/admin/rules", first));
    expect((await view(put("/v1/admin/rules", second))).previous).toBe(first.version);
    expect((await lookUp()).surcharge.rateBps).toBe(100);
    expect((await view(rollBack())).inForce.version).toBe(first.version);
    expect((await lookUp()).surcharge.rateBps).toBe(200);
    expect(await problemOf(await rollBack())).toMatchObject({ status: 409, code: "conflict" });
    expect((await rules()).inForce.version).toBe(first.version);
  });

  test("goes back to the pack that the Worker carries", async () => {
    await put("/v1/admin/rules", await freshWith("us-visa-credit", { maxBps: 200 }));
    expect((await view(rollBack())).inForce).toMatchObject({ version: frozenPack.version, origin: "development" });
    expect((await lookUp()).surcharge.rateBps).toBe(300);
  });

  test.each<[string, (pack: Pack) => object, number, string, RegExp]>([
    ["an older number", (pack) => ({ ...pack, sequence: 1 }), 409, "conflict", /sequence must be above 1/],
    ["a newer format", (pack) => ({ ...pack, format: 2 }), 400, "invalid_request", /format/],
    ["a newer engine", (pack) => ({ ...pack, minEngine: 99 }), 400, "invalid_request", /minEngine/],
    [
      "another version than its content's",
      (pack) => ({ ...pack, minEngine: 1, publishedAt: "2026-11-28T00:00:00Z" }),
      400,
      "invalid_request",
      /version is not the hash/,
    ],
    ["a member that nobody knows", (pack) => ({ ...pack, moons: 1 }), 400, "invalid_request", /moons/],
    [
      "a finding on tax without a source",
      (pack) => ({ ...pack, taxOnSurcharge: [{ ...taxFinding, source: undefined }] }),
      400,
      "invalid_request",
      /taxOnSurcharge\.0/,
    ],
    ["no rows", (pack) => ({ ...pack, rows: [] }), 400, "invalid_request", /rows/],
    ["half a row", (pack) => ({ ...pack, rows: [{ id: "us-xx" }] }), 400, "invalid_request", /rows\.0/],
  ])("with %s is refused, and nothing changes", async (_, spoil, status, code, detail) => {
    const pack = await freshWith("us-visa-credit", { maxBps: 200 });
    const problem = await problemOf(await put("/v1/admin/rules", spoil(pack)));
    expect(problem).toMatchObject({ status, code, detail: expect.stringMatching(detail) as string });
    expect((await rules()).inForce.version).toBe(frozenPack.version);
  });

  test("that permits more is refused by name until somebody has looked again and stands for it", async () => {
    const visa = (change: object) =>
      packWith({
        row: (row) => onRow("us-visa-credit", { maxBps: 400, ...change })({ ...row, ...fresh }),
        sequence: 2,
      });
    expect(await problemOf(await put("/v1/admin/rules", await visa({ by: undefined })))).toMatchObject({
      status: 400,
      code: "invalid_request",
      detail: expect.stringMatching(/needs a newer checkedOn and a by.*: us-visa-credit\.$/) as string,
    });
    const vouched = await visa({});
    expect((await view(put("/v1/admin/rules", vouched))).inForce.version).toBe(vouched.version);
  });

  test("that takes a bar away for a row that permits is refused by both names", async () => {
    const without = (row: Pack["rows"][number]) => (row.id === "us-ct-all" ? null : { ...row, ...fresh });
    // Nothing else covers Connecticut, so that alone permits nothing.
    expect((await put("/v1/admin/rules", await packWith({ row: without, sequence: 2 }))).status).toBe(200);
    const ohio = frozenPack.rows.find(({ id }) => id === "us-oh-credit");
    if (ohio === undefined) throw new Error("the frozen pack has no us-oh-credit");
    const open = { ...ohio, id: "us-ct-credit", places: ["US-CT"], checkedOn: today, recheckOn: null };
    const opened = await packWith({ row: without, more: [open], sequence: 3 });
    expect(await problemOf(await put("/v1/admin/rules", opened))).toMatchObject({
      detail: expect.stringMatching(/us-ct-all.*us-ct-credit|us-ct-credit.*us-ct-all/) as string,
    });
  });
});

describe("a candidate", () => {
  test("decides nothing, and is counted", async () => {
    const pack = await freshWith("us-visa-credit", { maxBps: 100 });
    const before = await view(put("/v1/admin/rules?candidate=true", pack));
    expect(before).toMatchObject({
      inForce: { version: frozenPack.version },
      candidate: { version: pack.version, decided: 0, wider: 0, narrower: 0, otherReason: 0 },
    });
    expect((await lookUp()).surcharge.rateBps).toBe(300);
    expect((await lookUp()).surcharge.rateBps).toBe(300);
    await vi.waitFor(
      async () => expect((await rules()).candidate).toMatchObject({ decided: 2, wider: 0, narrower: 2 }),
      { timeout: 10_000 },
    );
  });

  test("is dropped on demand, and by a pack that takes its place", async () => {
    const drop = () => view(call("/v1/admin/rules/candidate", { method: "DELETE", headers: ADMIN }));
    const candidate = await freshWith("us-visa-credit", { maxBps: 100 });
    await put("/v1/admin/rules?candidate=true", candidate);
    const counts = shadowCounts(bindings.RULES_SHADOW);
    await counts.add([{ version: candidate.version, change: "wider", before: "debit", after: "eligible", count: 7 }]);
    expect((await drop()).candidate).toBeNull();
    await vi.waitFor(async () => expect(await counts.read(candidate.version)).toEqual([]), { timeout: 5_000 });
    await put("/v1/admin/rules?candidate=true", await freshWith("us-visa-credit", { maxBps: 100 }));
    const pushed = await view(put("/v1/admin/rules", await freshWith("us-visa-credit", { maxBps: 120 })));
    expect(pushed).toMatchObject({ candidate: null, inForce: { origin: "stored" } });
  });
});

describe("a renewal", () => {
  /** A pack whose Visa row lapsed yesterday, pushed as one that only takes away. */
  async function lapsed() {
    const checkedOn = addDays(today, -100);
    const pack = await packWith({
      row: (row) => ({
        ...row,
        ...fresh,
        ...(row.id === "us-visa-credit" ? { checkedOn, recheckOn: addDays(today, -1) } : {}),
      }),
      sequence: 2,
    });
    await view(put("/v1/admin/rules", pack));
    const row = pack.rows.find(({ id }) => id === "us-visa-credit");
    if (row === undefined) throw new Error("the pack has no us-visa-credit");
    return { row, hash: await rowHash(row), lapsedOn: addDays(today, -1) };
  }
  const renew = (body: object, row = "us-visa-credit") => put(`/v1/admin/rules/renewals/${row}`, body);
  const byJo = { checkedOn: today, recheckOn: null, by: "Jo Lee", source: "https://example.com/visa" };

  test("lets a lapsed row count again without a deploy, and quotes name it", async () => {
    const { hash } = await lapsed();
    expect((await lookUp()).reason).toBe("rules_expired");
    const renewed = await view(renew({ rowHash: hash, ...byJo }));
    expect(renewed.renewals).toEqual([{ row: "us-visa-credit", rowHash: hash, ...byJo }]);
    const answer = await lookUp();
    expect(answer).toMatchObject({ reason: "eligible", surcharge: { rateBps: 300 } });
    const { version } = claimsOf(answer).rules;
    expect(version).toMatch(/\.r[0-9a-f]{8}$/);
    const served = await (await call(`/v1/rules/${version}`)).json<Pack>();
    expect(served.renewals).toEqual(renewed.renewals);
  });

  test("of a row whose text has changed is refused", async () => {
    await lapsed();
    const problem = await problemOf(await renew({ rowHash: "0".repeat(64), ...byJo }));
    expect(problem).toMatchObject({
      status: 409,
      code: "conflict",
      detail: expect.stringMatching(/has changed/) as string,
    });
    expect((await lookUp()).reason).toBe("rules_expired");
  });

  test.each<[string, object, number, string]>([
    ["without a name", { by: " " }, 400, "by must name the person who checked."],
    ["without a source", { source: undefined }, 400, "source is missing."],
    ["checked tomorrow everywhere", { checkedOn: addDays(today, 3) }, 400, "checkedOn"],
    ["checked no later than before", { checkedOn: addDays(today, -100) }, 409, "checked"],
    ["to be checked again before it was", { recheckOn: addDays(today, -1) }, 400, "recheckOn"],
    ["to be checked again after its age ends", { recheckOn: addDays(today, 121) }, 400, "recheckOn"],
    ["with a member nobody knows", { moons: 1 }, 400, "unknown key: moons."],
  ])("%s is refused, and told why", async (_, change, status, why) => {
    const { hash } = await lapsed();
    const problem = await problemOf(await renew({ rowHash: hash, ...byJo, ...change }));
    expect(problem).toMatchObject({ status, detail: expect.stringContaining(why) as string });
    expect((await rules()).renewals).toEqual([]);
  });

  test("of a row that is not there is not found", async () => {
    expect((await renew({ rowHash: "0".repeat(64), ...byJo }, "us-xx-credit")).status).toBe(404);
    expect((await renew({ rowHash: "0".repeat(64), ...byJo }, "Nonsense")).status).toBe(404);
  });

  test("by an operator's word alone: once, and for thirty days at most", async () => {
    const { hash, lapsedOn } = await lapsed();
    const extend = (days: number) => renew({ rowHash: hash, extendTo: addDays(lapsedOn, days), by: "Jo Lee" });
    expect(await problemOf(await extend(31))).toMatchObject({ status: 400 });
    expect(await problemOf(await extend(0))).toMatchObject({ status: 400 });
    const extended = await view(extend(30));
    expect(extended.extensions).toMatchObject([
      { row: "us-visa-credit", extendTo: addDays(lapsedOn, 30), by: "Jo Lee" },
    ]);
    expect((await lookUp()).reason).toBe("eligible");
    expect(await problemOf(await extend(30))).toMatchObject({
      status: 409,
      detail: expect.stringMatching(/once only/) as string,
    });
  });

  test("of a bar is refused: it never lapses", async () => {
    const { row } = { row: frozenPack.rows.find(({ id }) => id === "us-ct-all") };
    if (row === undefined) throw new Error("the frozen pack has no us-ct-all");
    const body = { rowHash: await rowHash(row), extendTo: addDays(today, 10), by: "Jo Lee" };
    expect(await problemOf(await renew(body, "us-ct-all"))).toMatchObject({
      detail: expect.stringMatching(/never lapses/) as string,
    });
  });
});

describe("who may ask", () => {
  test.each([
    ["GET", "/v1/admin/rules"],
    ["PUT", "/v1/admin/rules"],
    ["POST", "/v1/admin/rules/rollback"],
    ["DELETE", "/v1/admin/rules/candidate"],
    ["PUT", "/v1/admin/rules/renewals/us-visa-credit"],
  ])("%s %s takes an operator's key", async (method, path) => {
    const response = await call(path, { method, ...(method === "GET" ? {} : { body: "{}" }) });
    expect(await problemOf(response)).toMatchObject({ status: 401, code: "unauthorized" });
  });

  test("anybody may read the pack that the Worker carries, and no other name than a version", async () => {
    const served = await call(`/v1/rules/${frozenPack.version}`);
    expect(await served.json()).toMatchObject({ version: frozenPack.version, sequence: 1 });
    for (const name of ["head", "2026-11-27.2.000000000000", "..", "pack:x"])
      expect(await problemOf(await call(`/v1/rules/${encodeURIComponent(name)}`))).toMatchObject({ code: "not_found" });
  });
});

test("a store that is down delays and fails no lookup, and says so to the operator", async () => {
  const down = { get: () => Promise.reject(new Error("down")), put: () => Promise.reject(new Error("down")) };
  const broken = { ...(env as object), RULES: down } as unknown as Bindings;
  const request = new Request("https://api.test/v1/admin/rules", { headers: ADMIN });
  const context = { waitUntil: () => {}, passThroughOnException: () => {} } as unknown as ExecutionContext;
  const worker = exports.default as unknown as { fetch: unknown };
  expect(worker.fetch).toBeDefined();
  const { default: app } = (await import("../../../worker/index.ts")) as unknown as {
    default: { fetch: (request: Request, bindings: Bindings, context: ExecutionContext) => Promise<Response> };
  };
  const response = await app.fetch(request, broken, context);
  expect(await problemOf(response)).toMatchObject({ status: 503, code: "merchant_unavailable" });
  const edition = await rulesOf(broken).edition(() => {});
  expect(edition.book.version).toBe(frozenPack.version);
  expect(rulesOf(broken).trouble).toBe("unreadable");
});

test("a pack's version is its content's alone", async () => {
  const pack = await packWith();
  expect(await versionOf(pack)).toBe(pack.version);
  expect((await packWith({ row: onRow("us-visa-credit", { maxBps: 299 }) })).version).not.toBe(pack.version);
});
