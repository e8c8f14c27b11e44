import { createServer, type Server } from "node:http";
import { afterEach, beforeEach, expect, test } from "vitest";
import { atMost } from "../../../tools/commands/stats/report.mjs";
import { printedBy } from "../../support/node/run-command.ts";

const PERIODS = [
  {
    at: "2026-12-01T12:00:00.000Z",
    sums: {
      "answer:eligible:visa": 6,
      "answer:gateway_timeout:unknown": 1,
      "place:US-IL:surcharge": 6,
      "place:US-IL:unknown": 1,
      "took:100": 6,
      "took:more": 1,
      "own:10": 7,
      "source:shard": 4,
      "source:ticket": 3,
      "upstream:calls": 5,
      "limited:client": 2,
    },
  },
  {
    at: "2026-12-01T12:01:00.000Z",
    sums: { "answer:debit:visa": 3, "place:US-NY:none": 3, "took:25": 3, "own:10": 3, "source:ticket": 3 },
  },
];

let server: Server;
let env: Record<string, string>;
let asked: URL[];
let periods: typeof PERIODS;

beforeEach(async () => {
  asked = [];
  periods = PERIODS;
  server = createServer((request, response) => {
    const url = new URL(request.url ?? "", "http://localhost");
    asked.push(url);
    if (url.pathname === "/v1/admin/merchants/mch_nope")
      response.writeHead(404).end(JSON.stringify({ detail: "There is no merchant of this id." }));
    else response.end(JSON.stringify({ periods }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  env = { CARD_SURCHARGE_ORIGIN: `http://127.0.0.1:${port}`, CARD_SURCHARGE_ADMIN_KEY: "ak_of_a_test" };
});
afterEach(() => server.close());

test("what was counted is added up and told in tables", async () => {
  const text = await printedBy(["stats"], { env });
  expect(text).toContain("the deployment, last hour: 10 answers, 6 with a surcharge, 1 unknown (10.0 %)");
  expect(text).toContain("calls of the gateway: 5; calls per answer 0.50, calls per answer of a shard 1.25");
  expect(text).toMatch(/eligible +6 +60\.0 %\n *debit +3 +30\.0 %\n *gateway_timeout +1 +10\.0 %/);
  expect(text).toMatch(/as answered +at most 100 ms +at most 100 ms +over 3200 ms/);
  expect(text).toMatch(/without the gateway +at most 10 ms/);
  expect(text).toMatch(/source +ticket +6\n +shard +4/);
  expect(text).toMatch(/limited +client +2/);
});

test("of a merchant and another time", async () => {
  expect(await printedBy(["stats", "month", "--merchant", "mch_shop"], { env })).toContain(
    "mch_shop, last month: 10 answers",
  );
  const [{ searchParams } = new URL("http://localhost")] = asked;
  expect([searchParams.get("by"), searchParams.get("merchant")]).toEqual(["day", "mch_shop"]);
  expect(Date.now() - Date.parse(searchParams.get("from") ?? "")).toBeGreaterThanOrEqual(30 * 86_400_000);
  periods = [];
  expect(await printedBy(["stats", "day"], { env })).toBe("the deployment, last day: nothing was counted");
});

test("of a merchant that there is not is no report", async () => {
  expect(await printedBy(["stats", "--merchant", "mch_nope"], { env })).toContain("mch_nope, last hour: 10 answers");
  periods = [{ at: "2026-12-01T12:00:00.000Z", sums: { "refused:unauthorized": 1 } as never }];
  await expect(printedBy(["stats", "--merchant", "mch_nope"], { env })).rejects.toThrow(
    "There is no merchant of this id.",
  );
  expect(await printedBy(["stats", "--merchant", "mch_idle"], { env })).toContain("mch_idle, last hour: 0 answers");
});

test.each([[["year"]], [["hour", "day"]], [["--merchant"]], [["--merchant", "shop"]]])(
  "%j is refused",
  async (args) => {
    await expect(printedBy(["stats", ...args], { env })).rejects.toThrow(
      /are hour, day, month|too many words|argument missing|merchant's id is mch_/,
    );
  },
);

test.each([
  [{ "took:10": 99, "took:more": 1 }, 0.99, 10],
  [{ "took:10": 98, "took:more": 2 }, 0.99, Number.POSITIVE_INFINITY],
  [{ "took:1600": 1, "took:200": 1 }, 0.5, 200],
  [{}, 0.5, null],
])("of %j the share %s is at most %s ms", (sums, share, ms) => {
  expect(atMost(sums as Record<string, number>, "took", share)).toBe(ms);
});
