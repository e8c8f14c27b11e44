/**
 * Writes what editors and frameworks know of the element, all of it from the custom-elements manifest, which the analyzer
 * reads from the class. Kept generators make the data for VS Code and JetBrains and the tag's props; ours are the few
 * lines that put those props into each framework's own types.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative } from "node:path";
import { getWebTypesData } from "custom-element-jet-brains-integration";
import { generateJsxTypes } from "custom-element-jsx-integration";
import { getVsCodeHtmlCustomData } from "custom-element-vs-code-integration";

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

/**
 * @typedef {{ name: string, description?: string, type?: { text: string } }} Named
 * @typedef {Named & { kind: string, attribute?: string, readonly?: boolean }} Member
 * @typedef {{ tagName: string, name: string, attributes: (Named & { fieldName?: string })[], members: Member[], events: Named[] }} ElementManifest
 */

/**
 * The element as a template sets it, for the generator, which takes each name once and each event's detail: every property
 * that can be set, and the attributes whose property has another name.
 *
 * @param {ElementManifest} element
 */
function templateSide({ attributes, members, events, ...element }) {
  return {
    ...element,
    attributes: attributes.filter(({ name, fieldName }) => fieldName !== undefined && name !== fieldName),
    members: members
      .filter(({ kind, readonly }) => kind === "field" && !readonly)
      .map((member) => ({ ...member, attribute: undefined })),
    events: events.map((event) => ({ ...event, type: { text: event.type?.text.match(/<(.+)>/)?.[1] } })),
  };
}

/** What all frameworks share. @param {ElementManifest} element */
function tagTypes({ name, attributes }) {
  const alone = attributes.filter(({ fieldName }) => fieldName === undefined);
  const lines = alone.map(({ name, description, type }) => `\n  /** ${description} */\n  "${name}"?: ${type?.text};`);
  return `import type { ${name}Props } from "./props.js";

interface All extends ${name}Props {${lines.join("")}
}

/** What may be set on the tag: properties, attributes under their own names, and handlers of its events. */
export type TagProps = { [Name in keyof All]?: All[Name] | undefined };
export type { ${name} } from "./widget/index.js";
`;
}

/** @param {string} event as Vue's templates name its handler */
const vueHandler = (event) => `on-${event}`.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());

/** @param {ElementManifest} element @returns {Record<typeof FRAMEWORKS[number], string>} */
function frameworkTypes({ tagName, name, events }) {
  const IMPORT = `import type { ${name}, TagProps } from "./tag.js";`;
  const vueHandlers = events.map(({ name }) => `  "${vueHandler(name)}"?: TagProps["on${name}"];`);
  return {
    react: `import type { DetailedHTMLProps, HTMLAttributes } from "react";
${IMPORT}

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "${tagName}": DetailedHTMLProps<HTMLAttributes<${name}>, ${name}> & TagProps;
    }
  }
}
`,
    preact: `import type { HTMLAttributes } from "preact";
${IMPORT}

declare module "preact" {
  namespace JSX {
    interface IntrinsicElements {
      "${tagName}": HTMLAttributes<${name}> & TagProps;
    }
  }
}
`,
    vue: `import type { HTMLAttributes, PublicProps } from "vue";
${IMPORT}

interface Handlers {
${vueHandlers.join("\n")}
}

declare module "vue" {
  interface GlobalComponents {
    "${tagName}": new () => ${name} & {
      /** Vue reads the tag's props here; the element itself has none. */
      $props: HTMLAttributes & PublicProps & TagProps & Handlers;
    };
  }
}
`,
    svelte: `import type { HTMLAttributes } from "svelte/elements";
${IMPORT}

declare module "svelte/elements" {
  interface SvelteHTMLElements {
    "${tagName}": HTMLAttributes<${name}> & TagProps;
  }
}
`,
  };
}

/**
 * Without what a generator tells of itself: its `hideLogs` lets one line through, which would stand in what `npm start` says.
 *
 * @param {() => void} work
 */
function quietly(work) {
  const { log } = console;
  console.log = () => {};
  try {
    work();
  } finally {
    console.log = log;
  }
}

/**
 * Writes the manifest, the editors' data and the frameworks' types.
 *
 * @param {{ version: string, outDir: string, typesDir: string }} options `typesDir` is where the class's declarations are
 */
export function buildElementTypes({ version, outDir, typesDir }) {
  mkdirSync(typesDir, { recursive: true });
  execFileSync(process.execPath, [ANALYZER, "analyze", "--quiet", "--outdir", relative(".", outDir)]);
  const manifest = JSON.parse(readFileSync(join(outDir, MANIFEST), "utf8"));
  /** @type {ElementManifest} */
  const element = manifest.modules[0].declarations[0];
  const json = (/** @type {string} */ file, /** @type {object} */ value) =>
    writeFileSync(join(outDir, file), `${JSON.stringify(value, null, 2)}\n`);
  json(VS_CODE, JSON.parse(getVsCodeHtmlCustomData(manifest, {})));
  json(JETBRAINS, { ...JSON.parse(getWebTypesData(manifest, {})), version });
  quietly(() =>
    generateJsxTypes(
      { modules: [{ declarations: [templateSide(element)] }] },
      { outdir: typesDir, fileName: "props.d.ts", globalTypePath: "./widget/index.js" },
    ),
  );
  writeFileSync(join(typesDir, "tag.d.ts"), tagTypes(element));
  for (const [name, text] of Object.entries(frameworkTypes(element)))
    writeFileSync(join(typesDir, `${name}.d.ts`), text);
}
