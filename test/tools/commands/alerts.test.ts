import { createServer, type IncomingMessage, type Server } from "node:http";
import { afterEach, beforeEach, expect, test } from "vitest";
import { printedBy } from "../../support/node/run-command.ts";

const RULES = [
  {
    name: "unknown_share",
    on: true,
    limit: 5,
    unit: "percent",
    least: 100,
    leastOf: "answers",
    usual: { limit: 10, least: 100 },
  },
  {
    name: "breaker_open",
    on: false,
    limit: 5,
    unit: "answers",
    least: null,
    leastOf: null,
    usual: { limit: 5, least: null },
  },
];
const VIEW = {
  settings: { rules: { unknown_share: { limit: 5 }, breaker_open: { on: false } }, summary: { on: true, hour: 7 } },
  rules: RULES,
  hasReceiver: true,
  watchedAt: "2026-12-01T12:00:00.000Z",
  episodes: [{ rule: "unknown_share", subject: "deployment", seen: 12.5, of: 400, since: "2026-12-01T11:00:00.000Z" }],
  deliveries: [
    {
      type: "alert.firing",
      rule: "unknown_share",
      subject: "deployment",
      state: "waiting",
      tries: 2,
      status: 503,
      madeAt: "2026-12-01T11:00:00.000Z",
    },
  ],
};

let server: Server;
let env: Record<string, string>;
let asked: { request: IncomingMessage; body: string }[];
let testAnswer: { state: string; status: number | null; tookMs: number };
/** What a change is answered with. */
let changed: object;

beforeEach(async () => {
  asked = [];
  testAnswer = { state: "sent", status: 204, tookMs: 40 };
  changed = VIEW;
  server = createServer(async (request, response) => {
    asked.push({ request, body: Buffer.concat(await request.toArray()).toString() });
    const answers: Record<string, object> = { POST: testAnswer, PUT: changed };
    response.setHeader("ETag", '"t1"').end(JSON.stringify(answers[request.method ?? ""] ?? VIEW));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  env = { CARD_SURCHARGE_ORIGIN: `http://127.0.0.1:${port}`, CARD_SURCHARGE_ADMIN_KEY: "ak_of_a_test" };
});
afterEach(() => void server.close());

test("shows the rules, what is open, and what was told", async () => {
  expect(await printedBy(["alerts", "show"], { env })).toBe(`last look: 2026-12-01 12:00:00Z
daily summary: at 07:00 UTC

RULE           TOLD FROM  OF AT LEAST
unknown_share  5 %        100 answers  changed
breaker_open   off

OPEN           SUBJECT     SEEN           SINCE
unknown_share  deployment  12.5 % of 400  2026-12-01 11:00:00Z

TOLD                  TYPE          RULE           SUBJECT     STATE    TRIES  STATUS
2026-12-01 11:00:00Z  alert.firing  unknown_share  deployment  waiting  2      503`);
});

test.each<[string[], object]>([
  [
    ["unknown_share", "least=20"],
    { rules: { unknown_share: { limit: 5, least: 20 }, breaker_open: { on: false } }, summary: VIEW.settings.summary },
  ],
  [
    ["unknown_share", "limit="],
    { rules: { unknown_share: {}, breaker_open: { on: false } }, summary: VIEW.settings.summary },
  ],
  [
    ["breaker_open", "on=yes", "limit=9"],
    { rules: { unknown_share: { limit: 5 }, breaker_open: { on: true, limit: 9 } }, summary: VIEW.settings.summary },
  ],
  [["summary", "on=no"], { rules: VIEW.settings.rules, summary: { on: false, hour: 7 } }],
])("set %s changes that alone, where nobody else was faster", async (args, sent) => {
  await printedBy(["alerts", "set", ...args], { env });
  const put = asked.at(-1);
  expect(put?.request.method).toBe("PUT");
  expect(put?.request.headers["if-match"]).toBe('"t1"');
  expect(JSON.parse(put?.body ?? "")).toEqual(sent);
});

test("set says what it changed, and no more", async () => {
  const [share, breaker] = RULES;
  changed = { ...VIEW, rules: [{ ...share, limit: 7.5, least: 1 }, breaker] };
  expect(await printedBy(["alerts", "set", "unknown_share", "limit=7.5", "least=1"], { env })).toBe(
    "unknown_share: told from 7.5 %, of at least 1 answer (before: told from 5 %, of at least 100 answers)",
  );
  changed = { ...VIEW, rules: [share, { ...breaker, on: true, limit: 1 }] };
  expect(await printedBy(["alerts", "set", "breaker_open", "on=yes", "limit=1"], { env })).toBe(
    "breaker_open: told from 1 answer (before: off)",
  );
  changed = { ...VIEW, settings: { ...VIEW.settings, summary: { on: false, hour: 7 } } };
  expect(await printedBy(["alerts", "set", "summary", "on=no"], { env })).toBe("summary: off (before: at 07:00 UTC)");
  changed = VIEW;
  expect(await printedBy(["alerts", "set", "summary", "on=yes"], { env })).toBe("summary: at 07:00 UTC, as before");
});

test.each<[string[], RegExp]>([
  [["set", "unknown", "limit=1"], /must be summary, unknown_share, breaker_open/],
  [["set", "unknown_share"], /^Missing required argument 'changes'/],
  [["set", "unknown_share", "limit=many"], /limit= must be a number/],
  [["set", "unknown_share", "on=perhaps"], /yes or no/],
  [["set", "unknown_share", "colour=red"], /must be on=yes/],
  [["shout"], /must be one of show, set, test/],
])("refuses %s", async (args, message) => {
  await expect(printedBy(["alerts", ...args], { env })).rejects.toThrow(message);
  expect(asked.every(({ request }) => request.method === "GET")).toBe(true);
});

test("says what the receiver answered to a test", async () => {
  expect(await printedBy(["alerts", "test"], { env })).toBe("The receiver took it: HTTP 204.");
  testAnswer = { state: "failed", status: 401, tookMs: 40 };
  await expect(printedBy(["alerts", "test"], { env })).rejects.toThrow("The receiver answered HTTP 401.");
  testAnswer = { state: "failed", status: null, tookMs: 1_800 };
  await expect(printedBy(["alerts", "test"], { env })).rejects.toThrow("cannot be reached: is it running");
  testAnswer = { state: "failed", status: null, tookMs: 5_001 };
  await expect(printedBy(["alerts", "test"], { env })).rejects.toThrow("did not answer within 5 seconds");
});
