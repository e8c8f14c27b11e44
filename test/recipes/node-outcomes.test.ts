/** The outbox that the guide for servers prints, run as it is printed, against a service that is not always there. */
import { existsSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ReportedOutcome } from "../../contract/server.ts";
import { buildPackage } from "../../tools/build/build-package.mjs";

const BUILD_TIMEOUT_MS = 60_000;
const capture = (id: string): ReportedOutcome => ({
  quote: "eyJ",
  event: "captured",
  id,
  baseAmount: 1,
  surchargeAmount: 0,
});

/** What the service answers next, and the ids that it was told. */
const answers: [status: number, body: object][] = [];
const told: string[] = [];
let server: Server;
let reportOutcomes: typeof import("../../recipes/node/report-outcomes.mjs").reportOutcomes;

beforeAll(async () => {
  if (!existsSync("dist/package/verify.js")) await buildPackage();
  ({ reportOutcomes } = await import("../../recipes/node/report-outcomes.mjs"));
  server = createServer(async (request, response) => {
    told.push(((await json(request)) as { id: string }).id);
    const [status, body] = answers.shift() ?? [503, {}];
    response.writeHead(status).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
}, BUILD_TIMEOUT_MS);
afterAll(() => server?.close());

test("what happened is told in its order, once it is taken not again, and a person hears of what never will be", async () => {
  const events = [capture("ch_1"), capture("ch_2"), { ...capture("re_1"), event: "refunded" as const }];
  const reported: object[] = [];
  const run = () =>
    reportOutcomes({
      service: { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, serverKey: "sk_x" },
      outbox: {
        due: async () => [...events],
        done: async (id) =>
          void events.splice(
            events.findIndex((event) => event.id === id),
            1,
          ),
      },
      report: (what) => reported.push(what),
    });

  answers.push([200, { recorded: true }], [503, {}]);
  await run();
  expect(told.splice(0)).toEqual(["ch_1", "ch_2"]);
  answers.push([200, { recorded: false }], [409, { detail: "more than was captured" }]);
  await run();
  expect(told.splice(0)).toEqual(["ch_2", "re_1"]);
  await run();
  expect(told).toEqual([]);
  expect(reported).toEqual([{ problem: "conflict", id: "re_1", event: "refunded", detail: "more than was captured" }]);
});
