/** What is known of a package that is shipped: version, licence with its text, and the hash under which the registry has it. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Part, shippedFolders } from "./bundles.ts";

/** A package of others in what is shipped. */
export interface ShippedPackage {
  readonly name: string;
  readonly version: string;
  /** By SPDX, such as `MIT`. */
  readonly licence: string;
  /** Copyright notice and licence, as the package has them. */
  readonly notice: string;
  /** SHA-512 of the package's file in the npm registry, in hex. */
  readonly sha512: string;
  readonly parts: readonly Part[];
}

const MIT = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation
files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge,
publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so,
subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF
MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY
CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE
SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

/** Packages that are published without their licence's text: who holds the copyright, as their repositories say. */
const WITHOUT_TEXT: Readonly<Record<string, string>> = {
  standardwebhooks: `The MIT License\n\nCopyright (c) 2023 Svix (https://www.svix.com)\n\n${MIT}`,
  "@pagefind/default-ui": `MIT License\n\nCopyright (c) Pagefind\n\n${MIT}`,
};

/**
 * The text of the licence in a package's folder. Some keep it in a folder of that name.
 *
 * @throws {Error} when there is none
 */
export function noticeIn(folder: string, name: string): string {
  const found = readdirSync(folder).find((file) => /^(licen[cs]e|copying)/i.test(file));
  const path = found === undefined ? null : join(folder, found);
  if (path !== null) {
    const file = statSync(path).isDirectory() ? join(path, "LICENSE") : path;
    if (existsSync(file)) return readFileSync(file, "utf8").trim();
  }
  const known = WITHOUT_TEXT[name];
  if (known === undefined)
    throw new Error(
      `${name} is shipped and has no licence's text: add its notice to WITHOUT_TEXT in tools/pci/packages.ts.`,
    );
  return known;
}

interface LockEntry {
  readonly version: string;
  readonly integrity?: string;
}

const locks = new Map<string, Readonly<Record<string, LockEntry>>>();

/** The entry of a package's folder in the lock file that names it. */
function lockEntry(folder: string): LockEntry | undefined {
  const home = folder.startsWith("site/") ? "site/" : "";
  const known = locks.get(home);
  const packages =
    known ??
    (JSON.parse(readFileSync(`${home}package-lock.json`, "utf8")) as { packages: Record<string, LockEntry> }).packages;
  locks.set(home, packages);
  // Where node_modules is a link, esbuild names what it leads to.
  return packages[folder.slice(home.length).replace(/^(?:\.\.\/)+(?:[^/]+\/)*?(?=node_modules\/)/, "")];
}

function readPackage(folder: string, parts: readonly Part[]): ShippedPackage {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    name: string;
    version: string;
    license?: string;
  };
  if (license === undefined) throw new Error(`${name} is shipped and names no licence.`);
  const entry = lockEntry(folder);
  const sha512 = /^sha512-(\S+)$/.exec(entry?.integrity ?? "")?.[1];
  if (entry?.version !== version || sha512 === undefined)
    throw new Error(`${name} ${version} is shipped and is not what the lock file names: run npm ci.`);
  return {
    name,
    version,
    licence: license,
    notice: noticeIn(folder, name),
    sha512: Buffer.from(sha512, "base64").toString("hex"),
    parts,
  };
}

/**
 * The packages of others that are shipped, by name. One that is there for the site alone may have another version there.
 *
 * @param assets the folder that is served
 * @throws {Error} when one has no licence, no notice, or is not what the lock file names
 */
export async function shippedPackages(assets: string): Promise<readonly ShippedPackage[]> {
  const all = [...(await shippedFolders(assets))].map(([folder, parts]) => readPackage(folder, parts));
  const merged = new Map<string, ShippedPackage>();
  for (const one of all) {
    const key = `${one.name}@${one.version}`;
    const parts = new Set([...(merged.get(key)?.parts ?? []), ...one.parts]);
    merged.set(key, { ...one, parts: [...parts] });
  }
  return [...merged].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, found]) => found);
}
