/** Builds the OpenAPI 3.1 document from the operations and the same schemas that requests and answers are held to. */
import * as z from "zod";
import { PROBLEM_CODES, PROBLEM_STATUS, type ProblemCode } from "../../contract/lists.ts";
import { Problem } from "../../contract/problem.ts";
import { problemTitle } from "../problem.ts";
import type { Caller, NamedSchema, RegisteredOperation } from "./operation.ts";

/** A JSON Schema, as far as our own documents use it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

interface Content {
  readonly [mediaType: string]: { readonly schema: Schema };
}

export interface DocumentedOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly tags: readonly string[];
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly required: true; readonly content: Content };
  readonly responses: Readonly<Record<string, DocumentedReply>>;
}

interface DocumentedReply {
  readonly description: string;
  readonly headers?: Readonly<Record<string, { readonly schema: Schema }>>;
  readonly content?: Content;
}

interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required: boolean;
  readonly schema: Schema;
}

/** Any request can end in one of these. */
const ALWAYS: readonly ProblemCode[] = ["rate_limited", "internal"];

/** What reading a body can end in. */
const BODY: readonly ProblemCode[] = [
  "invalid_request",
  "request_timeout",
  "payload_too_large",
  "unsupported_media_type",
];

/** What anything that a caller wrote can end in, in a body or an address. */
const WRITTEN: readonly ProblemCode[] = ["card_number_refused"];

/** What a change that takes `If-Match` can end in. */
const CONDITIONAL: readonly ProblemCode[] = ["invalid_request", "precondition_failed"];

const CONDITIONS: readonly Parameter[] = [
  {
    name: "If-Match",
    in: "header",
    required: false,
    schema: {
      type: "string",
      description: "the ETag of the read that the change is made from. Left out: carried out whatever is there",
    },
  },
  {
    name: "If-None-Match",
    in: "header",
    required: false,
    schema: { type: "string", description: "*: carried out only where nothing is there yet" },
  },
];

/** What a change behind the operator's door can end in. */
const CHANGE: readonly ProblemCode[] = ["forbidden", "merchant_unavailable"];

const TEXT_HEADER = { schema: { type: "string" } } as const;

const OPERATOR_KEY =
  "An operator's key: ak_... A key may be limited to reading, or to reading and changing what belongs to merchants or rules. A change names what it belongs to, as the role that it needs.";

/** What a door itself can answer. */
const DOORS: Readonly<Record<Caller, readonly ProblemCode[]>> = {
  page: ["unknown_merchant", "origin_not_allowed", "merchant_unavailable", "rate_limited"],
  server: ["unauthorized", "merchant_unavailable", "rate_limited"],
  operator: ["unauthorized", "rate_limited"],
  anybody: [],
};

const TAGS = {
  page: "Pages",
  server: "Merchants' servers",
  operator: "Operators",
  anybody: "Anybody",
} as const satisfies Record<Caller, string>;

const SECURITY: Readonly<Record<Caller, DocumentedOperation["security"]>> = {
  page: [],
  server: [{ serverKey: [] }],
  operator: [{ operatorKey: [] }],
  anybody: [],
};

