/**
 * What the API answers, kept as a text: status, headers, body and log line of a request to every route, by every door,
 * and of every failure. A change there is a change of the API, and is to be meant:
 * `npx vitest run --project worker test/worker/scenarios/recorded.workerd.test.ts -u` records it.
 */
import { expect, test, vi } from "vitest";
import { ADMIN, call, lookupBody, SERVER, SHOP, TOKEN } from "../../support/workerd/api.ts";
import { standInForGateway } from "../../support/workerd/gateway.ts";

const JSON_TYPE = { "Content-Type": "application/json" };
const PAGE = { ...JSON_TYPE, Origin: SHOP };
const POLICY = "/v1/merchants/mch_demo/policy";
const PROGRAMS = "/v1/admin/card-programs";

const preflight = (origin: string, method: string) => ({ Origin: origin, "Access-Control-Request-Method": method });

const OPERATOR = { ...JSON_TYPE, ...ADMIN };
const SERVER_KEY = "sk_of_one_merchant_alone_0123456789";

const MERCHANT = {
  name: "A Shop",
  mode: "test",
  gateway: "koipay_sandbox",
  gatewayKey: "api_secret_0123456789",
  origins: ["https://shop.example"],
  place: { country: "US", state: "IL" },
  currency: "USD",
};

/** A card that no rule is asked about: which of them speak depends on the day. */
const EXPLAINED = { card: { brand: "unknown", funding: "debit" }, country: "GB", day: "2026-11-22" };

type Row = readonly [request: string, headers?: Record<string, string>, body?: unknown];

