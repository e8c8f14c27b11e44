/** What became of quotes, from the merchant's report to its monthly reports. */
import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { MonthReport } from "../../../contract/outcomes.ts";
import { MerchantOutcomes } from "../../../worker/ledger/outcomes/merchant-outcomes.ts";
import { outcomesObject } from "../../../worker/ledger/outcomes/outcomes-object.ts";
import { importKeys } from "../../../worker/quote/keys.ts";
import { type QuoteInput, quoteClaims, signQuote } from "../../../worker/quote/sign.ts";
import { readSettings } from "../../../worker/settings/settings.ts";
import { ask } from "../../support/merchant/deciding.ts";
import { anyQuotes, anyReports, OutcomesOracle, REPORTED_MONTHS } from "../../support/merchant/outcomes-oracle.ts";
import { runs } from "../../support/nightly/runs.ts";
import { ADMIN, call, post as postAs, problemOf, SERVER } from "../../support/workerd/api.ts";

const keys = await importKeys(readSettings(env));
const MONTH = new Date().toISOString().slice(0, 7);
const ALL = { baseAmount: 12_500, surchargeAmount: 375 };

let counter = 0;
/** A quote of 3.00 % on 125.00 USD in Illinois, of a token that nobody asked about before. */
async function makeQuote(changes: Partial<QuoteInput> = {}): Promise<string> {
  counter += 1;
  const claims = await quoteClaims({
    issuer: "https://api.test",
    merchant: "mch_demo",
    mode: "test",
    subject: { kind: "token", token: `tok0123456789abcdefghijklm${counter}` },
    decision: ask(),
    disclosure: { text: "A surcharge is added.", locale: "en", version: "1" },
    now: Date.now(),
    firstSeenAt: Date.now(),
    ...changes,
  });
  return signQuote({ claims, keys });
}

const post = (body: object) => postAs("/v1/server/outcomes", body, SERVER);
const capture = async (changes: object = {}) => ({
  quote: await makeQuote(),
  event: "captured",
  id: `ch_${counter}`,
  ...ALL,
  ...changes,
});

async function record(body: object): Promise<boolean | string | undefined> {
  const response = await post(body);
  if (response.status !== 200) return (await problemOf(response)).code;
  expect(response.headers.get("Cache-Control")).toBe("no-store");
  return (await response.json<{ recorded: boolean }>()).recorded;
}

const read = (query: string, headers: Record<string, string> = SERVER) =>
  call(`/v1/server/reports?${query}`, { headers });
const report = async (query = `month=${MONTH}`) => MonthReport.parse(await (await read(query)).json());
const reset = () =>
  runInDurableObject(outcomesObject(env.MERCHANT_OUTCOMES, "mch_demo"), (_, { storage }) => {
    for (const table of ["outcomes", "sales", "sums"]) storage.sql.exec(`DELETE FROM ${table}`);
  });

beforeEach(reset);
afterEach(() => vi.restoreAllMocks());

