import { createScheduledController, reset } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { MirrorAnswer, type ProgramBin, ProgramBinsPage } from "../../../contract/card-programs.ts";
import { Problem } from "../../../contract/problem.ts";
import { ProgramStore } from "../../../worker/card-program/store.ts";
import worker from "../../../worker/index.ts";
import { json, list, record } from "../../support/upstream/keysecure.ts";

const ORIGIN = "https://card-surcharge.test";
const PROGRAM = "demo_programme";
const SERVER_KEY = "sk_sandbox_demo";
const ADMIN_KEY = "ak_sandbox_demo";

beforeEach(() => reset());
afterEach(() => {
  vi.restoreAllMocks();
});

const ask = (path: string, key: string | null, init: RequestInit = {}) =>
  exports.default.fetch(ORIGIN + path, {
    ...init,
    headers: {
      ...(key === null ? {} : { Authorization: `Bearer ${key}` }),
      ...(init.body == null ? {} : { "Content-Type": "application/json" }),
    },
  });

const bin = (cardBin: string): ProgramBin => ({
  cardBinNo: `N${cardBin}`,
  cardBin,
  organization: "VISA",
  supportPhysical: true,
  supportVirtual: false,
  currencies: ["USD"],
  balanceLimit: { limitBalance: "1", limitWeekBalance: "2", limitAtmDayBalance: "3", limitAtmMonthBalance: null },
});
const range = (count: number) => Array.from({ length: count }, (_, index) => bin(String(480_000 + index)));

const put = (bins: unknown, query = "", key: string | null = ADMIN_KEY, program = PROGRAM) =>
  ask(`/v1/admin/card-programs/${program}${query}`, key, { method: "PUT", body: JSON.stringify({ bins }) });
const sync = (query = "") => ask(`/v1/admin/card-programs/${PROGRAM}/sync${query}`, ADMIN_KEY, { method: "POST" });
const readPage = async (query = "") =>
  ProgramBinsPage.parse(await (await ask(`/v1/server/card-programs/${PROGRAM}/bins${query}`, SERVER_KEY)).json());

async function problemOf(response: Response): Promise<Problem> {
  expect(response.headers.get("Content-Type")).toContain("application/problem+json");
  const problem = Problem.parse(await response.json());
  expect(problem.status).toBe(response.status);
  return problem;
}

/** Lets KeySecure answer: a token for every login, and `answer` for each page. */
function upstreamAnswers(answer: (page: number) => Response) {
  return vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (url.pathname === "/open-api/v1/merchant/token")
      return json({ code: 0, data: { access_token: "t0ken", expired_time: Date.now() + 3_600_000 } });
    expect(url.pathname).toBe("/open-api/v1/card/support/bins");
    expect(new Headers(init?.headers).get("Api-Key")).toBe("ks_sandbox_demo");
    const { page } = JSON.parse(typeof init?.body === "string" ? init.body : "{}") as { page: number };
    return answer(page);
  });
}

describe("the merchant's server", () => {
  test("reads ten records from the start unless it asks otherwise", async () => {
    await put(range(25));
    const page = await readPage();
    expect(page).toMatchObject({ program: PROGRAM, page: 0, size: 10, total: 25 });
    expect(page.bins).toEqual(range(25).slice(0, 10));
  });

  test.each([
    ["?page=2", 5],
    ["?page=0&size=100", 25],
    ["?page=1&size=20", 5],
    ["?page=3", 0],
    ["?page=999999999&size=100", 0],
  ])("reads %s", async (query, count) => {
    await put(range(25));
    expect((await readPage(query)).bins).toHaveLength(count);
  });

  test.each(["?page=-1", "?page=x", "?page=1.5", "?size=0", "?size=101", "?size=", "?size=5&size=6", "?limit=5"])(
    "is told what is allowed instead of %s",
    async (query) => {
      await put(range(1));
      const problem = await problemOf(await ask(`/v1/server/card-programs/${PROGRAM}/bins${query}`, SERVER_KEY));
      expect(problem.code).toBe("invalid_request");
      expect(problem.detail).toMatch(/page|size|limit/);
    },
  );

  test("finds nothing before the first pull, and nothing of another merchant's programme", async () => {
    expect((await problemOf(await ask(`/v1/server/card-programs/${PROGRAM}/bins`, SERVER_KEY))).code).toBe("not_found");
    await put(range(3), "", ADMIN_KEY, "other_programme");
    const response = await ask("/v1/server/card-programs/other_programme/bins", SERVER_KEY);
    expect((await problemOf(response)).code).toBe("not_found");
  });

  test.each([null, ADMIN_KEY, "sk_unknown"])("needs its own key, not %s", async (key) => {
    const response = await ask(`/v1/server/card-programs/${PROGRAM}/bins`, key);
    expect((await problemOf(response)).code).toBe("unauthorized");
  });
});

