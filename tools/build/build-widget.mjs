/**
 * Builds the element: two script files for pages (one module, one classic, same code) with their integrity hashes, and
 * the npm package's class, which leaves Lit to the page's own bundler.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build, transform } from "esbuild";

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
    build.onResolve({ filter: /\.css\?inline$/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, path.replace("?inline", "")),
      namespace: "styles",
    }));
    build.onLoad({ filter: /./, namespace: "styles" }, async ({ path }) => {
      const { code } = await transform(readFileSync(path, "utf8"), { loader: "css", minify: true, target: TARGET });
      return { contents: code, loader: "text" };
    });
  },
};

/** @type {import("esbuild").BuildOptions} */
const COMMON = {
  bundle: true,
  target: TARGET,
  charset: "utf8",
  legalComments: "eof",
  logLevel: "warning",
  plugins: [STYLES],
  tsconfigRaw: { compilerOptions: { target: "es2022", useDefineForClassFields: true } },
};

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
    const bundle = await build({ ...COMMON, entryPoints: [entry], format: "esm", minify: true, write: false });
    const file = wrap(bundle.outputFiles[0]?.text ?? "");
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
