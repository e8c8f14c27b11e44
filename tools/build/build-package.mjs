/**
 * Builds the npm package's part for merchants' servers, `@card-surcharge/element/verify`, the package's declarations, what
 * editors and frameworks read of the element, and the manifest. The package depends on jose and lit alone, and so do its types.
 */
import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, posix } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { buildElementTypes, DATA_FILES, FRAMEWORKS } from "./build-types.mjs";

const OUT_DIR = "dist/package";
const TYPES_DIR = "types";
/** @typedef {{ path: string, file: string, types?: string }} Entry */
/** What the package offers and the files behind it; the element's are there once its own build has run.
 * @type {Entry[]} */
const ENTRIES = [
  { path: ".", file: "index.js", types: "widget/index" },
  { path: "./define", file: "define.js", types: "widget/package-define" },
  { path: "./notice", file: "notice.js", types: "widget/notice-html" },
  { path: "./verify", file: "verify.js", types: "contract/server" },
  ...["widget.json", ...DATA_FILES].map((file) => ({ path: `./${file}`, file })),
];
const RELATIVE_IMPORT = /(from |import\()"(\.[^"]+)\.ts"/g;

/** The declarations of all entries, as the compiler writes them, by source file without its ending.
 * @returns {(name: string) => string} */
function compileTypes() {
  const outDir = mkdtempSync(join(tmpdir(), "card-surcharge-types-"));
  try {
    const tsc = ["node_modules/typescript/bin/tsc", "-p", "tsconfig/package.json", "--outDir", outDir];
    execFileSync(process.execPath, tsc, { stdio: ["ignore", "inherit", "inherit"] });
    const names = readdirSync(outDir, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".d.ts"));
    const texts = new Map(
      names.map((name) => [name.slice(0, -5).replaceAll("\\", "/"), readFileSync(join(outDir, name), "utf8")]),
    );
    return (name) => texts.get(name) ?? "";
  } finally {
    rmSync(outDir, { recursive: true, force: true });
  }
}

/** Writes the declarations that the entries reach, and no others, with imports that a consumer can resolve.
 * @param {string} outDir @param {Entry[]} entries */
function writeTypes(outDir, entries) {
  const textOf = compileTypes();
  const names = entries.flatMap(({ types }) => types ?? []);
  for (const name of names) {
    const text = textOf(name);
    for (const [, , path] of text.matchAll(RELATIVE_IMPORT)) {
      const next = posix.join(posix.dirname(name), path ?? "");
      if (!names.includes(next)) names.push(next);
    }
    const target = join(outDir, TYPES_DIR, `${name}.d.ts`);
    mkdirSync(dirname(target), { recursive: true });
    const resolvable = text.replaceAll(RELATIVE_IMPORT, '$1"$2.js"').replaceAll('import("lit-html")', 'import("lit")');
    writeFileSync(target, resolvable);
  }
}

/** The manifest to publish: nothing of how we build, and no dependency but those that run.
 * @param {string} outDir @param {Entry[]} entries */
function writeManifest(outDir, entries) {
  const root = JSON.parse(readFileSync("package.json", "utf8"));
  const { name, version, description, keywords, homepage, bugs, repository, license, type, engines } = root;
  const { jose, lit } = root.dependencies;
  const exports = entries.map(({ path, file, types }) => [
    path,
    types === undefined ? `./${file}` : { types: `./${TYPES_DIR}/${types}.d.ts`, default: `./${file}` },
  ]);
  const frameworks = FRAMEWORKS.map((name) => [`./${name}`, { types: `./${TYPES_DIR}/${name}.d.ts` }]);
  const manifest = {
    name,
    version,
    description,
    keywords,
    homepage,
    // Not there as long as the repository has no public address: see docs/releases.md.
    bugs,
    repository,
    license,
    type,
    engines: { node: engines.node },
    files: ["*.js", TYPES_DIR, "widget.json", ...DATA_FILES],
    sideEffects: ["./define.js"],
    exports: { ...Object.fromEntries([...exports, ...frameworks]), "./package.json": "./package.json" },
    customElements: "custom-elements.json",
    "web-types": "web-types.json",
    dependencies: { jose: `^${jose}`, lit: `^${lit}` },
    publishConfig: { access: "public" },
  };
  writeFileSync(join(outDir, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}

/**
 * Writes `verify.js`, its declarations, the licence, the package's own README and `package.json`. Run it after the element's build, whose files
 * the manifest then names too.
 *
 * @param {{ outDir?: string }} [options]
 */
export async function buildPackage({ outDir = OUT_DIR } = {}) {
  await build({
    entryPoints: { verify: "contract/server.ts" },
    outdir: outDir,
    bundle: true,
    format: "esm",
    platform: "neutral",
    target: "es2022",
    charset: "utf8",
    external: ["jose"],
    legalComments: "none",
    logLevel: "warning",
  });
  const { version } = JSON.parse(readFileSync("package.json", "utf8"));
  buildElementTypes({ version, outDir, typesDir: join(outDir, TYPES_DIR) });
  const entries = ENTRIES.filter(({ file }) => existsSync(join(outDir, file)));
  writeTypes(outDir, entries);
  copyFileSync("LICENSE", join(outDir, "LICENSE"));
  copyFileSync("tools/build/package-readme.md", join(outDir, "README.md"));
  writeManifest(outDir, entries);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await buildPackage();
