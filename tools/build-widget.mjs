/**
 * Builds the element: two script files for pages (one module, one classic, same code) with their integrity hashes, and
 * the npm package's class, which leaves Lit to the page's own bundler.
 */
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { minify as shorten } from "terser";
import { minify } from "vite";
import { shrinkTemplates } from "./shrink-templates.mjs";

/** Chrome 111, Firefox 121 and Safari 16.4: the documented baseline. */
const TARGET = ["chrome111", "edge111", "firefox121", "safari16.4"];

/**
 * Names of properties that never leave the element's own modules; the minifier knows no more than that they are
 * properties. None of them may be a name of the contract, of the page's DOM or of the Tokenizer.
 */
const INTERNAL = [
  "agreed",
  "billing",
  "challengePassed",
  "changed",
  "decide",
  "failure",
  "faults",
  "focused",
  "hasRetried",
  "isDisabled",
  "isFocused",
  "isFree",
  "isSlow",
  "kind",
  "look",
  "lookUp",
  "moved",
  "nameFrame",
  "onRelease",
  "policy",
  "press",
  "readiness",
  "sale",
  "setEntries",
  "setProblem",
  "setStatus",
  "submittedAt",
  "tell",
  "texts",
  "touched",
  "turn",
  "useAnswer",
  "useToken",
  "want",
];

/** These stand first in the file, for no better reason than that it compresses best so. */
const FIRST = ["widget/service/service.ts", "widget/view/view.ts", "widget/events.ts"];

/** What Lit's templates call their own: no other copy of Lit meets them. */
const LIT_INTERNAL = String.raw`_\$[A-Za-z]+\$?`;

/** @type {import("esbuild").BuildOptions} */
const COMMON = {
  bundle: true,
  target: TARGET,
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
  tsconfigRaw: { compilerOptions: { target: "es2022", useDefineForClassFields: true } },
};

/** Terser's names for what our code does not rely on: own `this` in callbacks, getters that do something, a replaced `String`. */
const COMPRESS = { passes: 3, unsafe_arrows: true, unsafe_methods: true, pure_getters: true, unsafe: true };

/** @param {Buffer} file */
const integrityOf = (file) => `sha384-${createHash("sha384").update(file).digest("base64")}`;

/**
 * Writes `card-surcharge.js`, `card-surcharge.classic.js` and `integrity.json` (file name to `sha384-...`).
 *
 * @param {{ outDir: string }} options
 */
export async function buildWidget({ outDir }) {
  const files = [
    { name: "card-surcharge.js", entry: "widget/script-module.ts", wrap: (/** @type {string} */ code) => code },
    {
      name: "card-surcharge.classic.js",
      entry: "widget/script-classic.ts",
      wrap: (/** @type {string} */ code) => `(()=>{${code}})();`,
    },
  ];
  mkdirSync(outDir, { recursive: true });
  /** @type {Record<string, string>} */
  const integrity = {};
  for (const { name, entry, wrap } of files) {
    const bundle = await build({
      ...COMMON,
      entryPoints: [entry],
      inject: FIRST,
      format: "esm",
      write: false,
      mangleProps: new RegExp(`^(${INTERNAL.join("|")}|${LIT_INTERNAL})$`),
      plugins: [shrinkTemplates()],
    });
    const { code, errors } = await minify(name, bundle.outputFiles[0]?.text ?? "", {
      module: true,
      compress: { target: TARGET },
      mangle: { toplevel: true },
    });
    if (errors.length > 0) throw new Error(`${name}: ${errors.map(({ message }) => message).join("; ")}`);
    const shortest = await shorten(code, { module: true, ecma: 2020, compress: COMPRESS });
    const file = wrap(shortest.code ?? code);
    writeFileSync(join(outDir, name), file);
    integrity[name] = integrityOf(Buffer.from(file));
  }
  writeFileSync(join(outDir, "integrity.json"), `${JSON.stringify(integrity, null, 2)}\n`);
  return integrity;
}

/**
 * Writes the npm package's modules: `index.js` (the class, nothing registered) and `define.js` (registers the tag).
 *
 * @param {{ outDir: string }} options
 */
export async function buildWidgetPackage({ outDir }) {
  await build({
    ...COMMON,
    entryPoints: { index: "widget/index.ts", define: "widget/package-define.ts" },
    outdir: outDir,
    format: "esm",
    splitting: true,
    external: ["lit", "lit/*"],
  });
}
