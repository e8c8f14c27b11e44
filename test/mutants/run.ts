/**
 * `npm run mutants [-- PART ...] [--record] [--afresh] [--concurrency N]`: changes each part of the code in thousands of small
 * ways, one at a time, and sees whether its tests notice. Prints a table and every mutant that lives on without a reason in
 * `survivors.ts`; fails where there is one, where an entry of that list is no longer true, or where a score is below the aim.
 * Tries only what has changed since the last time, unless `--afresh` is said; `--record` keeps the figures of these parts, and
 * whether they were tried afresh. Installs its own packages first.
 */
import { parseArgs } from "node:util";
import { readFigure, recordFigure } from "../../tools/figures/record.ts";
import { installIn } from "../../tools/site/install.mjs";
import { AIM_PERCENT, PARTS } from "./parts.ts";
import { mutate } from "./stryker.ts";
import { EXPLAINED } from "./survivors.ts";
import { type Tally, tally } from "./tally.ts";

/** A part's figures as they are recorded. */
interface PartFigures extends Omit<Tally, "untrue"> {
  readonly name: string;
  readonly sources: readonly string[];
  readonly recordedAt: string;
  /** False: of mutants whose own code and tests had not changed, what an earlier run had found was taken. */
  readonly isAfresh: boolean;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    record: { type: "boolean", default: false },
    afresh: { type: "boolean", default: false },
    concurrency: { type: "string", default: "2" },
  },
});
const unknown = positionals.filter((name) => !PARTS.some((part) => part.name === name));
if (unknown.length > 0) {
  console.error(`No such part: ${unknown.join(", ")}. Parts: ${PARTS.map(({ name }) => name).join(", ")}`);
  process.exit(2);
}

const shorten = (code: string) => code.replaceAll(/\s+/g, " ").slice(0, 100);
const measured: PartFigures[] = [];
const troubles: string[] = [];
/** Keeps the figures of all parts measured so far, and of the others those recorded before. */
function record(): void {
  const earlier = readFigure<{ parts: PartFigures[] }>("mutants")?.data.parts ?? [];
  const parts = PARTS.flatMap(({ name }) => [...measured, ...earlier].filter((one) => one.name === name).slice(0, 1));
  recordFigure("mutants", {
    kind: "measured",
    command: "npm run mutants -- --record --afresh",
    data: { aimPercent: AIM_PERCENT, parts },
  });
}

installIn("quality");
for (const part of PARTS.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
  const { afresh: isAfresh } = values;
  const report = await mutate(part, { concurrency: Number(values.concurrency), isAfresh });
  const { untrue, ...figures } = tally(report, EXPLAINED);
  measured.push({ name: part.name, sources: part.sources, recordedAt: new Date().toISOString(), isAfresh, ...figures });
  if (values.record) record();
  if (figures.scorePercent < AIM_PERCENT)
    troubles.push(`${part.name}: ${figures.scorePercent} % is below ${AIM_PERCENT} %`);
  for (const { file, line, mutator, code, replacement, isUncovered, why } of figures.survivors)
    if (why === null)
      troubles.push(
        `${file}:${line} ${isUncovered ? "no test reaches" : "lives on"} (${mutator}): ${shorten(code)} -> ${shorten(replacement)}`,
      );
  for (const { file, code, replacement } of untrue)
    troubles.push(`survivors.ts explains what does not live on: ${file}: ${shorten(code)} -> ${shorten(replacement)}`);
}

console.log("part            killed  survived  no test  timed out  broken  explained   score");
for (const { name, killed, survived, uncovered, timedOut, broken, scorePercent, survivors } of measured) {
  const explained = survivors.filter(({ why }) => why !== null).length;
  const cells = [killed, survived, uncovered, timedOut, broken, explained];
  const widths = [6, 8, 7, 9, 6, 9];
  const row = cells.map((cell, column) => String(cell).padStart(widths[column] ?? 0)).join("  ");
  console.log(`${name.padEnd(14)}  ${row}  ${scorePercent.toFixed(1).padStart(6)}`);
}
for (const trouble of troubles) console.log(trouble);

process.exitCode = troubles.length > 0 ? 1 : 0;
