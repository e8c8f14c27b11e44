/**
 * Writes what editors and frameworks know of the element, all of it from the custom-elements manifest, which the analyzer
 * reads from the class: data for VS Code and JetBrains, and the tag's types for React, Preact, Vue and Svelte.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative } from "node:path";

// `import.meta.resolve` would not do: the end-to-end tests build inside Vitest, which has none.
const require = createRequire(import.meta.url);
const ANALYZER = require.resolve("@custom-elements-manifest/analyzer/cem.js");
const MANIFEST = "custom-elements.json";
const VS_CODE = "vscode.html-custom-data.json";
const JETBRAINS = "web-types.json";
/** Data for tools, as the package's files. */
export const DATA_FILES = [MANIFEST, VS_CODE, JETBRAINS];
/** Each has declarations under its own name: import them for their effect on the framework's types. */
export const FRAMEWORKS = /** @type {const} */ (["react", "preact", "vue", "svelte"]);
/** Words an attribute is limited to, which its type (any text) does not say. */
const VALUES = { theme: ["plain", "outlined", "filled"] };

/**
 * @typedef {{ name: string, description?: string, type?: { text: string } }} Named
 * @typedef {Named & { kind: string, attribute?: string, readonly?: boolean, static?: boolean }} Member
 * @typedef {Named & { default?: string }} CssProperty
 * @typedef {{ tagName: string, name: string, description: string, attributes: (Named & { fieldName: string })[], members: Member[],
 *   events: Named[], slots: Named[], cssParts: Named[], cssProperties: CssProperty[] }} ElementManifest
 */

/** @param {ElementManifest} element */
const settable = ({ members }) => members.filter((each) => each.kind === "field" && !each.readonly && !each.static);

/** Attributes whose property has another name. @param {ElementManifest} element */
const hyphenated = ({ attributes }) => attributes.filter(({ name, fieldName }) => name !== fieldName);

/** @param {string} name */
const camelCase = (name) => name.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());

/** VS Code's custom data: tag and attributes. @param {ElementManifest} element */
function vsCodeData({ tagName, description, attributes }) {
  return {
    version: 1.1,
    tags: [
      {
        name: tagName,
        description,
        attributes: attributes.map(({ name, description, type }) => ({
          name,
          description,
          ...(type?.text === "boolean" && { valueSet: "v" }),
          ...(Object.hasOwn(VALUES, name) && {
            values: VALUES[/** @type {keyof typeof VALUES} */ (name)].map((value) => ({ name: value })),
          }),
        })),
      },
    ],
  };
}

/** JetBrains' web-types. @param {ElementManifest} element @param {string} version */
function webTypes(element, version) {
  const plain = (/** @type {Named} */ { name, description = "" }) => ({ name, description });
  const typed = (/** @type {Named} */ each) => ({ ...plain(each), ...(each.type && { type: each.type.text }) });
  return {
    $schema: "https://json.schemastore.org/web-types",
    name: "card-surcharge",
    version,
    "description-markup": "markdown",
    contributions: {
      html: {
        elements: [
          {
            name: element.tagName,
            description: element.description,
            attributes: element.attributes.map((each) => ({
              ...plain(each),
              value: { type: each.type?.text ?? "string", required: each.name === "merchant" },
            })),
            slots: element.slots.map(plain),
            js: {
              properties: element.members
                .filter(({ kind, static: isStatic }) => kind === "field" && !isStatic)
                .map(typed),
              events: element.events.map(typed),
            },
            css: {
              properties: element.cssProperties.map((each) => ({
                ...plain(each),
                ...(each.default && { default: each.default }),
              })),
              parts: element.cssParts.map(plain),
            },
          },
        ],
      },
    },
  };
}

