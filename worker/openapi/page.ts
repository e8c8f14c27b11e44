/** Draws the API's document as one page for people: plain HTML and one style sheet, no script. */
import { html } from "hono/html";
import type { ApiDocument, DocumentedOperation, Schema } from "./document.ts";

type Html = ReturnType<typeof html>;

/** The page of `document`. */
export function apiPage(document: ApiDocument): Html {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const tags = [...new Set(operations.flatMap(({ operation }) => operation.tags))];
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${document.info.title} API</title>
    <link rel="stylesheet" href="/docs/api.css">
  </head>
  <body>
    <header>
      <h1>${document.info.title} API</h1>
      <p>${prose(document.info.description)}</p>
      <p><a href="/openapi.json">OpenAPI 3.1 document</a></p>
    </header>
    <nav aria-label="Operations">
      ${tags.map(
        (tag) => html`<h2>${tag}</h2>
      <ul>
        ${operations
          .filter(({ operation }) => operation.tags.includes(tag))
          .map(
            ({ path, method, operation }) =>
              html`<li><a href="#${operation.operationId}"><b>${method.toUpperCase()}</b> <code>${path}</code></a></li>`,
          )}
      </ul>`,
      )}
    </nav>
    <main>
      ${operations.map(({ path, method, operation }) => section(path, method, operation))}
      <section>
        <h2>Schemas</h2>
        ${Object.entries(document.components.schemas).map(
          ([name, schema]) => html`<article id="schema-${name}"><h3>${name}</h3>${shape(schema)}</article>`,
        )}
      </section>
    </main>
  </body>
</html>`;
}

function section(path: string, method: string, operation: DocumentedOperation): Html {
  const body = operation.requestBody?.content["application/json"]?.schema;
  return html`<article id="${operation.operationId}">
    <h3><b>${method.toUpperCase()}</b> <code>${path}</code></h3>
    <p><strong>${operation.summary}</strong></p>
    ${operation.description === undefined ? "" : html`<p>${prose(operation.description)}</p>`}
    ${
      operation.parameters === undefined
        ? ""
        : html`<h4>Parameters</h4>
    <dl>${operation.parameters.map(
      (parameter) =>
        html`<dt><code>${parameter.name}</code> (${parameter.in}${parameter.required ? ", required" : ""})</dt><dd>${shape(parameter.schema)}</dd>`,
    )}</dl>`
    }
    ${body === undefined ? "" : html`<h4>Body</h4>${shape(body)}`}
    <h4>Answers</h4>
    <dl>${Object.entries(operation.responses).map(
      ([status, { description, content }]) =>
        html`<dt>${status}</dt><dd>${prose(description)} ${Object.entries(content ?? {}).map(([type, { schema }]) =>
          type === "application/problem+json" ? "" : html`<p><code>${type}</code></p>${shape(schema)}`,
        )}</dd>`,
    )}</dl>
  </article>`;
}

/** A schema in words and lists; a named one as a link. */
function shape(schema: Schema): Html {
  if (typeof schema.$ref === "string") {
    const name = schema.$ref.split("/").at(-1) ?? "";
    return html`<a href="#schema-${name}">${name}</a>`;
  }
  const variants = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (variants !== undefined)
    return html`<ul class="either">${variants.map((variant) => html`<li>${shape(variant)}</li>`)}</ul>`;
  if (schema.properties !== undefined) return members(schema.properties, schema.required ?? []);
  if (schema.items !== undefined) return html`list of ${shape(schema.items)}`;
  if (typeof schema.additionalProperties === "object") return html`by name: ${shape(schema.additionalProperties)}`;
  return html`<span>${describe(schema)}</span>`;
}

const members = (properties: Readonly<Record<string, Schema>>, required: readonly string[]): Html =>
  html`<dl>${Object.entries(properties).map(
    ([name, member]) =>
      html`<dt><code>${name}</code>${required.includes(name) ? "" : " (optional)"}</dt><dd>${shape(member)}</dd>`,
  )}</dl>`;

function describe(schema: Schema): string {
  const { minimum, maximum, maxLength, pattern } = schema;
  const parts = [
    kindOf(schema),
    schema.format,
    minimum === undefined ? undefined : `at least ${minimum}`,
    maximum === undefined || maximum === Number.MAX_SAFE_INTEGER ? undefined : `at most ${maximum}`,
    maxLength === undefined ? undefined : `at most ${maxLength} characters`,
    pattern === undefined ? undefined : `matches ${pattern}`,
    schema.description,
  ];
  return parts.filter((part) => part !== undefined).join(", ");
}

function kindOf(schema: Schema): string {
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  return schema.const === undefined ? (schema.type ?? "anything") : JSON.stringify(schema.const);
}

/** Text in which `code` stands in backquotes. */
const prose = (text: string) =>
  text.split("`").map((part, at) => (at % 2 === 1 ? html`<code>${part}</code>` : html`${part}`));

export const API_PAGE_STYLE = `:root { color-scheme: light dark; --line: light-dark(#d5d9e0, #3a4150); }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
code { font: 0.92em/1.4 ui-monospace, monospace; }
nav ul { list-style: none; padding: 0; }
nav li { padding: 0.15rem 0; }
article { border-top: 1px solid var(--line); padding: 0.5rem 0 1rem; }
dl { margin: 0 0 0 0.25rem; padding-left: 0.75rem; border-left: 2px solid var(--line); }
dt { margin-top: 0.4rem; font-weight: 600; }
dd { margin: 0 0 0 1rem; }
ul.either { margin: 0; padding-left: 1.2rem; }
h4 { margin: 0.8rem 0 0.2rem; }
`;
