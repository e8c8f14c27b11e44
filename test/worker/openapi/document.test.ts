import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, test } from "vitest";
import { PROBLEM_CODES } from "../../../contract/lists.ts";

/** The document as far as the tests below look into it. The Worker's own types belong to another runtime than this. */
interface Operation {
  operationId: string;
  summary: string;
  parameters?: { name: string; in: string }[];
  responses: Record<string, { content?: object } | undefined>;
}
interface Document {
  info: { description: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, { additionalProperties?: boolean; properties?: object }> };
}

interface Route {
  readonly method: string;
  readonly path: string;
}
interface App {
  readonly routes: readonly Route[];
}

const load = (file: string) => import(/* @vite-ignore */ new URL(`../../../worker/${file}`, import.meta.url).pathname);
const { app } = (await load("app.ts")) as { app: App };
const { operationsOf } = (await load("doors/resource.ts")) as { operationsOf: (app: App) => object[] };
const { apiDocument } = (await load("openapi/document.ts")) as { apiDocument: (operations: object[]) => Document };

/** Served, but no part of the API: what a frame or a person opens. */
const NOT_API = new Set([
  "get /challenge-frame.js",
  "get /",
  "get /demo",
  // Development's, until the site is built.
  "get /status",
  "get /docs",
  "get /docs/",
  "get /builder",
  "get /playground",
]);

/** Every route that the Worker has, in the document's words. What stands for all methods is a middleware. */
const registeredRoutes = () =>
  app.routes
    .filter(({ method }) => method !== "ALL")
    .map(({ method, path }) => `${method.toLowerCase()} ${path.replaceAll(/:(\w+)/g, "{$1}")}`);

describe("the API's document", () => {
  const document = apiDocument(operationsOf(app));
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ route: `${method} ${path}`, operation })),
  );

  test("is valid OpenAPI 3.1", async () => {
    const { valid, errors } = await new Validator().validate(
      JSON.parse(JSON.stringify(document)) as Parameters<Validator["validate"]>[0],
    );
    expect(errors ?? []).toEqual([]);
    expect(valid).toBe(true);
  });

  test("has every route, and no other", () => {
    const documented = operations.map(({ route }) => route);
    expect(documented.toSorted()).toEqual(
      registeredRoutes()
        .filter((route) => !NOT_API.has(route))
        .toSorted(),
    );
  });

  test("has every problem", () => {
    const text = JSON.stringify(operations.map(({ operation }) => operation.responses));
    // An unknown address or method is no operation's answer.
    const missing = PROBLEM_CODES.filter((code) => !text.includes(`\`${code}\``));
    expect(missing).toEqual(["method_not_allowed"]);
    for (const code of [...missing, "not_found"]) expect(document.info.description).toContain(`\`${code}\``);
  });

  test("tells of a report as a table too", () => {
    for (const path of ["/v1/server/reports", "/v1/admin/merchants/{id}/reports"])
      expect(Object.keys(document.paths[path]?.["get"]?.responses["200"]?.content ?? {})).toEqual([
        "application/json",
        "text/csv",
      ]);
  });

  test("names each operation once and says in words what it is for", () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { operation } of operations) expect(operation.summary.length).toBeGreaterThan(8);
  });

  test("has every parameter of a path, and no reference that leads nowhere", () => {
    for (const { route, operation } of operations) {
      const inPath = [...route.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const described = (operation.parameters ?? []).filter((parameter) => parameter.in === "path");
      expect(described.map(({ name }) => name)).toEqual(inPath);
    }
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)];
    expect(references.length).toBeGreaterThan(0);
    for (const [, name = ""] of references) expect(Object.keys(document.components.schemas)).toContain(name);
  });

  test("closes every schema of a request", () => {
    for (const [name, schema] of Object.entries(document.components.schemas))
      if (/(Request|Input|Snapshot)$/.test(name)) expect(schema.additionalProperties).toBe(false);
  });

  test("knows no secret as a member of an answer", () => {
    const { MerchantView = {} } = document.components.schemas;
    expect(Object.keys(MerchantView.properties ?? {})).not.toContain("gatewayKey");
  });
});
