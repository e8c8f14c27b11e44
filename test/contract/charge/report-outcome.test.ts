/** What a server hears of its report, whatever the service answers. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { type OutcomeReply, type ReportedOutcome, reportOutcome } from "../../../contract/server.ts";
import { runs } from "../../support/nightly/runs.ts";

const SERVICE = { origin: "https://surcharge.example", serverKey: "sk_of_ours" };
const OUTCOME: ReportedOutcome = {
  quote: "eyJ",
  event: "captured",
  id: "ch_1",
  baseAmount: 12_500,
  surchargeAmount: 375,
  at: new Date("2026-11-27T10:30:00Z"),
};

const problem = (status: number, detail: string, headers = {}) =>
  new Response(JSON.stringify({ status, detail, code: "x" }), { status, headers });

const report = (answer: () => Promise<Response>, outcome = OUTCOME) =>
  reportOutcome({ service: SERVICE, outcome, fetch: answer });

test("sends what happened, with the key, and follows nobody with it", async () => {
  const asked: [string, RequestInit][] = [];
  const fetch = (url: string, init: RequestInit) => {
    asked.push([url, init]);
    return Promise.resolve(Response.json({ recorded: true }));
  };
  await reportOutcome({ service: SERVICE, outcome: OUTCOME, fetch: fetch as typeof globalThis.fetch });
  expect(asked[0]?.[0]).toBe("https://surcharge.example/v1/server/outcomes");
  expect(asked[0]?.[1]).toMatchObject({ redirect: "manual", headers: { Authorization: "Bearer sk_of_ours" } });
  expect(JSON.parse(asked[0]?.[1].body as string)).toEqual({ ...OUTCOME, at: "2026-11-27T10:30:00.000Z" });
});

test.each<[string, () => Promise<Response>, OutcomeReply]>([
  ["recorded", async () => Response.json({ recorded: true }), { kind: "taken", isNew: true }],
  ["known", async () => Response.json({ recorded: false }), { kind: "taken", isNew: false }],
  ["400", async () => problem(400, "at is wrong."), { kind: "refused", detail: "at is wrong." }],
  ["413 without words", async () => new Response("", { status: 413 }), { kind: "refused", detail: "HTTP 413" }],
  ["409", async () => problem(409, "Report the capture."), { kind: "conflict", detail: "Report the capture." }],
  ["401", async () => problem(401, "key"), { kind: "again", afterSeconds: null }],
  ["429", async () => problem(429, "slow", { "Retry-After": "60" }), { kind: "again", afterSeconds: 60 }],
  ["503", async () => problem(503, "down", { "Retry-After": "5" }), { kind: "again", afterSeconds: 5 }],
  ["503, some day", async () => problem(503, "", { "Retry-After": "Sun" }), { kind: "again", afterSeconds: null }],
  ["a redirect", async () => new Response(null, { status: 302 }), { kind: "again", afterSeconds: null }],
  ["200 of another page", async () => new Response("<html>"), { kind: "again", afterSeconds: null }],
  ["200 without a word", async () => Response.json({}), { kind: "again", afterSeconds: null }],
  ["no answer", () => Promise.reject(new TypeError("fetch failed")), { kind: "again", afterSeconds: null }],
])("%s", async (_, answer, reply) => {
  expect(await report(answer)).toEqual(reply);
});

test("takes nothing for recorded but the service's own word, and never throws", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 200, max: 599 }), fc.jsonValue(), async (status, body) => {
      const hasNoBody = [204, 205, 304].includes(status);
      const reply = await report(async () => new Response(hasNoBody ? null : JSON.stringify(body), { status }));
      if (reply.kind === "taken")
        expect([status, typeof (body as { recorded?: unknown }).recorded]).toEqual([200, "boolean"]);
    }),
    { numRuns: runs(300) },
  );
});