/** In this order: later rows see what earlier ones changed. A body that is a text is sent as it is. */
const ROWS: readonly Row[] = [
  // Anybody.
  ["GET /healthz"],
  ["HEAD /healthz"],
  ["POST /healthz", JSON_TYPE, {}],
  ["GET /healthz/"],
  ["GET /readyz"],
  ["GET /readyz?cursor=a&cursor=b"],
  ["GET /readyz?other=1"],
  ["GET /readyz", { Authorization: "Bearer ak_wrong" }],
  ["GET /readyz", ADMIN],
  ["DELETE /readyz"],
  ["GET /"],
  ["GET /demo"],
  ["POST /demo"],
  ["GET /.well-known/jwks.json"],
  ["PUT /.well-known/jwks.json"],
  ["GET /.well-known/security.txt"],
  ["HEAD /.well-known/security.txt"],
  ["GET /openapi.json"],
  ["POST /openapi.json"],
  ["GET /challenge-frame.js"],
  ["POST /challenge-frame.js"],
  ["GET /challenge/mch_demo?origin=https://shop.example"],
  ["GET /challenge/mch_none?origin=https://shop.example"],
  ["GET /challenge/mch_demo"],
  ["PATCH /challenge/mch_demo"],
  ["GET /v1/rules/none"],
  ["GET /v1/rules/2026-01-01.1"],
  ["DELETE /v1/rules/none"],
  // Addresses that nothing is at.
  ["GET /v1"],
  ["GET /v2/lookup"],
  ["GET /v1/servers/lookup"],
  ["OPTIONS /v1/nothing", preflight(SHOP, "GET")],
  ["POST //v1/lookup", PAGE, lookupBody()],
  ["POST /v1/lookup/", PAGE, lookupBody()],
  ["POST /V1/lookup", PAGE, lookupBody()],
  ["GET /%zz"],
  // Pages: the lookup.
  ["POST /v1/lookup", PAGE, lookupBody()],
  ["POST /v1/%6cookup", PAGE, lookupBody({ token: TOKEN.toLowerCase() })],
  ["POST /v1/lookup", JSON_TYPE, lookupBody({ country: undefined, state: undefined })],
  ["POST /v1/lookup", PAGE, lookupBody({ merchant: "mch_none" })],
  ["POST /v1/lookup", { ...PAGE, Origin: "https://evil.example" }, lookupBody()],
  ["POST /v1/lookup", PAGE, lookupBody({ token: "4012000077777777" })],
  ["POST /v1/lookup", PAGE, lookupBody({ other: 1 })],
  ["POST /v1/lookup", PAGE, "{"],
  ["POST /v1/lookup", PAGE, "x".repeat(3_000)],
  ["POST /v1/lookup", { ...PAGE, "Content-Type": "text/plain" }, lookupBody()],
  ["POST /v1/lookup", { ...PAGE, "Content-Encoding": "gzip" }, lookupBody()],
  ["GET /v1/lookup", { Origin: SHOP }],
  ["HEAD /v1/lookup"],
  ["DELETE /v1/lookup", { Origin: "https://evil.example" }],
  ["OPTIONS /v1/lookup", preflight(SHOP, "POST")],
  ["OPTIONS /v1/lookup", preflight("https://evil.example", "POST")],
  ["OPTIONS /v1/lookup", { "Access-Control-Request-Method": "POST" }],
  ["OPTIONS /v1/lookup", { Origin: SHOP }],
  ["OPTIONS /v1/lookup/", preflight(SHOP, "POST")],
  // Pages: the policy.
  [`GET ${POLICY}?country=US&state=IL`, { Origin: SHOP }],
  [`GET ${POLICY}?locale=fr&country=`],
  [`HEAD ${POLICY}`, { Origin: SHOP }],
  [`GET ${POLICY}`, { Origin: "https://evil.example" }],
  [`GET ${POLICY}?other=1`, { Origin: SHOP }],
  [`GET ${POLICY}?country=US&country=CA`, { Origin: SHOP }],
  ["GET /v1/merchants/mch_none/policy", { Origin: SHOP }],
  ["GET /v1/merchants/mch%5Fdemo/policy"],
  ["GET /v1/merchants/mch_demo%2Fpolicy"],
  ["GET /v1/merchants//policy"],
  [`POST ${POLICY}`, PAGE, {}],
  [`OPTIONS ${POLICY}`, preflight(SHOP, "GET")],
  [`OPTIONS ${POLICY}`, { Origin: SHOP }],
  // The merchant's server.
  ["POST /v1/server/lookup", JSON_TYPE, lookupBody()],
  ["POST /v1/server/lookup", { ...JSON_TYPE, Authorization: "Bearer sk_wrong" }, lookupBody()],
  ["POST /v1/server/lookup", { ...JSON_TYPE, ...ADMIN }, lookupBody()],
  ["POST /v1/server/lookup", { ...JSON_TYPE, ...SERVER, Origin: SHOP }, lookupBody({ token: `${TOKEN.slice(1)}6` })],
  ["POST /v1/server/lookup", { ...JSON_TYPE, ...SERVER }, lookupBody({ merchant: "mch_other" })],
  ["POST /v1/server/lookup", { ...JSON_TYPE, ...SERVER }, { bin: "4012000077777777" }],
  ["POST /v1/server/lookup", { ...JSON_TYPE, ...SERVER }, {}],
  ["GET /v1/server/lookup", SERVER],
  ["GET /v1/server/lookup"],
  ["OPTIONS /v1/server/lookup", preflight(SHOP, "POST")],
  ["OPTIONS /v1/server/lookup", { ...SERVER, ...preflight(SHOP, "POST") }],
  ["GET /v1/server", SERVER],
  ["GET /v1/server"],
  ["GET /v1/server/"],
  ["GET /v1/server/none", SERVER],
  ["GET /v1/server/none"],
  ["GET /v1/%73erver/none"],
  ["POST /v1/server/quotes/verify", JSON_TYPE, { quote: "x" }],
  ["POST /v1/server/quotes/verify", { ...JSON_TYPE, ...SERVER }, { quote: "x" }],
  ["POST /v1/server/quotes/verify", { ...JSON_TYPE, ...SERVER }, { quote: "x", merchant: "mch_other" }],
  ["POST /v1/server/quotes/verify", { ...JSON_TYPE, ...SERVER }, "[]"],
  ["PUT /v1/server/quotes/verify", SERVER],
  ["POST /v1/server/quotes/verify/", SERVER],
  ["GET /v1/server/card-programs/demo_programme/bins"],
  ["GET /v1/server/card-programs/demo_programme/bins", SERVER],
  ["GET /v1/server/card-programs/none/bins", SERVER],
  ["GET /v1/server/card-programs/No-Name/bins", SERVER],
  ["DELETE /v1/server/card-programs/demo_programme/bins", SERVER],
  // The operator.
  ["GET /v1/admin/merchants"],
  ["GET /v1/admin/merchants", SERVER],
  ["GET /v1/admin/merchants", { Authorization: "Basic eDp5" }],
  ["GET /v1/admin/merchants", { ...ADMIN, Origin: SHOP }],
  ["HEAD /v1/admin/merchants", ADMIN],
  ["HEAD /v1/admin/merchants"],
  ["GET /v1/admin/merchants?cursor=", ADMIN],
  ["GET /v1/admin/merchants?page=1", ADMIN],
  ["POST /v1/admin/merchants", ADMIN],
  ["POST /v1/admin/merchants"],
  ["OPTIONS /v1/admin/merchants", preflight(SHOP, "GET")],
  ["PUT /v1/admin/merchants/mch_kept", JSON_TYPE, MERCHANT],
  ["PUT /v1/admin/merchants/mch_kept", { ...JSON_TYPE, ...ADMIN }, MERCHANT],
  ["PUT /v1/admin/merchants/mch_kept", { ...JSON_TYPE, ...ADMIN }, MERCHANT],
  ["PUT /v1/admin/merchants/mch_kept", { ...JSON_TYPE, ...ADMIN }, { other: 1 }],
  ["PUT /v1/admin/merchants/mch_kept", ADMIN, MERCHANT],
  ["GET /v1/admin/merchants/mch_kept", ADMIN],
  ["GET /v1/admin/merchants/mch%5Fkept", ADMIN],
  ["GET /v1/admin/merchants/mch_none", ADMIN],
  ["GET /v1/admin/merchants/none", ADMIN],
  ["PATCH /v1/admin/merchants/mch_kept", ADMIN],
  ["PATCH /v1/admin/merchants/mch_kept"],
  ["POST /v1/admin/merchants/mch_kept/explain", OPERATOR, EXPLAINED],
  ["POST /v1/admin/merchants/mch_kept/explain", OPERATOR, { ...EXPLAINED, trouble: "gateway_timeout" }],
  ["POST /v1/admin/merchants/mch_kept/explain", OPERATOR, { ...EXPLAINED, rates: {} }],
  ["POST /v1/admin/merchants/mch_none/explain", OPERATOR, EXPLAINED],
  ["POST /v1/admin/merchants/mch_kept/explain", JSON_TYPE, EXPLAINED],
  ["GET /v1/admin/merchants/mch_kept/explain", ADMIN],
  ["GET /v1/admin/merchants/mch_kept/policy?country=US&state=IL", ADMIN],
  ["GET /v1/admin/merchants/mch_kept/policy?zip=1", ADMIN],
  ["GET /v1/admin/merchants/mch_none/policy", ADMIN],
  ["GET /v1/admin/merchants/mch_kept/policy"],
  ["GET /v1/admin/stats?by=day&from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z&merchant=mch_kept", ADMIN],
  ["GET /v1/admin/stats?by=year", ADMIN],
  ["GET /v1/admin/stats"],
  ["POST /v1/admin/stats", ADMIN],
  ["GET /v1/admin/stats/merchants?from=2026-01-01T00:00:00Z&to=2026-01-01T01:00:00Z", ADMIN],
  ["GET /v1/admin/stats/merchants?cursor=x", ADMIN],
  ["GET /v1/admin/stats/merchants"],
  ["DELETE /v1/admin/merchants/mch_kept"],
  ["DELETE /v1/admin/merchants/mch_kept", ADMIN],
  ["DELETE /v1/admin/merchants/mch_kept", ADMIN],
  ["GET /v1/admin", ADMIN],
  ["GET /v1/admin"],
  ["GET /v1/admin/none", ADMIN],
  ["GET /v1/admin/none"],
  ["GET /v1/admin/alerts", ADMIN],
  ["PUT /v1/admin/alerts", OPERATOR, { rules: { unknown_share: { limit: 5 } } }],
  ["PUT /v1/admin/alerts", OPERATOR, { rules: { unknown: {} } }],
  ["POST /v1/admin/alerts/test", ADMIN],
  ["GET /v1/admin/rules", ADMIN],
  ["GET /v1/admin/rules"],
  ["PUT /v1/admin/rules", { ...JSON_TYPE, ...ADMIN }, {}],
  ["PUT /v1/admin/rules?candidate=1", { ...JSON_TYPE, ...ADMIN }, {}],
  ["PUT /v1/admin/rules", JSON_TYPE, {}],
  ["PATCH /v1/admin/rules", ADMIN],
  ["DELETE /v1/admin/rules/candidate", ADMIN],
  ["DELETE /v1/admin/rules/candidate"],
  ["GET /v1/admin/rules/candidate", ADMIN],
  ["POST /v1/admin/rules/rollback", ADMIN],
  ["POST /v1/admin/rules/rollback"],
  ["PUT /v1/admin/rules/renewals/none", { ...JSON_TYPE, ...ADMIN }, {}],
  ["PUT /v1/admin/rules/renewals/none", JSON_TYPE, {}],
  ["POST /v1/admin/rules/renewals/none", ADMIN],
  [`GET ${PROGRAMS}`],
  [`GET ${PROGRAMS}`, ADMIN],
  [`GET ${PROGRAMS}/kept/bins`, ADMIN],
  [`GET ${PROGRAMS}/kept/bins`],
  [`PUT ${PROGRAMS}/kept`, JSON_TYPE, { bins: [] }],
  [`PUT ${PROGRAMS}/kept`, { ...JSON_TYPE, ...ADMIN }, { bins: [] }],
  [`PUT ${PROGRAMS}/kept?force=2`, { ...JSON_TYPE, ...ADMIN }, { bins: [] }],
  [`GET ${PROGRAMS}/kept`, ADMIN],
  [`POST ${PROGRAMS}/kept/failure`, { ...JSON_TYPE, ...ADMIN }, {}],
  [`POST ${PROGRAMS}/kept/failure`],
  [`POST ${PROGRAMS}/kept/sync`, ADMIN],
  [`POST ${PROGRAMS}/kept/sync`],
  [`GET ${PROGRAMS}/kept/sync`, ADMIN],
  // The operator's changes of what is, or is not, as it was read.
  ["PUT /v1/admin/merchants/mch_tagged", { ...OPERATOR, "If-Match": "*" }, MERCHANT],
  ["PUT /v1/admin/merchants/mch_tagged", { ...OPERATOR, "If-None-Match": "*" }, MERCHANT],
  ["PUT /v1/admin/merchants/mch_tagged", { ...OPERATOR, "If-None-Match": "*" }, MERCHANT],
  ["PUT /v1/admin/merchants/mch_tagged", { ...OPERATOR, "If-Match": '"old"' }, MERCHANT],
  ["PUT /v1/admin/merchants/mch_tagged", { ...OPERATOR, "If-Match": "old" }, MERCHANT],
  ["PUT /v1/admin/merchants/mch_tagged", { ...OPERATOR, "If-Match": "*" }, { ...MERCHANT, serverKeys: [SERVER_KEY] }],
  ["PUT /v1/admin/merchants/mch_crossing", OPERATOR, { ...MERCHANT, serverKeys: [SERVER_KEY] }],
  ["DELETE /v1/admin/merchants/mch_tagged", { ...ADMIN, "If-Match": '"old"' }],
  ["DELETE /v1/admin/merchants/mch_tagged", { ...ADMIN, "If-Match": "*" }],
  ["DELETE /v1/admin/merchants/mch_tagged", { ...ADMIN, "If-Match": "*" }],
  ["DELETE /v1/admin/rules/candidate", { ...ADMIN, "If-Match": '"old"' }],
  ["POST /v1/admin/rules/rollback", { ...ADMIN, "If-Match": '"old"' }],
  [`PUT ${PROGRAMS}/kept`, { ...OPERATOR, "If-Match": '"old"' }, { bins: [] }],
  // What became of quotes, and the reports.
  ["POST /v1/server/outcomes", JSON_TYPE, {}],
  ["POST /v1/server/outcomes", { ...JSON_TYPE, ...SERVER }, {}],
  ["POST /v1/server/outcomes", { ...JSON_TYPE, ...SERVER }, { quote: "x", event: "voided", id: "1" }],
  ["GET /v1/server/outcomes", SERVER],
  ["GET /v1/server/reports"],
  ["GET /v1/server/reports", SERVER],
  ["GET /v1/server/reports?month=11/2026&format=xml", SERVER],
  ["POST /v1/server/reports", SERVER],
  ["GET /v1/admin/merchants/mch_demo/reports?month=2026-11", SERVER],
  ["GET /v1/admin/merchants/nobody/reports?month=2026-11", ADMIN],
  // Who changed what.
  ["GET /v1/admin/audit?by=nobody", ADMIN],
  ["GET /v1/admin/audit?limit=0", ADMIN],
  ["GET /v1/admin/audit"],
  ["GET /v1/admin/audit/entries?after=999999999", ADMIN],
  ["GET /v1/admin/audit/entries"],
];

