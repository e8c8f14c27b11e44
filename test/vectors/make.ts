/**
 * Writes the golden vectors, `npm run vectors`: each file of `make/` makes the JSON file of its name. A run changes nothing
 * that was not meant: the keys are fixed, and a quote whose claims are unchanged keeps the signature that it has.
 */
import { spawnSync } from "node:child_process";
import { globSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";

const FOLDER = new URL(".", import.meta.url);
const makers = globSync("make/*.ts", { cwd: FOLDER }).toSorted();

const made = await Promise.all(
  makers.map(async (maker) => {
    const { default: make }: { default: () => unknown } = await import(new URL(maker, FOLDER).href);
    return { file: fileURLToPath(new URL(`${basename(maker, ".ts")}.json`, FOLDER)), content: await make() };
  }),
);
// Only when all are made: a maker reads the signatures that stand in the files.
for (const { file, content } of made) writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);
const format = ["node_modules/@biomejs/biome/bin/biome", "format", "--write", ...made.map(({ file }) => file)];
process.exit(spawnSync(process.execPath, format, { stdio: "inherit" }).status ?? 1);
