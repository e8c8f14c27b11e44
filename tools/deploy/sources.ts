/** What a deployment is made of, as one short name: two deploys of the same name are the same. It is the tag of a Worker's version. */
import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** All that the Worker, the element and the site are built from. */
const SOURCES = [
  "{contract,docs,examples,recipes,releases,site,test/vectors,tools,widget,worker}/**/*",
  "{package,package-lock,releases}.json",
  "*.{md,mjs,toml}",
];
const NOT_SOURCES = new Set(["node_modules", "dist", ".astro", ".wrangler"]);
const TAG_LENGTH = 16;

/** @param config the configuration that it is deployed with */
export function tagOfSources(root: URL, config: string): string {
  const cwd = fileURLToPath(root);
  const files = globSync(SOURCES, { cwd, exclude: (name) => NOT_SOURCES.has(name) }).toSorted();
  const hash = createHash("sha256").update(config);
  for (const file of files) {
    const content = contentOf(new URL(file.replaceAll("\\", "/"), root));
    if (content !== null) hash.update(`${file.replaceAll("\\", "/")}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex").slice(0, TAG_LENGTH);
}

/** Null: a folder. */
function contentOf(file: URL): Buffer | null {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EISDIR") return null;
    throw error;
  }
}
