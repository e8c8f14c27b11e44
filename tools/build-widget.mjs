/**
 * Builds the element: two script files for pages (one module, one classic, same code) with their integrity hashes, and
 * the npm package's class, which leaves Lit to the page's own bundler.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { shrinkTemplates } from "./shrink-templates.mjs";

/** Chrome 111, Firefox 121 and Safari 16.4: the documented baseline. */
const TARGET = ["chrome111", "edge111", "firefox121", "safari16.4"];

/** @param {string} version @returns {import("esbuild").BuildOptions} */
const common = (version) => ({
  bundle: true,
  target: TARGET,
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
  tsconfig: "tsconfig/widget.json",
  define: { __VERSION__: JSON.stringify(version) },
});

/** @param {Buffer} file */
const integrityOf = (file) => `sha384-${createHash("sha384").update(file).digest("base64")}`;

/**
 * Writes `card-surcharge.js`, `card-surcharge.classic.js` and `integrity.json` (file name to `sha384-...`).
 *
 * @param {{ version: string, outDir: string }} options
 */
export async function buildWidget({ version, outDir }) {
  const files = [
    { name: "card-surcharge.js", entry: "widget/script-module.ts", format: /** @type {const} */ ("esm") },
    { name: "card-surcharge.classic.js", entry: "widget/script-classic.ts", format: /** @type {const} */ ("iife") },
  ];
  mkdirSync(outDir, { recursive: true });
  /** @type {Record<string, string>} */
  const integrity = {};
  for (const { name, entry, format } of files) {
    const outfile = join(outDir, name);
    await build({
      ...common(version),
      entryPoints: [entry],
      outfile,
      format,
      minify: true,
      plugins: [shrinkTemplates()],
    });
    integrity[name] = integrityOf(readFileSync(outfile));
  }
  writeFileSync(join(outDir, "integrity.json"), `${JSON.stringify(integrity, null, 2)}\n`);
  return integrity;
}

/**
 * Writes the npm package's modules: `index.js` (the class, nothing registered) and `define.js` (registers the tag).
 *
 * @param {{ version: string, outDir: string }} options
 */
export async function buildWidgetPackage({ version, outDir }) {
  await build({
    ...common(version),
    entryPoints: { index: "widget/index.ts", define: "widget/package-define.ts" },
    outdir: outDir,
    format: "esm",
    splitting: true,
    external: ["lit", "lit/*"],
  });
}
