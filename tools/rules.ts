/** `npm run rules`: after an edit of the rules, writes what is derived from them. A test fails while it is not current. */
import { mkdir, writeFile } from "node:fs/promises";
import { derivedFiles } from "./rules/derived.ts";

const ROOT = new URL("../", import.meta.url);

for (const [path, text] of Object.entries(await derivedFiles(new Date()))) {
  const file = new URL(path, ROOT);
  await mkdir(new URL("./", file), { recursive: true });
  await writeFile(file, text);
  console.log(path);
}
