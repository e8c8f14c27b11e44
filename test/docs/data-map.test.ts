/** docs/data-map.md, held to the code: no store, setting or route is missing, and who may change something is whom the door lets. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readEnvironment } from "../support/node/wrangler-config.ts";

interface Operation {
  readonly method: string;
  readonly path: string;
  /** What it changes. */
  readonly area?: string;
}

/** By a variable: the Worker's types belong to another runtime than this test's. */
const load = async <T>(file: string): Promise<T> => import(new URL(`../../worker/${file}`, import.meta.url).href);
const { app } = await load<{ app: object }>("app.ts");
const { operationsOf } = await load<{ operationsOf: (app: object) => readonly Operation[] }>("doors/resource.ts");
const OPERATIONS = operationsOf(app).map(({ method, path, area = null }) => ({
  route: `${method.toUpperCase()} ${path}`,
  isOperators: path.startsWith("/v1/admin/"),
  area,
}));

const PAGE = readFileSync("docs/data-map.md", "utf8");

const below = (heading: string) => PAGE.split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
const STORES = below("What is stored, where, how long");
const SETTINGS = below("Settings and secrets");
const ROUTES = below("Routes");

const ENVIRONMENTS = ["staging", "production"].map(readEnvironment);

const bindings = ENVIRONMENTS.flatMap((found) => [
  ...found.kv_namespaces.map(({ binding }: { binding: string }) => binding),
  ...found.durable_objects.bindings.flatMap(({ name, class_name }: { name: string; class_name: string }) => [
    name,
    class_name,
  ]),
  ...(found.assets?.binding === undefined ? [] : [found.assets.binding]),
]);

test.each([...new Set(bindings)])("says what is stored in %s", (name) => {
  expect(STORES).toContain(`\`${name}\``);
});

test("wrangler.toml has no kind of store that the map does not know", () => {
  for (const {
    d1_databases,
    r2_buckets,
    queues,
    hyperdrive,
    vectorize,
    services,
    analytics_engine_datasets,
  } of ENVIRONMENTS)
    expect([
      ...d1_databases,
      ...r2_buckets,
      ...(queues.producers ?? []),
      ...hyperdrive,
      ...vectorize,
      ...(services ?? []),
      ...analytics_engine_datasets,
    ]).toEqual([]);
});

test("every limiter is one of those that the map names by their heads", () => {
  const heads = [...STORES.matchAll(/`([A-Z]+_)`/g)].map(([, head = ""]) => head);
  const limiters = ENVIRONMENTS.flatMap(({ ratelimits = [] }) => ratelimits.map(({ name }: { name: string }) => name));
  expect(limiters.length).toBeGreaterThan(10);
  expect(limiters.filter((name) => !heads.some((head) => name.startsWith(head)))).toEqual([]);
});

/** The names that the Worker reads of its environment, but for what the platform binds. */
const read = [...readFileSync("worker/settings/bindings.ts", "utf8").matchAll(/^ {2}readonly ([A-Z_]+)\?: string;/gm)];
const settings = read.map(([, name = ""]) => name);

test("has every setting, and says which are secret", () => {
  expect(settings).toContain("SIGNING_KEYS");
  const rows = SETTINGS.split("\n").filter((line) => line.startsWith("| `"));
  const named = rows.flatMap((row) =>
    [...(row.split("|")[1] ?? "").matchAll(/`([A-Z_]+)`/g)].map(([, name = ""]) => name),
  );
  expect(named.toSorted()).toEqual(settings.toSorted());
  const secret = rows.filter((row) => row.endsWith("| yes |")).map((row) => /`([A-Z_]+)`/.exec(row)?.[1]);
  // What development's file of them holds are secrets.
  const development = readFileSync("tools/local/development.vars", "utf8");
  const secrets = [...development.matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
  expect(secret).toEqual(expect.arrayContaining(secrets));
});

const rows = ROUTES.split("\n").filter((line) => line.startsWith("| `"));
const rowOf = (route: string) => rows.filter((row) => row.split("|")[1]?.includes(`\`${route}\``));

test("has every route once, and no other", () => {
  const routes = OPERATIONS.map(({ route }) => route);
  expect(routes).toContain("POST /v1/lookup");
  expect(routes.filter((route) => rowOf(route).length !== 1)).toEqual([]);
  const named = rows.flatMap((row) =>
    [...(row.split("|")[1] ?? "").matchAll(/`([A-Z]+ [^`]+)`/g)].map(([, route = ""]) => route),
  );
  expect(named.toSorted()).toEqual(routes.toSorted());
});

test("says of each route of the operator's which keys it takes", () => {
  const wrong = OPERATIONS.filter(({ isOperators }) => isOperators).flatMap(({ route, area }) => {
    const limits = area === "alerts" ? "limit `all`" : `limit \`all\` or \`${area}\``;
    const who = area === null ? "an operator" : `an operator with ${limits}`;
    return rowOf(route)[0]?.split("|")[2]?.trim() === who ? [] : [`${route}: ${who}`];
  });
  expect(wrong).toEqual([]);
});