/** The part that all frameworks share. @param {ElementManifest} element */
function propsTypes(element) {
  const names = settable(element).map(({ name }) => `  | "${name}"`);
  const attributes = hyphenated(element).map(
    ({ name, description, fieldName }) =>
      `  /** ${description} */\n  "${name}"?: CardSurchargeElement["${fieldName}"] | undefined;`,
  );
  const events = element.events.map(
    ({ name, description, type }) => `  /** ${description} */\n  "${name}": ${type?.text};`,
  );
  return `import type { ${element.name}, SurchargeDetail, SurchargeErrorDetail } from "./widget/index.js";

type Settable = Pick<${element.name},
${names.join("\n")}
>;

/** What may be set on the tag, as properties or under the attributes' names. */
export interface CardSurchargeProps extends CardSurchargeAttributes, CardSurchargeProperties {}

type CardSurchargeProperties = { [Name in keyof Settable]?: Settable[Name] | undefined };

interface CardSurchargeAttributes {
${attributes.join("\n")}
}

export interface CardSurchargeEvents {
${events.join("\n")}
}

export type { ${element.name} };
`;
}

const IMPORT = 'import type { CardSurchargeElement, CardSurchargeEvents, CardSurchargeProps } from "./props.js";';
/** Handlers under the names a framework gives them. @param {(event: string) => string} nameOf @param {ElementManifest} element */
const handlers = (nameOf, element) =>
  element.events
    .map(({ name }) => `  "${nameOf(name)}"?: ((event: CardSurchargeEvents["${name}"]) => void) | undefined;`)
    .join("\n");

/** @param {ElementManifest} element @returns {Record<typeof FRAMEWORKS[number], string>} */
function frameworkTypes(element) {
  const tag = element.tagName;
  const onExact = handlers((name) => `on${name}`, element);
  const onCamel = handlers((name) => camelCase(`on-${name}`), element);
  return {
    react: `import type { DetailedHTMLProps, HTMLAttributes } from "react";
${IMPORT}

interface Handlers {
${onExact}
}

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "${tag}": DetailedHTMLProps<HTMLAttributes<CardSurchargeElement>, CardSurchargeElement> & CardSurchargeProps & Handlers;
    }
  }
}
`,
    preact: `import type { HTMLAttributes } from "preact";
${IMPORT}

interface Handlers {
${onExact}
}

declare module "preact" {
  namespace JSX {
    interface IntrinsicElements {
      "${tag}": HTMLAttributes<CardSurchargeElement> & CardSurchargeProps & Handlers;
    }
  }
}
`,
    vue: `import type { DefineComponent, HTMLAttributes, PublicProps } from "vue";
${IMPORT}

interface Handlers {
${onCamel}
}

declare module "vue" {
  interface GlobalComponents {
    "${tag}": new () => CardSurchargeElement & {
      /** Vue reads the tag's props here; the element itself has none. */
      $props: HTMLAttributes & PublicProps & CardSurchargeProps & Handlers;
    };
  }
}
`,
    svelte: `import type { HTMLAttributes } from "svelte/elements";
${IMPORT}

interface Handlers {
${onExact}
}

declare module "svelte/elements" {
  interface SvelteHTMLElements {
    "${tag}": HTMLAttributes<CardSurchargeElement> & CardSurchargeProps & Handlers;
  }
}
`,
  };
}

/** The manifest's description of the element. @param {string} outDir @returns {ElementManifest} */
function readElement(outDir) {
  const { modules } = JSON.parse(readFileSync(join(outDir, MANIFEST), "utf8"));
  return modules[0].declarations[0];
}

/**
 * Writes the manifest, the editors' data and the frameworks' types.
 *
 * @param {{ version: string, outDir: string, typesDir: string }} options `typesDir` is where the class's declarations are
 */
export function buildElementTypes({ version, outDir, typesDir }) {
  mkdirSync(typesDir, { recursive: true });
  execFileSync(process.execPath, [ANALYZER, "analyze", "--quiet", "--outdir", relative(".", outDir)]);
  const element = readElement(outDir);
  const json = (/** @type {string} */ file, /** @type {unknown} */ value) =>
    writeFileSync(join(outDir, file), `${JSON.stringify(value, null, 2)}\n`);
  json(VS_CODE, vsCodeData(element));
  json(JETBRAINS, webTypes(element, version));
  writeFileSync(join(typesDir, "props.d.ts"), propsTypes(element));
  for (const [name, text] of Object.entries(frameworkTypes(element)))
    writeFileSync(join(typesDir, `${name}.d.ts`), text);
}
