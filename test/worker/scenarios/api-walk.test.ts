import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { developmentSecrets } from "../../../tools/local/dev-vars.mjs";
import { IS_NIGHTLY } from "../../support/nightly/nightly.ts";
import { runs } from "../../support/nightly/runs.ts";
import { buildFor, type RunningBuild, startBuild } from "../../support/node/deployed.ts";
import {
  answerJudge,
  type DocumentedRoute,
  type JsonSchema,
  type OpenApiDocument,
  routesOf,
} from "../../support/node/openapi.ts";

const SECONDS = 1_000;
const ORIGIN = "http://localhost:8789";

let running: RunningBuild;
let document: OpenApiDocument;
let judge: ReturnType<typeof answerJudge>;

beforeAll(async () => {
  const bindings = { ENVIRONMENT: "development", ...developmentSecrets() };
  running = await startBuild(buildFor("development"), bindings, { limit: 1_000_000, upstream: keySecureAlone });
  document = (await (await fetch(`${running.origin}/openapi.json`)).json()) as OpenApiDocument;
  judge = answerJudge(document);
}, 120 * SECONDS);
afterAll(() => running?.stop());

/** KeySecure with an empty catalogue: a server's error there would be tried again, seconds later. Nobody else answers. */
async function keySecureAlone({ url }: Request): Promise<Response> {
  const answers: Record<string, object> = {
    "/open-api/v1/merchant/token": { access_token: "keySecureToken" },
    "/open-api/v1/card/support/bins": { list: [] },
  };
  const data = answers[new URL(url).pathname];
  return data === undefined ? new Response("blocked", { status: 599 }) : Response.json({ code: 0, data });
}

/** A request in the making. */
interface Attempt {
  readonly route: DocumentedRoute;
  readonly address: string;
  readonly headers: Record<string, string>;
  readonly body: string | null;
}

async function send({ route, address, headers, body }: Attempt) {
  const init = { method: route.method.toUpperCase(), headers, redirect: "manual", ...(body === null ? {} : { body }) };
  const response = await fetch(running.origin + address, init as RequestInit);
  return { status: response.status, type: response.headers.get("Content-Type") ?? "", text: await response.text() };
}

/** What each member may plausibly be; everything else is made up by its schema. */
const PLAUSIBLE: Record<string, unknown[]> = {
  merchant: ["mch_demo", "mch_none"],
  token: ["AbcdefghIjklmnopQrstuvwxYz012345", "4012000077777777"],
  country: ["US", "CA", "de", "ZZ"],
  state: ["IL", "US-CO", "Illinois", ""],
  currency: ["USD", "EUR", "XXX"],
  baseAmount: [0, 1, 12_500, 999_999_999_999],
  locale: ["en", "fr-CA", "ar"],
  orderRef: ["order-1"],
  bin: ["40120000"],
  customerId: ["btfgqeia1g3tt4mhd5f0"],
  id: ["mch_fuzz", "mch_demo"],
  program: ["demo_programme", "none"],
  gateway: ["koipay_sandbox", "fluidpay_live"],
  mode: ["test", "live"],
  gatewayKey: ["api_0123456789"],
  origins: [["https://shop.example"]],
  name: ["A Shop"],
  page: ["0", "1"],
  size: ["10", "1000"],
};

const junk = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom<unknown>(null, "", -1, 1e21, "__proto__", "\u0000", [], {}),
);

/** Values for a member: mostly of its form, sometimes anything. */
function valueFor(name: string, schema: JsonSchema, depth = 0): fc.Arbitrary<unknown> {
  const fitting = PLAUSIBLE[name] === undefined ? fitTo(schema, depth) : fc.constantFrom(...(PLAUSIBLE[name] ?? []));
  return fc.oneof({ weight: 8, arbitrary: fitting }, { weight: 1, arbitrary: junk });
}

function fitTo(schema: JsonSchema, depth: number): fc.Arbitrary<unknown> {
  if (schema.$ref !== undefined)
    return fitTo(document.components.schemas[schema.$ref.split("/").at(-1) ?? ""] ?? {}, depth);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.anyOf !== undefined && schema.anyOf.length > 0)
    return fc.oneof(...schema.anyOf.map((one) => fitTo(one, depth)));
  if (schema.properties !== undefined && depth < 4) {
    const members = Object.entries(schema.properties).map(([name, member]) => [
      name,
      valueFor(name, member, depth + 1),
    ]);
    const shape = Object.fromEntries(members) as Record<string, fc.Arbitrary<unknown>>;
    return fc.record(shape, { requiredKeys: [] });
  }
  if (schema.type === "array") return fc.array(fitTo(schema.items ?? {}, depth + 1), { maxLength: 3 });
  if (schema.type === "integer" || schema.type === "number") return fc.integer({ min: -1, max: 100_000 });
  if (schema.type === "boolean") return fc.boolean();
  return schema.type === "string" ? fc.string({ maxLength: 30 }) : junk;
}

