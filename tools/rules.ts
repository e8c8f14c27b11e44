/**
 * `npm run rules`: the rules from the command line. Its commands write what follows from an edited row, compare packs,
 * renew rows, and put packs in force at a deployment.
 */
import { parseArgs } from "node:util";
import { type DueRow, dueRows } from "../worker/rules/freshness.ts";
import { renewed } from "../worker/rules/pack.ts";
import { type Environment } from "./cli/operator.mjs";
import { ToolError } from "./cli/tool-error.mjs";
import { build } from "./rules/build.ts";
import { dayOf, readDay } from "./rules/day.ts";
import { type Deployment, deploymentOf } from "./rules/deployment.ts";
import { diffText } from "./rules/diff.ts";
import { packInForce, packOf } from "./rules/named-packs.ts";
import { newestCommitted, packOfFiles, ROOT } from "./rules/packs.ts";
import { dropCandidate, extend, push, rollback } from "./rules/push.ts";
import { renew } from "./rules/renew.ts";
import { dueTable, rulesSheet } from "./rules/show.ts";
import { taxDueText } from "./rules/tax.ts";
import { USAGE, UsageError } from "./rules/usage.ts";

const EXIT_FAILED = 1;
const EXIT_USAGE = 2;

const TEXT = { type: "string" } as const;
const FLAG = { type: "boolean" } as const;
type Options = Readonly<Record<string, string | boolean | undefined>>;

interface Order {
  readonly words: readonly string[];
  /** The value of an option that takes one; undefined where it was left out. */
  readonly text: (name: string) => string | undefined;
  /** @throws ToolError where it was left out; `what` says what it is */
  readonly needed: (name: string, what: string) => string;
  readonly has: (name: string) => boolean;
  readonly deployment: () => Promise<Deployment>;
  /** Somebody named one. */
  readonly hasDeployment: boolean;
  readonly root: URL;
  readonly now: Date;
  readonly say: (text: string) => void;
}

interface Command {
  readonly options: Readonly<Record<string, typeof TEXT | typeof FLAG>>;
  /** How many words it takes at least and at most. */
  readonly words: readonly [number, number];
  readonly carryOut: (order: Order) => Promise<string>;
}

async function diff({ words, text, deployment, hasDeployment, root, now }: Order): Promise<string> {
  const [before = String(newestCommitted(root)), after = "files"] = words;
  const on = text("on");
  const day = on === undefined ? dayOf(now) : readDay("--on", on);
  const where = { root, now, deployment };
  const [a, b] = [await packOf(before, where), await packOf(after, where)];
  return diffText(a, b, day, hasDeployment ? await deployment() : null);
}

async function due({ text, root, now }: Order): Promise<string> {
  const within = text("within");
  if (within !== undefined && !/^\d{1,4}$/.test(within))
    throw new ToolError("--within must be a whole number of days, such as 60");
  const { rows, renewals, taxOnSurcharge } = await packOfFiles(now, root);
  const sources = new Map(rows.map(({ id, source }) => [id, source]));
  const isNear = ({ daysLeft }: DueRow) => within === undefined || daysLeft <= Number(within);
  const found = dueRows(renewed(rows, renewals), now).filter(isNear);
  const none = within === undefined ? "nothing is ever due" : `nothing is due within ${within} days`;
  const lapses = found.length === 0 ? none : dueTable(found, (id) => sources.get(id) ?? "");
  const tax = taxDueText(taxOnSurcharge ?? [], dayOf(now), within === undefined ? undefined : Number(within));
  return tax === "" ? lapses : `${lapses}\n\n${tax}`;
}

async function pushOrDrop({ words: [word], has, deployment, root, now, say }: Order): Promise<string> {
  if (!has("drop-candidate"))
    return push({ deployment: await deployment(), root, day: dayOf(now), word, isCandidate: has("candidate"), say });
  if (word !== undefined || has("candidate")) throw new UsageError("--drop-candidate stands alone");
  return dropCandidate(await deployment());
}

async function renewRow({ words: [id = ""], text, needed, deployment, hasDeployment, root, now }: Order) {
  const [until, checked] = ["until", "checked"].map((name) => {
    const day = text(name);
    return day === undefined ? undefined : readDay(`--${name}`, day);
  });
  return renew({
    id,
    by: needed("by", "--by NAME: the person who read the source"),
    source: needed("source", "--source URL: the address that was read"),
    until,
    checked,
    note: text("note"),
    root,
    now,
    deployment: hasDeployment ? await deployment() : null,
  });
}

