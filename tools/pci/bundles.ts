/**
 * Which packages of others are in the code that is shipped, as the bundler finds them: in the element's script files, in the
 * npm package, in the Worker, in the pages of the site. What only builds or tests is not among them.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type BuildOptions, build } from "esbuild";
import { STYLES } from "../build/build-widget.mjs";

/** Where a package of others ends up. */
export type Part = "element" | "package" | "worker" | "site";

/** A package by its folder, such as `node_modules/hono`, and what it is part of. */
export type Folders = ReadonlyMap<string, readonly Part[]>;

/** What Vite writes of the packages in the site's scripts: see `site/astro.config.mjs`. */
const SITE_PACKAGES = "docs/pci/site-packages.json";
/** Of the site, and in no script that Vite bundles: what is written beside it by Starlight's parts. */
const BESIDE_SITE_SCRIPTS = ["pagefind", "astro-expressive-code", "@expressive-code/core"];

/** As `../build/build-package.mjs` and `../build/build-widget.mjs` have it: npm installs these beside the package. */
const BESIDE_PACKAGE = ["jose", "lit", "lit/*"];

const SOURCES: readonly (readonly [part: Part, entry: string, options: BuildOptions])[] = [
  ["element", "widget/script-module.ts", { plugins: [STYLES] }],
  ["package", "widget/package-define.ts", { plugins: [STYLES], external: BESIDE_PACKAGE }],
  ["package", "contract/server.ts", { platform: "neutral", external: BESIDE_PACKAGE }],
  [
    "worker",
    "worker/index.ts",
    {
      external: ["cloudflare:*"],
      conditions: ["workerd", "worker", "browser"],
      define: { __DEVELOPMENT__: "false", __RULES_DAYS_AHEAD__: "0" },
    },
  ],
];

/** The package's folder of a file in it. */
const folderOf = (file: string): string | undefined => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];

/** The folders of the packages of which something is left in a bundle. */
async function bundledIn(entry: string, options: BuildOptions): Promise<string[]> {
  const { metafile } = await build({
    ...options,
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    format: "esm",
    minify: true,
    outdir: "unused",
    logLevel: "error",
  });
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  return inputs.flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? (folderOf(file) ?? []) : []));
}

/** The folders of the packages in the pages of a built site. */
function inSite(assets: string): string[] {
  const list = join(assets, SITE_PACKAGES);
  if (!existsSync(list)) return [];
  const found = JSON.parse(readFileSync(list, "utf8")) as readonly Named[];
  return [...found, ...BESIDE_SITE_SCRIPTS.map((name): Named => ({ name }))].map(({ name, version }) => {
    const places = ["site/node_modules", "node_modules"].map((place) => `${place}/${name}`);
    const place = places.find((one) => isVersion(one, version));
    if (place === undefined)
      throw new Error(`The site holds ${name}, which is in no node_modules: run npm ci in site/.`);
    return place;
  });
}

interface Named {
  readonly name: string;
  readonly version?: string;
}

/** Whether a package is at that place, in that version where one is named. */
function isVersion(place: string, version: string | undefined): boolean {
  const manifest = join(place, "package.json");
  if (!existsSync(manifest)) return false;
  return version === undefined || (JSON.parse(readFileSync(manifest, "utf8")) as Named).version === version;
}

/**
 * Every package of others that is shipped.
 *
 * @param assets the folder that is served; the packages of the site are among the answer if the site is in it
 */
export async function shippedFolders(assets: string): Promise<Folders> {
  const parts = new Map<string, Set<Part>>();
  const add = (part: Part, folders: readonly string[]) => {
    for (const folder of folders) parts.set(folder, (parts.get(folder) ?? new Set()).add(part));
  };
  for (const [part, entry, options] of SOURCES) add(part, await bundledIn(entry, options));
  add("site", inSite(assets));
  return new Map([...parts].map(([folder, own]) => [folder, [...own]]));
}