describe("an operator's snapshot", () => {
  test("is stored and says what changed", async () => {
    expect(MirrorAnswer.parse(await (await put(range(4))).json())).toMatchObject({
      outcome: "stored",
      added: 4,
      removed: 0,
      summary: { program: PROGRAM, state: "ready", source: "push", bins: 4 },
    });
    expect(await (await put(range(4))).json()).toMatchObject({ outcome: "unchanged", added: 0 });
  });

  test("that loses more than half is refused until it is forced", async () => {
    await put(range(10));
    const problem = await problemOf(await put(range(4)));
    expect(problem).toMatchObject({ code: "invalid_request", detail: expect.stringContaining("?force=true") });
    expect((await readPage()).total).toBe(10);
    expect((await put(range(4), "?force=true")).status).toBe(200);
    expect((await readPage()).total).toBe(4);
  });

  test.each<[string, unknown]>([
    ["letters in a BIN", [{ ...bin("480000"), cardBin: "4800AB" }]],
    ["nineteen digits for a BIN", [{ ...bin("480000"), cardBin: "4800001112223334445" }]],
    ["a BIN as a number", [{ ...bin("480000"), cardBin: 480_000 }]],
    ["an unknown member", [{ ...bin("480000"), pan: "x" }]],
    ["no list", "480000"],
  ])("with %s is refused without repeating it", async (_name, bins) => {
    const problem = await problemOf(await put(bins));
    expect(problem.code).toBe("invalid_request");
    expect(problem.detail).not.toMatch(/4800/);
  });

  test.each([
    ["an unknown query", "/v1/admin/card-programs/demo_programme?forced=1"],
    ["a programme name in capitals", "/v1/admin/card-programs/DEMO"],
  ])("at %s is refused", async (_name, path) => {
    const response = await ask(path, ADMIN_KEY, { method: "PUT", body: JSON.stringify({ bins: range(1) }) });
    expect((await problemOf(response)).code).toBe("invalid_request");
  });

  test("may be far larger than a browser's request, up to its own limit", async () => {
    expect((await put(range(10_000))).status).toBe(200);
    expect((await readPage("?page=99&size=100")).bins).toHaveLength(100);
    const huge = range(1).map((record) => ({ ...record, padding: "x".repeat(8_400_000) }));
    expect((await problemOf(await put(huge))).code).toBe("payload_too_large");
  });

  test.each([null, SERVER_KEY, "ak_unknown"])("needs the operator's key, not %s", async (key) => {
    expect((await problemOf(await put(range(1), "", key))).code).toBe("unauthorized");
  });

  test("is listed with its state", async () => {
    await put(range(2));
    await ask("/v1/admin/card-programs/other/failure", ADMIN_KEY, {
      method: "POST",
      body: JSON.stringify({ problem: "address_not_allowed", upstreamCode: 1003 }),
    });
    expect(await (await ask("/v1/admin/card-programs", ADMIN_KEY)).json()).toMatchObject({
      programs: [
        { program: PROGRAM, state: "ready", bins: 2 },
        { program: "other", state: "missing", failure: { problem: "address_not_allowed", upstreamCode: 1003 } },
      ],
    });
  });
});

