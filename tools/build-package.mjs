/**
 * Builds the npm package's part for merchants' servers, `card-surcharge/verify`, and the package's manifest. Depends on
 * nothing but jose at run time; its types depend on nothing but jose's.
 */
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const OUT_DIR = "dist/package";
const TYPES_DIR = "types";
const VERIFY_TYPES = "contract/verify.d.ts";
/** What the package offers, and the file behind each; the element's are there once its own build has run. */
const ENTRIES = { ".": "index.js", "./define": "define.js", "./verify": "verify.js", "./widget.json": "widget.json" };
const RELATIVE_IMPORT = /(from |import\()"(\.[^"]+)\.ts"/g;

/** Writes the declarations that can be reached from the entry, and no others, with imports a consumer can resolve.
 * @param {string} outDir */
function writeTypes(outDir) {
  const all = mkdtempSync(join(tmpdir(), "card-surcharge-types-"));
  try {
    execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "tsconfig/package.json", "--outDir", all]);
    const found = [join(all, VERIFY_TYPES)];
    for (const file of found) {
      const text = readFileSync(file, "utf8");
      for (const [, , path] of text.matchAll(RELATIVE_IMPORT)) {
        const next = `${join(dirname(file), path ?? "")}.d.ts`;
        if (!found.includes(next)) found.push(next);
      }
      const target = join(outDir, TYPES_DIR, relative(all, file));
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, text.replaceAll(RELATIVE_IMPORT, '$1"$2.js"'));
    }
  } finally {
    rmSync(all, { recursive: true, force: true });
  }
}

/** The manifest to publish: nothing of how we build, and no dependency but those that run.
 * @param {string} outDir */
function writeManifest(outDir) {
  const { name, version, description, license, type, dependencies } = JSON.parse(readFileSync("package.json", "utf8"));
  const { jose, lit } = dependencies;
  const present = Object.entries(ENTRIES).filter(([, file]) => existsSync(join(outDir, file)));
  const exports = Object.fromEntries(
    present.map(([path, file]) => [
      path,
      path === "./verify" ? { types: `./${TYPES_DIR}/${VERIFY_TYPES}`, default: `./${file}` } : `./${file}`,
    ]),
  );
  const manifest = {
    name,
    version,
    description,
    license,
    type,
    sideEffects: ["./define.js"],
    exports: { ...exports, "./package.json": "./package.json" },
    dependencies: { jose: `^${jose}`, lit: `^${lit}` },
  };
  writeFileSync(join(outDir, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}

/**
 * Writes `verify.js`, its declarations, the licence and `package.json`. Run it after the element's build, whose files
 * the manifest then names too.
 *
 * @param {{ outDir?: string }} [options]
 */
export async function buildPackage({ outDir = OUT_DIR } = {}) {
  await build({
    entryPoints: { verify: "contract/verify.ts" },
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
  writeTypes(outDir);
  copyFileSync("LICENSE", join(outDir, "LICENSE"));
  writeManifest(outDir);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await buildPackage();