/** The document of an API that has these operations. */
export function apiDocument(operations: readonly RegisteredOperation[]) {
  const paths: Record<string, Record<string, DocumentedOperation>> = {};
  for (const operation of operations)
    paths[operation.path] = { ...paths[operation.path], [operation.method]: documented(operation) };
  return {
    openapi: "3.1.1",
    info: {
      title: "card-surcharge",
      version: "1.0.0",
      summary: "Which card was typed into the hosted form, and whether a surcharge is added, with a signed quote",
      description:
        "Version 1. Amounts are integers of the currency's minor unit, rates whole basis points. Requests are closed: an unknown key is refused by name. Every answer has a `requestId`, also as `X-Request-Id`. What an operator reads has a strong `ETag` where it can be changed, and a change takes it as `If-Match`. Failures are RFC 9457 problem details with a code of a closed list; each operation lists its own. An address that is not here is `404` `not_found`, another method at one that is `405` `method_not_allowed`, with `Allow`.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    tags: Object.values(TAGS).map((name) => ({ name })),
    paths,
    components: {
      schemas: { ...namedSchemas(operations), Problem: schemaOf(Problem, "output") },
      securitySchemes: {
        serverKey: { type: "http", scheme: "bearer", description: "A merchant's server key: sk_..." },
        operatorKey: { type: "http", scheme: "bearer", description: OPERATOR_KEY },
      },
    },
  };
}

function documented(operation: RegisteredOperation): DocumentedOperation {
  const { id, summary, description, caller, body, replies, givesTag, takesTag, area, problems = [] } = operation;
  const parameters = parametersOf(operation);
  return {
    operationId: id,
    summary,
    ...(description === undefined ? {} : { description }),
    tags: [TAGS[caller]],
    security: area == null ? SECURITY[caller] : [{ operatorKey: [area] }],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: { "application/json": { schema: referenceTo(body, "input") } } } }),
    responses: {
      ...Object.fromEntries(
        Object.entries(replies).map(([status, { description, schema, type = "application/json", orAs }]) => [
          status,
          {
            description,
            headers: { "X-Request-Id": TEXT_HEADER, ...(givesTag === true ? { ETag: TEXT_HEADER } : {}) },
            content: {
              [type]: { schema: schema === null ? { type: "string" } : referenceTo(schema, "output") },
              ...(orAs === undefined ? {} : { [orAs]: { schema: { type: "string" } } }),
            },
          },
        ]),
      ),
      ...problemReplies([
        ...problems,
        ...DOORS[caller],
        ...(area == null ? [] : CHANGE),
        ...(body === undefined ? [] : BODY),
        ...(takesTag === true ? CONDITIONAL : []),
        ...(body === undefined && parameters.every((parameter) => parameter.in === "header") ? [] : WRITTEN),
        ...ALWAYS,
      ]),
    },
  };
}

/** One reply a status; a status that several codes share lists them all. */
function problemReplies(codes: readonly ProblemCode[]): DocumentedOperation["responses"] {
  const wanted = PROBLEM_CODES.filter((code) => codes.includes(code));
  const statuses = [...new Set(wanted.map((code) => PROBLEM_STATUS[code]))];
  return Object.fromEntries(
    statuses.map((status) => {
      const here = wanted.filter((code) => PROBLEM_STATUS[code] === status);
      const schema = {
        allOf: [{ $ref: "#/components/schemas/Problem" }, { properties: { code: { enum: here } } }],
      };
      return [
        String(status),
        {
          description: here.map((code) => `\`${code}\`: ${problemTitle(code)}.`).join(" "),
          content: { "application/problem+json": { schema } },
        },
      ];
    }),
  );
}

function parametersOf({ parameters = {}, query, takesTag }: RegisteredOperation): Parameter[] {
  const inPath = Object.entries(parameters).map(
    ([name, schema]): Parameter => ({ name, in: "path", required: true, schema: schemaOf(schema, "input") }),
  );
  const inQuery = Object.entries((query?.shape ?? {}) as Record<string, z.ZodType>).map(
    ([name, schema]): Parameter => ({
      name,
      in: "query",
      required: !schema.safeParse(undefined).success,
      schema: schemaOf(schema, "input"),
    }),
  );
  return [...inPath, ...inQuery, ...(takesTag === true ? CONDITIONS : [])];
}

/** The schemas with names of their own: what is sent as it may be sent, what is answered as it is answered. */
function namedSchemas(operations: readonly RegisteredOperation[]): Record<string, Schema> {
  const bodies = operations.map(({ body }) => body);
  const replies = operations.flatMap((operation) => Object.values(operation.replies).map(({ schema }) => schema));
  const schemas = (used: readonly (SchemaUse | null | undefined)[], io: "input" | "output") =>
    used.flatMap((one) => (one != null && isNamed(one) ? [[one.name, schemaOf(one.schema, io)] as const] : []));
  return Object.fromEntries([...schemas(bodies, "input"), ...schemas(replies, "output")]);
}

type SchemaUse = z.ZodType | NamedSchema;

const isNamed = (use: SchemaUse): use is NamedSchema => "name" in use;

const referenceTo = (use: SchemaUse, io: "input" | "output"): Schema =>
  isNamed(use) ? { $ref: `#/components/schemas/${use.name}` } : schemaOf(use, io);

/** JSON Schema 2020-12, which is OpenAPI 3.1's own dialect. */
function schemaOf(schema: z.ZodType, io: "input" | "output"): Schema {
  const whole = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  delete whole.$schema;
  return whole as Schema;
}