const KEYS = ["", "Bearer ak_sandbox_demo", "Bearer sk_sandbox_demo", "Bearer sk_unknown", "Basic eDp5", "Bearer "];

/** Requests to `route`: the right key mostly, the right body mostly, and now and then something else altogether. */
function attemptsAt(route: DocumentedRoute): fc.Arbitrary<Attempt> {
  const { operation, path } = route;
  const rightKey = JSON.stringify(operation.security ?? []).includes("operatorKey") ? KEYS[1] : KEYS[2];
  const key = fc.oneof(
    { weight: 8, arbitrary: fc.constant(operation.security?.length === 0 ? "" : (rightKey ?? "")) },
    { weight: 1, arbitrary: fc.constantFrom(...KEYS) },
  );
  const schema = operation.requestBody?.content["application/json"]?.schema;
  const text = fc.oneof(
    {
      weight: 10,
      arbitrary: (schema === undefined ? fc.constant({}) : valueFor("", schema)).map((body) => JSON.stringify(body)),
    },
    { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 3_000 }) },
  );
  const type = fc.oneof(
    { weight: 12, arbitrary: fc.constant("application/json") },
    { weight: 1, arbitrary: fc.constantFrom("text/plain", "application/json; charset=utf-16", "") },
  );
  const origin = fc.constantFrom("", "", ORIGIN, "https://evil.example", "null");
  const parameters = fc.record(
    Object.fromEntries((operation.parameters ?? []).map(({ name, schema }) => [name, valueFor(name, schema)])),
  );
  return fc.tuple(key, text, type, origin, parameters).map(([key, text, type, origin, parameters]) => {
    const values = parameters as Record<string, unknown>;
    const inPath = path.replaceAll(
      /\{(\w+)\}/g,
      (_, name: string) => encodeURIComponent(wellFormed(values[name])) || "x",
    );
    const query = (operation.parameters ?? [])
      .filter((parameter) => parameter.in === "query" && values[parameter.name] !== undefined)
      .map(({ name }) => `${name}=${encodeURIComponent(wellFormed(values[name]))}`);
    const sent = { "Content-Type": type, Authorization: key, Origin: origin };
    return {
      route,
      address: query.length === 0 ? inPath : `${inPath}?${query.join("&")}`,
      headers: Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== "")),
      body: schema === undefined ? null : wellFormed(text),
    };
  });
}

/** As text that can be sent: a lone surrogate cannot. */
const wellFormed = (value: unknown) =>
  Buffer.from(typeof value === "string" ? value : (JSON.stringify(value) ?? "")).toString();

/** A path that parameters have changed into another address is no longer this operation's. */
const staysOnRoute = ({ route, address }: Attempt) => {
  const pattern = new RegExp(`^${route.path.replaceAll(/\{\w+\}/g, "[^/]+")}$`);
  return pattern.test(new URL(address, "http://x").pathname);
};

describe("the running Worker", () => {
  test(
    "answers every documented operation, and in the documented form",
    async () => {
      for (const route of routesOf(document)) {
        const isOperator = JSON.stringify(route.operation.security ?? []).includes("operatorKey");
        const answer = await send({
          route,
          address: route.path
            .replace("{merchant}", "mch_demo")
            .replace("{id}", "mch_demo")
            .replace("{program}", "demo_programme"),
          headers: {
            "Content-Type": "application/json",
            Authorization: isOperator ? "Bearer ak_sandbox_demo" : "Bearer sk_sandbox_demo",
          },
          body: route.operation.requestBody === undefined ? null : "{}",
        });
        expect
          .soft({ at: route.operation.operationId, wrong: judge(route, answer), answer })
          .toMatchObject({ wrong: null });
        expect.soft(answer.text).not.toContain("There is nothing at this address");
      }
    },
    60 * SECONDS,
  );

  test(
    "never answers made-up requests with an undocumented status, another form, or a failure of its own",
    async () => {
      const routes = routesOf(document);
      const attempt = fc
        .constantFrom(...routes)
        .chain(attemptsAt)
        .filter(staysOnRoute);
      await fc.assert(
        fc.asyncProperty(attempt, async (made) => {
          const answer = await send(made);
          expect({ wrong: judge(made.route, answer), answer }).toMatchObject({ wrong: null });
          expect(answer.status).not.toBe(500);
        }),
        { numRuns: runs(200) },
      );
    },
    IS_NIGHTLY ? 3_600 * SECONDS : 120 * SECONDS,
  );
});
