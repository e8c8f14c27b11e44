/** The API's document as `/openapi.json` gives it, made of the Worker's own routes. */
import type { RegisteredOperation } from "../../worker/openapi/operation.ts";

interface Room {
  readonly app: object;
  readonly operationsOf: (app: object) => readonly RegisteredOperation[];
  readonly apiDocument: (operations: readonly RegisteredOperation[]) => object;
}

/** By a variable: the Worker's types belong to another runtime than the tools'. */
const load = async (file: string) =>
  (await import(new URL(`../../worker/${file}`, import.meta.url).href)) as Partial<Room>;

/** Where the samples of the API's pages ask. */
const SAMPLE_ORIGIN = "https://surcharge.example";

/** The document as JSON. */
export async function apiDocumentText(): Promise<string> {
  Object.assign(globalThis, { __DEVELOPMENT__: false, __RULES_DAYS_AHEAD__: 0 });
  const { app, operationsOf, apiDocument } = {
    ...(await load("app.ts")),
    ...(await load("doors/resource.ts")),
    ...(await load("openapi/document.ts")),
  } as Room;
  return JSON.stringify({ ...apiDocument(operationsOf(app)), servers: [{ url: SAMPLE_ORIGIN }] });
}
