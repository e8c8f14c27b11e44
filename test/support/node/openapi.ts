/** Reads an OpenAPI document and holds answers to it. */
import { Ajv2020 } from "ajv/dist/2020.js";

export interface JsonSchema {
  $ref?: string;
  type?: string;
  enum?: unknown[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  [keyword: string]: unknown;
}

interface OpenApiOperation {
  operationId: string;
  security?: Record<string, unknown>[];
  parameters?: { name: string; in: string; schema: JsonSchema }[];
  requestBody?: { content: Record<string, { schema: JsonSchema }> };
  responses: Record<string, { content?: Record<string, { schema: JsonSchema }> }>;
}

export interface OpenApiDocument {
  paths: Record<string, Record<string, OpenApiOperation>>;
  components: { schemas: Record<string, JsonSchema> };
}

export interface DocumentedRoute {
  readonly method: string;
  readonly path: string;
  readonly operation: OpenApiOperation;
}

export const routesOf = ({ paths }: OpenApiDocument): DocumentedRoute[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  );

/** A function that says what is wrong with an answer to `route`, or null when the document foresees it. */
export function answerJudge(document: OpenApiDocument) {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema({ ...document, $id: "https://document.test/" });
  const pointer = (...steps: string[]) =>
    steps.map((step) => step.replaceAll("~", "~0").replaceAll("/", "~1")).join("/");

  return ({ method, path, operation }: DocumentedRoute, answer: { status: number; type: string; text: string }) => {
    const documented = operation.responses[answer.status];
    if (documented === undefined) return `status ${answer.status} is not documented`;
    const type = answer.type.split(";")[0]?.trim() ?? "";
    if (documented.content?.[type] === undefined) return `${type} is not documented for status ${answer.status}`;
    if (!type.endsWith("json")) return null;
    const at = pointer("paths", path, method, "responses", String(answer.status), "content", type, "schema");
    const validate = ajv.getSchema(`https://document.test/#/${encodeURI(at)}`);
    if (validate === undefined) throw new Error(`no schema at ${at}`);
    return validate(JSON.parse(answer.text)) === true ? null : ajv.errorsText(validate.errors);
  };
}
