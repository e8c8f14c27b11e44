/** Tables to which a newer version added something: the line of docs/upgrade-deployment.md about Durable Objects' tables. */
import { env, runInDurableObject } from "cloudflare:test";
import { expect, test, vi } from "vitest";

/** Written only where there is a receiver; its statement names its columns. */
const NOT_HERE = new Set(["deliveries"]);

/** Adds a column to each of an object's tables, does `write`, and expects something in each. */
async function withNewerTables<One extends Rpc.DurableObjectBranded>(
  namespace: DurableObjectNamespace<One>,
  write: (object: One) => unknown,
) {
  await runInDurableObject(namespace.get(namespace.idFromName("newer")), async (object, { storage: { sql } }) => {
    const names = sql.exec<{ name: string }>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_cf_%'",
    );
    const tables = [...names].map(({ name }) => name);
    expect(tables.length).toBeGreaterThan(1);
    for (const table of tables) sql.exec(`ALTER TABLE ${table} ADD COLUMN later TEXT`);
    await write(object);
    const empty = tables.filter((table) => [...sql.exec(`SELECT 1 FROM ${table}`)].length === 0);
    expect(empty.filter((table) => !NOT_HERE.has(table))).toEqual([]);
  });
}

const GOES_ON = "goes on writing to tables to which a newer version added columns";

test(`the record of changes ${GOES_ON}`, () =>
  withNewerTables(env.AUDIT_LOG, async (log) => {
    const asked = { by: "jo", limit: "all", operation: "o", target: "t", conditional: false, requestId: "r" } as const;
    await log.end({ asked: (await log.ask(asked)).number, target: "t", fields: [], status: 200, code: null });
    log.takeTurn(["a"], "holder");
    log.endTurn("holder", { a: "word" });
    log.takeTurn(["b"], "another");
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 500 * 86_400_000 });
    await log.ask(asked);
    vi.useRealTimers();
  }));

test(`the ledger of counts ${GOES_ON}`, () =>
  withNewerTables(env.MERCHANT_STATS, async (stats) => {
    const at = Math.floor(Date.now() / 60_000) * 60_000 - 7_200_000;
    await stats.take({ isolate: "i", number: 1, minutes: [{ at, whole: { "answer:debit:visa": 1 }, merchants: {} }] });
    await stats.alarm();
  }));

test(`a merchant's outcomes ${GOES_ON}`, () =>
  withNewerTables(env.MERCHANT_OUTCOMES, async (outcomes) => {
    const tax = { surchargeTaxRate: 0, surchargeTaxAmount: 0 };
    const answer = await outcomes.record({
      id: "1",
      sale: "s",
      env: "live",
      place: "GB",
      currency: "GBP",
      brand: "visa",
      costBps: null,
      at: null,
      quote: { jti: "j", baseAmount: 100, rateBps: 300, surchargeAmount: 3, ...tax },
      event: { kind: "captured", amounts: { base: 100, surcharge: 3, tax: 0 } },
    });
    expect(answer).toBe("recorded");
  }));

test(`the counts of a candidate ${GOES_ON}`, () =>
  withNewerTables(env.RULES_SHADOW, (shadow) =>
    shadow.add([{ version: "v", change: "narrower", before: "eligible", after: "debit", count: 1 }]),
  ));

test(`the desk of alerts ${GOES_ON}`, () =>
  withNewerTables(env.ALERT_DESK as NonNullable<typeof env.ALERT_DESK>, async (desk) => {
    const deployment = { answers: 1_000, unknown: 900, requests: 1_000, failures: 0, lost: 0, alarms: {} };
    await desk.watch({ counts: { deployment, merchants: [] }, programmes: [] });
    expect(desk.view().episodes).toHaveLength(1);
  }));
