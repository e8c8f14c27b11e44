/**
 * Builds the element: two script files for pages (one module, one classic, same code) with their integrity hashes, and
 * the npm package's class, which leaves Lit to the page's own bundler.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { build, version as esbuild, transform } from "esbuild";

/** Chrome 111, Firefox 121 and Safari 16.4: the documented baseline. */
const TARGET = ["chrome111", "edge111", "firefox121", "safari16.4"];

/**
 * Style sheets are text in the bundle, minified as the code is.
 *
 * @type {import("esbuild").Plugin}
 */
export const STYLES = {
  name: "styles",
  setup(build) {
    // Relative, for the names of chunks are made of it too, and have to be the same wherever the checkout stands.
    build.onResolve({ filter: /\.css\?inline$/ }, ({ path, resolveDir }) => ({
      path: relative("", join(resolveDir, path.replace("?inline", ""))).replaceAll("\\", "/"),
      namespace: "styles",
    }));
    build.onLoad({ filter: /./, namespace: "styles" }, async ({ path }) => {
      const { code } = await transform(readFileSync(path, "utf8"), { loader: "css", minify: true, target: TARGET });
      return { contents: code, loader: "text" };
    });
  },
};

/** How everything that a page gets is bundled. @type {import("esbuild").BuildOptions} */
export const COMMON = {
  bundle: true,
  target: TARGET,
  charset: "utf8",
  legalComments: "eof",
  logLevel: "warning",
  plugins: [STYLES],
  tsconfigRaw: { compilerOptions: { target: "es2022", useDefineForClassFields: true } },
};

/** The script files of a page, by their names on the service. */
export const SCRIPTS = ["card-surcharge.js", "card-surcharge.classic.js"];

/** The value of the attribute `integrity`. @param {Buffer} file */
export const integrityOf = (file) => `sha384-${createHash("sha384").update(file).digest("base64")}`;

/** What a source is called wherever the checkout stands. @param {string} input as esbuild names it */
function nameOf(input) {
  const path = resolve(input.replace(/^styles:/, ""));
  const name = relative("", path).replaceAll("\\", "/");
  const isOurs = !name.startsWith("../") && !name.includes("node_modules/");
  return isOurs ? name : path.replaceAll("\\", "/").replace(/^.*\/node_modules\//, "");
}

/** One hash of all sources, names and contents, and of the version of the tool. @param {Set<string>} inputs */
function sourcesOf(inputs) {
  const hash = createHash("sha256").update(`esbuild ${esbuild}\0`);
  const byName = [...inputs].map((input) => ({ input, name: nameOf(input) }));
  for (const { input, name } of byName.toSorted((a, b) => (a.name < b.name ? -1 : 1)))
    hash
      .update(`${name}\0`)
      .update(readFileSync(input.replace(/^styles:/, "")))
      .update("\0");
  return `sha256-${hash.digest("base64")}`;
}

/**
 * Writes `card-surcharge.js`, `card-surcharge.classic.js` and `integrity.json` (file name to `sha384-...`).
 *
 * @param {{ outDir: string }} options
 * @returns {Promise<{ integrity: Record<string, string>, sources: string }>} `sources` is one hash of everything that the two are built from
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
  /** @type {Set<string>} */
  const inputs = new Set();
  for (const { name, entry, wrap } of files) {
    const bundle = await build({
      ...COMMON,
      entryPoints: [entry],
      format: "esm",
      minify: true,
      write: false,
      metafile: true,
    });
    for (const input of Object.keys(bundle.metafile.inputs)) inputs.add(input);
    const file = wrap(bundle.outputFiles[0]?.text ?? "");
    writeFileSync(join(outDir, name), file);
    integrity[name] = integrityOf(Buffer.from(file));
  }
  writeFileSync(join(outDir, "integrity.json"), `${JSON.stringify(integrity, null, 2)}\n`);
  return { integrity, sources: sourcesOf(inputs) };
}

/**
 * Writes the npm package's modules: `index.js` (the class, nothing registered), `define.js` (registers the tag)
 * and `notice.js` (for servers, without the class).
 *
 * @param {{ outDir: string }} options
 */
export async function buildWidgetPackage({ outDir }) {
  await build({
    ...COMMON,
    entryPoints: { index: "widget/index.ts", define: "widget/package-define.ts", notice: "widget/notice-html.ts" },
    outdir: outDir,
    format: "esm",
    splitting: true,
    external: ["lit", "lit/*"],
  });
}

// `npm run build:element -- FOLDER`, by which a release is built again: it prints what it returns.
if (import.meta.main) console.log(JSON.stringify(await buildWidget({ outDir: process.argv[2] ?? "dist/element" })));
