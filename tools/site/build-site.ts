/**
 * Builds the site once for each state of what it is made of, and keeps the newest in `.wrangler/site/`. `npm run build`, `npm
 * start` and the tests share it: who comes second waits for the first.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ownFolder } from "../local/own-folder.mjs";
import { PCI_ADDRESSES } from "../pci/files.ts";
import { apiDocumentText } from "./api-document.ts";
import { installSite, SITE } from "./install.mjs";
import { brokenLinks } from "./links.ts";
import { inlineScripts } from "./policy.ts";
import { prepare } from "./prepare.ts";

/** A built site. */
export interface Site {
  /** The folder of what is served. */
  readonly assets: string;
  /** Its inline scripts, as sources of a Content Security Policy. */
  readonly inlineScripts: readonly string[];
}

const KEPT = ".wrangler/site";
const LOCK = ".wrangler/site-lock";
const POLL_MS = 200;
/** No build takes as long: the number of a process that has ended may be another's by then. */
const LOCK_MS = 600_000;
/** Pages that are served without an oblique stroke at their end. */
const PLAIN_PAGES = ["builder", "playground", "status"];

/** A failure with a message for the person at the terminal. */
export class SiteError extends Error {}

/** @throws {SiteError} when the site cannot be installed or built, or a link in it leads nowhere */
export const buildSite = (): Promise<Site> =>
  prepared(({ workshop, key, document }) =>
    whenAlone(
      () => kept(key),
      () => make(workshop, key, document),
    ),
  );

/** The site as it was built before, if nothing that it is made of has changed: a matter of seconds. Otherwise null. */
export const keptSite = (): Promise<Site | null> => prepared(async ({ key }) => kept(key));

interface Prepared {
  /** A folder that is there for as long as the work takes. */
  readonly workshop: string;
  readonly key: string;
  readonly document: string;
}

async function prepared<T>(work: (prepared: Prepared) => Promise<T>): Promise<T> {
  const workshop = ownFolder("site");
  const [content, files] = [join(workshop, "content"), join(workshop, "files")];
  try {
    const document = await apiDocumentText();
    prepare(".", content, files, document);
    return await work({ workshop, key: keyOf([content, files]), document });
  } finally {
    rmSync(workshop, { recursive: true, force: true });
  }
}

/** The site kept under `key`, if it is there. */
function kept(key: string): Site | null {
  const stamp = join(KEPT, "site.json");
  if (!existsSync(stamp)) return null;
  const { key: found, inlineScripts } = JSON.parse(readFileSync(stamp, "utf8")) as Site & { key: string };
  return found === key ? { assets: join(KEPT, "assets"), inlineScripts } : null;
}

/** A hash of everything that the site is made of. */
function keyOf(prepared: readonly string[]): string {
  const hash = createHash("sha256");
  const add = (name: string, path: string) => hash.update(`${name}\0`).update(readFileSync(path)).update("\0");
  for (const folder of prepared) for (const name of filesIn(folder)) add(name, join(folder, name));
  // The pages' scripts import what all sides agree on, and packages of the repository's own.
  add("packages", "package-lock.json");
  // The builder names the newest release.
  add("releases", "releases.json");
  for (const folder of [SITE, "tools/site", "contract"])
    for (const name of filesIn(folder).filter((name) => !/^(node_modules|\.astro)\//.test(name)))
      add(name, join(folder, name));
  return hash.digest("hex");
}

const filesIn = (folder: string): string[] =>
  globSync("**", { cwd: folder, exclude: (name) => name === "node_modules" || name === ".astro" })
    .filter((name) => statSync(join(folder, name)).isFile())
    .map((name) => name.replaceAll("\\", "/"))
    .toSorted();

/** Only one process builds. A lock whose process has ended is nobody's. */
async function whenAlone(find: () => Site | null, build: () => Site): Promise<Site> {
  for (;;) {
    const found = find();
    if (found !== null) return found;
    try {
      writeFileSync(LOCK, String(process.pid), { flag: "wx" });
      break;
    } catch {
      if (isAbandoned()) rmSync(LOCK, { force: true });
      else await sleep(POLL_MS);
    }
  }
  try {
    return find() ?? build();
  } finally {
    rmSync(LOCK, { force: true });
  }
}

function isAbandoned(): boolean {
  try {
    if (Date.now() - statSync(LOCK).mtimeMs > LOCK_MS) return true;
    const pid = Number(readFileSync(LOCK, "utf8"));
    if (pid > 0) process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}

function make(workshop: string, key: string, document: string): Site {
  installSite();
  const out = join(workshop, "out");
  const assets = join(out, "assets");
  runAstro(join(workshop, "content"), out);
  cpSync(join(workshop, "files"), assets, { recursive: true });
  for (const name of PLAIN_PAGES) {
    renameSync(join(assets, name, "index.html"), join(assets, `${name}.html`));
    rmSync(join(assets, name), { recursive: true });
  }
  const pages = filesIn(assets).map((name): [string, string | null] => [
    name,
    name.endsWith(".html") ? readFileSync(join(assets, name), "utf8") : null,
  ]);
  const problems = brokenLinks(new Map(pages), elsewhere(document));
  if (problems.length > 0) throw new SiteError(`Links of the site lead nowhere:\n${problems.join("\n")}`);
  const scripts = inlineScripts(pages.flatMap(([, page]) => page ?? []));
  const made = join(workshop, "kept");
  mkdirSync(made);
  renameSync(assets, join(made, "assets"));
  writeFileSync(join(made, "site.json"), JSON.stringify({ key, inlineScripts: scripts }));
  if (existsSync(KEPT)) renameSync(KEPT, join(workshop, "old"));
  renameSync(made, KEPT);
  return { assets: join(KEPT, "assets"), inlineScripts: scripts };
}

/** Addresses that are none of the site's: without parameters, answered by the Worker to a GET; and files that the build makes. */
function elsewhere(document: string): Set<string> {
  const { paths } = JSON.parse(document) as { paths: Record<string, object> };
  const answered = Object.entries(paths).flatMap(([path, methods]) => ("get" in methods ? [path] : []));
  return new Set([...answered, ...PCI_ADDRESSES]);
}

/** What Vitest tells its own processes; with it pages would be made for development, which cannot search. */
const OF_A_TEST_RUNNER = new Set(["BASE_URL", "DEV", "MODE", "PROD", "SSR", "TEST", "VITEST"]);

function runAstro(content: string, out: string): void {
  const program = join("node_modules", "astro", "bin", "astro.mjs");
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, "build"], {
    cwd: SITE,
    encoding: "utf8",
    env: {
      ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !OF_A_TEST_RUNNER.has(name))),
      NODE_ENV: "production",
      ASTRO_TELEMETRY_DISABLED: "1",
      SITE_CONTENT: join(process.cwd(), content),
      SITE_OUT: join(process.cwd(), out),
    },
  });
  if (status !== 0) throw new SiteError(`The site cannot be built:\n${stdout}${stderr}`);
}