describe("a report of a month", () => {
  test("has what was captured, refunded and voided, beside the recorded cost", async () => {
    const sold = await capture();
    expect(await record(sold)).toBe(true);
    const refund = { ...sold, event: "refunded", id: "re_1", baseAmount: 2_500, surchargeAmount: 75 };
    expect(await record(refund)).toBe(true);
    const gone = await capture();
    expect(await record(gone)).toBe(true);
    expect(await record({ quote: gone.quote, event: "voided", id: "vo_1" })).toBe(true);
    const row = {
      currency: "USD",
      currencyDigits: 2,
      sales: 1,
      surchargedSales: 1,
      base: 12_500,
      surcharge: 375,
      surchargeTax: 0,
      refundedBase: 2_500,
      refundedSurcharge: 75,
      refundedSurchargeTax: 0,
      voids: 1,
      collectedSurcharge: 300,
      recordedCost: { amount: 320, lowestBps: 320, highestBps: 320 },
      withoutCost: 0,
      collectedMinusCost: -20,
    };
    expect(await report()).toEqual({
      merchant: "mch_demo",
      month: MONTH,
      env: "test",
      basis: "reported_by_merchant",
      rows: [{ place: "US-IL", brand: "visa", ...row }],
      totals: [row],
      requestId: expect.any(String) as string,
    });
  });

  test("is a table as well, for the merchant and for the operator", async () => {
    await record(await capture());
    const response = await read(`month=${MONTH}&format=csv`);
    expect(response.headers.get("Content-Type")).toBe("text/csv; charset=utf-8; header=present");
    expect(response.headers.get("Content-Disposition")).toBe(`attachment; filename="mch_demo-test-${MONTH}.csv"`);
    const table = await response.text();
    expect(table).toContain(`\r\n${MONTH},test,US-IL,USD,2,visa,1,1,12500,375,0,`);
    const operators = await call(`/v1/admin/merchants/mch_demo/reports?month=${MONTH}&format=csv`, { headers: ADMIN });
    expect(await operators.text()).toBe(table);
  });

  test("keeps test and live apart, and months", async () => {
    await record(await capture());
    const before = new Date();
    before.setUTCDate(0);
    const issued = { mode: "live" as const, now: before.getTime() - 1000, firstSeenAt: before.getTime() - 1000 };
    const old = { ...(await capture()), quote: await makeQuote(issued), at: before.toISOString() };
    expect(await record(old)).toBe(true);
    expect((await report()).rows).toMatchObject([{ sales: 1 }]);
    expect((await report(`month=${MONTH}&env=live`)).rows).toEqual([]);
    expect(await report(`month=${before.toISOString().slice(0, 7)}&env=live`)).toMatchObject({
      env: "live",
      rows: [{ sales: 1 }],
    });
  });

  test("is empty where nothing was reported", async () => {
    expect(await report("month=2020-02")).toMatchObject({ rows: [], totals: [] });
    expect((await (await read("month=2020-02&format=csv")).text()).split("\r\n")).toHaveLength(2);
  });

  test.each([
    "",
    "month=",
    "month=2026-13",
    "month=2026-1",
    "month=11-2026",
    "month=2999-01",
    "month=2011-01",
    `month=${MONTH}&format=xml`,
    `month=${MONTH}&env=demo`,
    `month=${MONTH}&place=US`,
  ])("is refused for %j", async (query) => {
    const problem = await problemOf(await read(query));
    expect(problem).toMatchObject({
      status: 400,
      code: "invalid_request",
      detail: expect.stringMatching(/month|format|env|place/) as string,
    });
  });

  test("the operator reads of a removed merchant what it reported, once it says of which env", async () => {
    const path = `/v1/admin/merchants/mch_gone/reports?month=${MONTH}`;
    expect(await problemOf(await call(path, { headers: ADMIN }))).toMatchObject({
      code: "unknown_merchant",
      detail: expect.stringContaining("env=live") as string,
    });
    expect((await call(`${path}&env=live`, { headers: ADMIN })).status).toBe(200);
    expect((await call(path, { headers: SERVER })).status).toBe(401);
  });
});

