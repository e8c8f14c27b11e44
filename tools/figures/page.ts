/** `docs/figures.md` and the figures in `README.md`, as the recordings make them. Pure but for reading the recordings. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Figure, PlotSpec, Read, Told } from "./figure.ts";
import { readmeLines } from "./readme.ts";
import { type FigureRecord, readFigure } from "./record.ts";
import { FIGURES } from "./sections.ts";

export const PAGE = fileURLToPath(import.meta.resolve("../../docs/figures.md"));
export const README = fileURLToPath(import.meta.resolve("../../README.md"));

const cell = (text: string): string => text.replaceAll("|", "\\|");
const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(" | ")} |`;

/** The first row is the head. Columns but the first are numbers. */
function tableOf([head = [], ...rows]: readonly (readonly string[])[]): string {
  const line = head.map((_, index) => (index === 0 ? "---" : "---:"));
  return [row(head), row(line), ...rows.map(row)].join("\n");
}

const imageOf = ({ title, name }: PlotSpec): string => `![${title}](figures/${name}.svg)`;

const foldedOf = ({ what, entries }: NonNullable<Told["folded"]>): string =>
  `<details>\n<summary>${what}</summary>\n\n${entries.join(", ")}\n\n</details>`;

function originOf({ kind, machine, recordedAt, commit, command, name }: FigureRecord): string {
  const { processor, cores, memoryGiB, system, node } = machine;
  const where = `${processor}, ${cores} cores, ${memoryGiB} GiB, ${system}, Node ${node}`;
  return `*${kind[0]?.toUpperCase()}${kind.slice(1)}* · ${where} · ${recordedAt.slice(0, 10)} · commit ${commit} · \`${command}\` · [raw data](figures/${name}.json)`;
}

function sectionOf(figure: Figure, read: Read): string {
  const record = read(figure.name);
  if (record === null) return `## ${figure.title}\n\nNot recorded yet: \`npm run ${figure.command}\` does it.`;
  const { says, table, plots, conditions, folded } = figure.tell(record, read);
  const simulated =
    conditions.length === 0 ? [] : [`Simulated: ${conditions.map((one) => one.replace(/\.$/, "")).join("; ")}.`];
  return [
    `## ${figure.title}`,
    says,
    tableOf(table),
    ...plots.map(imageOf),
    ...(folded === undefined || folded.entries.length === 0 ? [] : [foldedOf(folded)]),
    ...simulated,
    originOf(record),
  ].join("\n\n");
}

export const figuresPage = (read: Read = readFigure): string => `# Figures

Written by \`npm run figures\` from the recordings in \`docs/figures/\`: no measured number here is typed by hand. \`npm run figures -- --measure\` runs all that
is measured, one after the other, on a machine that should do nothing else; \`npm run figures -- --list\` says how long each takes. Compare
ratios, not machines. A commit that ends in \`+\` had changes beside it. What was tried to make it faster: [what a lookup costs](performance.md).

${FIGURES.map((figure) => sectionOf(figure, read)).join("\n\n")}
`;

/** Every plot of what is recorded. */
export const plotsOf = (read: Read = readFigure): readonly PlotSpec[] =>
  FIGURES.flatMap((figure) => {
    const record = read(figure.name);
    return record === null ? [] : figure.tell(record, read).plots;
  });

const [BEGIN, END] = ["<!-- figures -->\n", "<!-- end of figures -->"];

/** README.md with its three figures as the recordings have them. @throws Error where it has no place for them */
export function readmeWithFigures(now = readFileSync(README, "utf8"), read: Read = readFigure): string {
  const from = now.indexOf(BEGIN);
  const to = now.indexOf(END, from);
  if (from === -1 || to === -1) throw new Error("README.md has no place for its figures");
  return `${now.slice(0, from)}${BEGIN}${readmeLines(read).join("\n")}\n${now.slice(to)}`;
}