describe("an operator's sync", () => {
  test("mirrors what KeySecure lists", async () => {
    upstreamAnswers((page) => list(page === 0 ? [record("480000"), record("48000011")] : []));
    expect(MirrorAnswer.parse(await (await sync()).json())).toMatchObject({
      outcome: "stored",
      added: 2,
      summary: { source: "sync", bins: 2 },
    });
    expect((await readPage()).bins.map(({ cardBin }) => cardBin)).toEqual(["480000", "48000011"]);
  });

  test("that KeySecure refuses keeps the copy and says why", async () => {
    await put(range(3));
    upstreamAnswers(() => json({ code: 1003, msg: "IP not allowed" }));
    expect(MirrorAnswer.parse(await (await sync()).json())).toMatchObject({
      outcome: "kept",
      problem: { problem: "address_not_allowed", upstreamCode: 1003, detail: expect.stringContaining("allowlist") },
      summary: { state: "failed", bins: 3 },
    });
    expect((await readPage()).total).toBe(3);
  });

  test("that would lose more than half keeps the copy until it is forced", async () => {
    await put(range(10));
    upstreamAnswers((page) => list(page === 0 ? [record("480000")] : []));
    expect(await (await sync()).json()).toMatchObject({ outcome: "kept", problem: { problem: "shrinks" } });
    expect(await (await sync("?force=true")).json()).toMatchObject({ outcome: "stored", removed: 9 });
  });

  test.each(["unheard_of", "constructor"])("of %s, which has no Api-Key, is not found", async (program) => {
    const response = await ask(`/v1/admin/card-programs/${program}/sync`, ADMIN_KEY, { method: "POST" });
    expect(await problemOf(response)).toMatchObject({
      code: "not_found",
      detail: expect.stringContaining("KEYSECURE_API_KEYS"),
    });
  });
});

describe("readiness", () => {
  const readiness = async (key: string | null) => (await ask("/readyz", key)).json();
  const pullFailed = (program: string) =>
    ask(`/v1/admin/card-programs/${program}/failure`, ADMIN_KEY, {
      method: "POST",
      body: JSON.stringify({ problem: "address_not_allowed", upstreamCode: 1003 }),
    });

  test("is fine with a programme that was pulled", async () => {
    await put(range(2));
    expect(await readiness(null)).toMatchObject({ status: "ready", checks: { cardPrograms: "ok" } });
  });

  test("warns of a failed pull, names it to an operator, and is fine again after a good one", async () => {
    await put(range(2));
    await pullFailed(PROGRAM);
    expect(await readiness(ADMIN_KEY)).toMatchObject({
      status: "ready",
      checks: { cardPrograms: "warning" },
      cardPrograms: [{ program: PROGRAM, state: "failed", bins: 2, failure: { upstreamCode: 1003 } }],
    });
    await put(range(2));
    expect(await readiness(ADMIN_KEY)).toMatchObject({ checks: { cardPrograms: "ok" } });
  });

  test("tells nobody but the operator which programmes there are", async () => {
    await put(range(2));
    expect(JSON.stringify(await readiness(null))).not.toContain(PROGRAM);
    expect(JSON.stringify(await readiness(SERVER_KEY))).not.toContain(PROGRAM);
  });
});

describe("a Cron Trigger", () => {
  const run = () => worker.scheduled(createScheduledController(), env);
  const state = async () => (await new ProgramStore(env.CARD_PROGRAMS).summaries(Date.now()))[0];

  test("syncs every programme that has an Api-Key", async () => {
    vi.spyOn(console, "log").mockImplementation(() => {});
    upstreamAnswers((page) => list(page === 0 ? [record("480000")] : []));
    await run();
    expect(await state()).toMatchObject({ program: PROGRAM, state: "ready", bins: 1 });
  });

  test("records a failure and logs neither key nor BIN", async () => {
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    upstreamAnswers(() => json({ code: 1003 }));
    await run();
    expect(await state()).toMatchObject({ state: "missing", failure: { upstreamCode: 1003 } });
    expect(JSON.stringify(log.mock.calls)).toContain("address_not_allowed");
    expect(JSON.stringify(log.mock.calls)).not.toMatch(/ks_sandbox|4800/);
  });
});