const COMMANDS: Readonly<Record<string, Command>> = {
  build: { options: {}, words: [0, 0], carryOut: ({ now, root }) => build(now, root) },
  diff: { options: { on: TEXT, env: TEXT }, words: [0, 2], carryOut: diff },
  due: { options: { within: TEXT }, words: [0, 0], carryOut: due },
  renew: {
    options: { by: TEXT, source: TEXT, until: TEXT, checked: TEXT, note: TEXT, env: TEXT },
    words: [1, 1],
    carryOut: renewRow,
  },
  push: { options: { candidate: FLAG, "drop-candidate": FLAG, env: TEXT }, words: [0, 1], carryOut: pushOrDrop },
  rollback: {
    options: { env: TEXT },
    words: [0, 0],
    carryOut: async ({ deployment }) => rollback(await deployment()),
  },
  show: {
    options: { env: TEXT },
    words: [0, 0],
    carryOut: async ({ deployment, now }) => {
      const there = await deployment();
      const { pack } = await packInForce(there);
      return rulesSheet(there, await there.readRules(), pack.taxOnSurcharge ?? [], dayOf(now));
    },
  },
  extend: {
    options: { to: TEXT, by: TEXT, note: TEXT, env: TEXT },
    words: [1, 1],
    carryOut: async ({ words: [id = ""], text, needed, deployment }) =>
      extend({
        id,
        extendTo: readDay("--to", needed("to", "--to DATE: the first day on which the row no longer counts")),
        by: needed("by", "--by NAME: the person who stands for it"),
        note: text("note"),
        deployment: await deployment(),
      }),
  },
};

function parse(name: string, { options }: Command, argv: readonly string[]): { words: string[]; options: Options } {
  try {
    const { positionals, values } = parseArgs({ args: [...argv], allowPositionals: true, options });
    return { words: positionals, options: values };
  } catch {
    const names = Object.keys(options).map((one) => `--${one}`);
    throw new UsageError(
      names.length === 0
        ? `${name} takes no option`
        : `${name} takes ${names.join(", ")}, each once and followed by its value where it has one`,
    );
  }
}

/** Where a run happens; tests give others. */
export interface RunContext {
  /** The top of the checkout that is read and written. */
  readonly root: URL;
  readonly now: Date;
  /** Told what is about to happen, before it does. */
  readonly say: (text: string) => void;
}

/**
 * Runs one command.
 *
 * @param argv the words after `npm run rules --`
 * @returns what to print
 * @throws ToolError with one line that says what was wrong and what is allowed; UsageError for a command that is none
 */
export async function run(argv: readonly string[], env: Environment, { root, now, say }: RunContext): Promise<string> {
  const [name, ...rest] = argv;
  if (name === undefined) throw new UsageError(USAGE);
  if (name === "--help" || name === "help" || rest.includes("--help")) return USAGE;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined)
    throw new UsageError(`there is no such command: there are ${Object.keys(COMMANDS).join(", ")}; --help says more`);
  const { words, options } = parse(name, command, rest);
  const [least, most] = command.words;
  if (words.length < least || words.length > most)
    throw new UsageError(`${name} takes ${sayCount(least, most)}; --help says more`);
  const text = (option: string) => {
    const value = options[option];
    return typeof value === "string" ? value : undefined;
  };
  let found: Promise<Deployment> | undefined;
  return command.carryOut({
    words,
    text,
    needed: (option, what) => {
      const value = text(option)?.trim() ?? "";
      if (value === "") throw new UsageError(`missing is ${what}`);
      return value;
    },
    has: (option) => options[option] === true,
    deployment: () => (found ??= deploymentOf(text("env"), env, root)),
    hasDeployment: text("env") !== undefined || (env["CARD_SURCHARGE_ORIGIN"] ?? "") !== "",
    root,
    now,
    say,
  });
}

function sayCount(least: number, most: number): string {
  if (most === 0) return "no word of its own";
  return least === most ? "the id of one row" : `at most ${most === 1 ? "one pack" : "two packs"}`;
}

if (import.meta.main) {
  try {
    const place = { root: ROOT, now: new Date(), say: console.log };
    console.log(await run(process.argv.slice(2), process.env, place));
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    console.error(error.message === USAGE ? USAGE : `rules: ${error.message}`);
    process.exitCode = error instanceof UsageError ? EXIT_USAGE : EXIT_FAILED;
  }
}