/** Different each time, or by the day: what stands there is a mark, that it stands there is kept. */
const MARKED = new Set([
  "requestId",
  "quote",
  "ticket",
  "expiresInSeconds",
  "updatedAt",
  "publishedAt",
  "daysLeft",
  "rulesLapseInDays",
  "lapses",
  "keys",
  "checkedOn",
  "addedOn",
  "head",
]);
const MARKED_HEADERS = new Set(["x-request-id", "server-timing", "etag"]);
/** A text of its own, or one that is told elsewhere: `/openapi.json` has its own tests. */
const BODY_MARKED = new Set(["GET /openapi.json"]);

const markedJson = (text: string) =>
  JSON.stringify(JSON.parse(text, (key, value: unknown) => (MARKED.has(key) && value !== null ? `<${key}>` : value)));

/** The line's members but for what is different each time. */
function markedLine(text: string) {
  const { durationMs, requestId, gatewayMs, audit, ...line } = JSON.parse(text) as Record<string, unknown>;
  expect([typeof requestId, typeof durationMs]).toEqual(["string", "number"]);
  return {
    ...line,
    ...(gatewayMs === undefined ? {} : { gatewayMs: "<gatewayMs>" }),
    ...(audit === undefined ? {} : { audit: "<audit>" }),
  };
}

