/** A checkout for one test: the repository's own sources by links, and everything that a deploy writes in a folder of its own. */
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const LINKED = ["contract", "docs", "examples", "node_modules", "recipes", "site", "test", "types", "widget", "worker"];
const COPIED = [
  "package.json",
  "package-lock.json",
  "wrangler.toml",
  "CHANGELOG.md",
  "README.md",
  "tsconfig.json",
  "tsconfig.base.json",
];
/** In the place of the long build of element and site: what is served is of no matter here. */
const SHORT_BUILD = `import { mkdirSync, writeFileSync } from "node:fs";
mkdirSync("dist/assets", { recursive: true });
writeFileSync("dist/assets/built.txt", "built");
`;

export interface OwnCheckout {
  readonly folder: string;
  /** With an oblique stroke at its end. */
  readonly root: URL;
  remove(): void;
}

export function makeCheckout(): OwnCheckout {
  const folder = mkdtempSync(join(tmpdir(), "deploy-"));
  for (const name of LINKED) symlinkSync(resolve(name), join(folder, name));
  for (const name of COPIED) copyFileSync(name, join(folder, name));
  mkdirSync(join(folder, "tools/build"), { recursive: true });
  for (const name of readdirSync("tools").filter((one) => one !== "build"))
    symlinkSync(resolve("tools", name), join(folder, "tools", name));
  writeFileSync(join(folder, "tools/build/build.mjs"), SHORT_BUILD);
  return {
    folder,
    root: pathToFileURL(`${folder}/`),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