describe("an outcome", () => {
  test("is recorded once, however often it is sent", async () => {
    const sent = await capture();
    expect([await record(sent), await record(sent), await record({ ...sent, surchargeTaxAmount: null })]).toEqual([
      true,
      false,
      false,
    ]);
    expect((await report()).rows).toMatchObject([{ sales: 1, base: 12_500 }]);
  });

  test("under the id of another one is refused", async () => {
    const sent = await capture();
    await record(sent);
    for (const change of [
      { baseAmount: 12_499 },
      { event: "refunded" },
      { at: new Date().toISOString() },
      { surchargeTaxAmount: 1 },
      { quote: await makeQuote() },
    ])
      expect(await problemOf(await post({ ...sent, ...change }))).toMatchObject({
        status: 409,
        detail: expect.stringContaining("id") as string,
      });
    expect((await report()).rows).toMatchObject([{ sales: 1, base: 12_500 }]);
  });

  test("that comes before its capture is told to come again, and then is taken", async () => {
    const sent = await capture();
    const refund = { ...sent, event: "refunded", id: "re_2" };
    expect(await problemOf(await post(refund))).toMatchObject({
      status: 409,
      code: "conflict",
      detail: expect.stringContaining("Report the capture first") as string,
    });
    expect([await record(sent), await record(refund)]).toEqual([true, true]);
  });

  test("keeps the cost that was recorded when its sale was first reported", async () => {
    const sent = await capture({ baseAmount: 5_000, surchargeAmount: 150 });
    await record(sent);
    await runInDurableObject(outcomesObject(env.MERCHANT_OUTCOMES, "mch_demo"), async (object) => {
      const { sale, jti } = JSON.parse(
        atob((sent.quote.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/")),
      ) as { sale: string; jti: string };
      const quote = {
        jti,
        baseAmount: 12_500,
        rateBps: 300,
        surchargeAmount: 375,
        surchargeTaxRate: 0,
        surchargeTaxAmount: 0,
      };
      const event = { kind: "captured" as const, amounts: { base: 5_000, surcharge: 150, tax: 0 } };
      const told = {
        env: "test" as const,
        sale,
        quote,
        place: "US-IL",
        currency: "USD",
        brand: "visa" as const,
        at: null,
      };
      expect(await object.record({ ...told, id: "ch_later", event, costBps: 100 })).toBe("recorded");
    });
    expect((await report()).rows).toMatchObject([{ recordedCost: { amount: 320, lowestBps: 320, highestBps: 320 } }]);
  });

  test.each<[string, object]>([
    ["an unknown event", { event: "settled" }],
    ["an id with blanks", { id: "with blanks" }],
    ["no base amount", { baseAmount: undefined }],
    ["no surcharge amount", { surchargeAmount: null }],
    ["half of a void's amounts", { event: "voided", surchargeAmount: undefined }],
    ["a fraction", { baseAmount: 12_500.5 }],
    ["nothing captured", { baseAmount: 0, surchargeAmount: 0 }],
    ["more base than was quoted", { baseAmount: 12_501 }],
    ["more surcharge than was quoted", { surchargeAmount: 376 }],
    ["a tax that was not quoted", { surchargeTaxAmount: 1 }],
    ["a day in words", { at: "yesterday" }],
    ["a time of nowhere", { at: "2026-11-27T10:30:00" }],
    ["a time before the quote", { at: "2020-01-01T00:00:00Z" }],
    ["a time to come", { at: "2999-01-01T00:00:00Z" }],
    ["a text that is no quote", { quote: "eyJ" }],
    ["no quote", { quote: undefined }],
    ["an unknown key", { amount: 1 }],
  ])("with %s is refused, and counts nothing", async (_, change) => {
    expect(await problemOf(await post({ ...(await capture()), ...change }))).toMatchObject({
      status: 400,
      code: "invalid_request",
    });
    expect((await report()).rows).toEqual([]);
  });

  test("that is too long is refused", async () => {
    expect((await post(await capture({ quote: "x".repeat(20_000) }))).status).toBe(413);
  });

  test("says of a quote what is wrong with it", async () => {
    const old = Date.now() - 8 * 366 * 86_400_000;
    const detailOf = async (changes: Partial<QuoteInput>) =>
      (await problemOf(await post({ ...(await capture()), quote: await makeQuote(changes) }))).detail;
    expect(await detailOf({ merchant: "mch_other" })).toContain("another merchant's");
    expect(await detailOf({ subject: { kind: "bin" } })).toContain("BIN");
    expect(await detailOf({ now: old, firstSeenAt: old })).toContain("7 years");
  });

  test("cannot be reported without the merchant's key", async () => {
    expect((await postAs("/v1/server/outcomes", await capture(), ADMIN)).status).toBe(401);
  });
});

test("while the object is down, outcomes and reports say when to come again, and nothing is counted twice", async () => {
  const sent = await capture();
  vi.spyOn(console, "error").mockReturnValue();
  for (const method of ["record", "read"] as const)
    vi.spyOn(MerchantOutcomes.prototype, method).mockImplementation(() => {
      throw new Error("unreachable");
    });
  for (const response of [await post(sent), await read(`month=${MONTH}`)]) {
    expect(response.headers.get("Retry-After")).toBe("5");
    expect(await problemOf(response)).toMatchObject({ status: 503, code: "merchant_unavailable" });
  }
  vi.restoreAllMocks();
  expect([await record(sent), await record(sent)]).toEqual([true, false]);
});

test("any events under any ids in any order: the object answers and adds up as the second reading has it", async () => {
  const object = outcomesObject(env.MERCHANT_OUTCOMES, "mch_model");
  await runInDurableObject(object, (outcomes, { storage }) =>
    fc.assert(
      fc.asyncProperty(
        anyQuotes.chain((quotes) => anyReports(quotes)),
        async (reports) => {
          for (const table of ["outcomes", "sales", "sums"]) storage.sql.exec(`DELETE FROM ${table}`);
          const oracle = new OutcomesOracle();
          for (const report of reports) expect(await outcomes.record(report)).toBe(oracle.report(report));
          for (const env of ["test", "live"] as const)
            for (const month of REPORTED_MONTHS) expect(outcomes.read(env, month)).toEqual(oracle.sums(env, month));
        },
      ),
      { numRuns: runs(150) },
    ),
  );
});

test("an outcome is three rows written, and a report reads the rows of its month alone", async () => {
  const quote = {
    jti: "",
    baseAmount: 100,
    rateBps: 300,
    surchargeAmount: 3,
    surchargeTaxRate: 0,
    surchargeTaxAmount: 0,
  };
  const event = { kind: "captured" as const, amounts: { base: 100, surcharge: 3, tax: 0 } };
  const told = { env: "live" as const, event, place: "GB", currency: "GBP", brand: "visa" as const, costBps: null };
  await runInDurableObject(outcomesObject(env.MERCHANT_OUTCOMES, "mch_billed"), async (object, { storage }) => {
    const report = (id: string, at: number) =>
      object.record({ ...told, id, sale: id, quote: { ...quote, jti: id }, at });
    for (let sale = 0; sale < 300; sale += 1) await report(String(sale), Date.now() - (sale % 3) * 40 * 86_400_000);
    const cursors: SqlStorageCursor<Record<string, SqlStorageValue>>[] = [];
    const exec = storage.sql.exec.bind(storage.sql);
    Object.defineProperty(storage.sql, "exec", {
      value: (...asked: Parameters<SqlStorage["exec"]>) => {
        const cursor = exec(...asked);
        cursors.push(cursor);
        return cursor;
      },
    });
    await report("one more", Date.now());
    expect(cursors.map(({ rowsWritten }) => rowsWritten).reduce((sum, rows) => sum + rows)).toBe(3);
    cursors.splice(0);
    expect(object.read("live", MONTH)).toMatchObject([{ sales: 101 }]);
    expect(cursors.map(({ rowsRead }) => rowsRead)).toEqual([1]);
  });
});

test("what is older than seven years goes, by itself", async () => {
  const object = outcomesObject(env.MERCHANT_OUTCOMES, "mch_old");
  const counts = () =>
    runInDurableObject(object, (_, { storage }) =>
      ["outcomes", "sales", "sums"].map((table) => storage.sql.exec(`SELECT * FROM ${table}`).toArray().length),
    );
  const quote = {
    jti: "one",
    baseAmount: 100,
    rateBps: 300,
    surchargeAmount: 3,
    surchargeTaxRate: 0,
    surchargeTaxAmount: 0,
  };
  const told = {
    env: "live" as const,
    quote,
    place: "GB",
    currency: "GBP",
    brand: "visa" as const,
    at: null,
    costBps: null,
  };
  const event = { kind: "captured" as const, amounts: { base: 100, surcharge: 3, tax: 0 } };
  await object.record({ ...told, id: "new", sale: "new", event });
  await object.record({ ...told, id: "old", sale: "old", event, at: Date.now() - 8 * 366 * 86_400_000 });
  await runInDurableObject(object, (_, { storage }) =>
    storage.sql.exec("UPDATE sales SET changed_at = 0 WHERE sale = 'old'"),
  );
  expect(await counts()).toEqual([2, 2, 2]);
  expect(await runDurableObjectAlarm(object)).toBe(true);
  expect(await counts()).toEqual([1, 1, 1]);
});