async function answerTo([request, headers = {}, body]: Row) {
  const [method = "", path = ""] = request.split(" ");
  const text = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
  const response = await call(path, {
    method,
    headers,
    redirect: "manual",
    ...(text === undefined ? {} : { body: text }),
  });
  const answer = await response.text();
  const isJson = /json/.test(response.headers.get("Content-Type") ?? "");
  return {
    status: response.status,
    headers: Object.fromEntries(
      [...response.headers].map(([name, value]) => [name, MARKED_HEADERS.has(name) ? `<${name}>` : value]),
    ),
    body: BODY_MARKED.has(request)
      ? "<document>"
      : (isJson && answer !== "" ? markedJson(answer) : answer).replace(/^Expires: .*$/m, "Expires: <time>"),
  };
}

type Headers = Record<string, string | null>;

/** What `headers` has beside the usual, or another value of; null: a usual one that it lacks. */
const unusual = (headers: Headers, usual: Headers): Headers =>
  Object.fromEntries(
    Object.keys({ ...usual, ...headers })
      .filter((name) => headers[name] !== usual[name])
      .map((name) => [name, headers[name] ?? null]),
  );

test("every route, door and failure answers as recorded", async () => {
  standInForGateway();
  const log = vi.spyOn(console, "log").mockImplementation(() => undefined);
  const error = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const { headers: usual } = await answerTo(["GET /healthz"]);
  const answers: Record<string, unknown> = {};
  for (const [at, row] of ROWS.entries()) {
    log.mockClear();
    error.mockClear();
    const { headers, ...answer } = await answerTo(row);
    const lines = [...log.mock.calls, ...error.mock.calls].map(([line]) => markedLine(String(line)));
    expect(lines).toHaveLength(1);
    answers[`${at} ${row[0]}`] = { ...answer, headers: unusual(headers, usual), log: lines[0] };
  }
  await expect(`${JSON.stringify({ usual, answers }, null, 2)}\n`).toMatchFileSnapshot("recorded.json");
});
