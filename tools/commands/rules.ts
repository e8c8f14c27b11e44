/**
 * `cs rules`: the rules from the command line. Its commands write what follows from an edited row, compare packs, renew rows,
 * and put packs in force at a deployment.
 */
import { Command, type OptionValues } from "commander";
import { answering, JSON_OPTION } from "../cli/answer.ts";
import type { Surroundings } from "../cli/surroundings.ts";
import { wrongUsage } from "../cli/tool-error.mjs";
import { wholeNumber } from "../cli/words.ts";
import { build } from "./rules/build.ts";
import { dayOf, readDay } from "./rules/day.ts";
import { type Deployment, deploymentOf } from "./rules/deployment.ts";
import { diffText } from "./rules/diff.ts";
import { due } from "./rules/due.ts";
import { packInForce, packOf } from "./rules/named-packs.ts";
import { newestCommitted } from "./rules/packs.ts";
import { dropCandidate, extend, push, rollback } from "./rules/push.ts";
import { type Renew, renew } from "./rules/renew.ts";
import { rulesSheet } from "./rules/show.ts";

const MOST_DAYS = 9_999;

const HELP = `
--env is the deployment: development (or local) for the Worker of npm start, or an environment of wrangler.toml; left out,
CARD_SURCHARGE_ORIGIN or the local Worker is meant. diff and renew ask one only where it is named. A pack is its number, a
file, or for diff one of files, built-in and deployed.`;

/** Those of all commands; each takes some of them. */
interface Options extends OptionValues {
  readonly env?: string;
  readonly on?: string;
  readonly until?: string;
  readonly checked?: string;
  readonly to?: string;
  readonly by: string;
  readonly source: string;
  readonly note?: string;
  readonly within?: number;
  readonly candidate?: boolean;
  readonly dropCandidate?: boolean;
}

/** The part of the surroundings that the rules need. */
type Place = Pick<Surroundings, "env" | "root" | "now" | "tell">;

export function command(surroundings: Surroundings): Command {
  const { root, now } = surroundings;
  const there = (options: Options) => deploymentOf(options.env, surroundings.env, root);
  const rules = new Command("rules")
    .description("surcharge rules: show what is in force, what is due, renew, push, rollback, build")
    .addHelpText("afterAll", HELP);
  const named = (name: string, description: string) => rules.command(name).description(description);
  const atOne = (name: string, description: string) =>
    named(name, description).option("--env <name>", "the deployment");
  named("build", "write the pack, the map and the tables that follow from the rows of this checkout").action(
    answering(surroundings, () => build(now(), root)),
  );
  atOne("diff", "what two packs decide differently, place by place")
    .argument("[before]", "a pack (default: the newest that is committed)")
    .argument("[after]", "a pack", "files")
    .option("--on <day>", "the day from which they are compared (default: today)")
    .action(
      answering(surroundings, (before: string | undefined, after: string, options: Options) =>
        diff(before, after, options, surroundings),
      ),
    );
  named("due", "what lapses or is to be checked again, with its source")
    .option("--within <days>", "in no more than so many days", wholeNumber(0, MOST_DAYS))
    .option(...JSON_OPTION)
    .action(answering(surroundings, ({ within }: Options) => due(within, surroundings)));
  atOne("renew", "record that somebody read a row's source again and found it as the row says")
    .argument("<id>", "the row's id")
    .requiredOption("--by <name>", "the person who read the source")
    .requiredOption("--source <url>", "the address that was read")
    .option("--until <day>", "the day until which it shall count (default: chosen so that days do not crowd)")
    .option("--checked <day>", "the day on which it was read (default: today)")
    .option("--note <text>", "what is to be remembered")
    .action(answering(surroundings, (id: string, options: Options) => renewRow(id, options, surroundings)));
  atOne("push", "put a pack in force at a deployment, or beside the one in force as a candidate")
    .argument("[pack]", "a number or a file (default: the newest of this checkout)")
    .option("--candidate", "let it decide beside the one in force, and be counted only")
    .option("--drop-candidate", "end the candidate; stands alone")
    .action(
      answering(surroundings, (pack: string | undefined, options: Options) => pushOrDrop(pack, options, surroundings)),
    );
  atOne("rollback", "put the pack in force that was before").action(
    answering(surroundings, async (options: Options) => rollback(await there(options))),
  );
  atOne("show", "what is in force at a deployment, what was renewed and extended there, and what is due")
    .option(...JSON_OPTION)
    .action(answering(surroundings, async (options: Options) => show(await there(options), surroundings)));
  atOne("extend", "an operator's word that a row may be relied upon a little longer; nobody read anything")
    .argument("<id>", "the row's id")
    .requiredOption("--to <day>", "the first day on which it no longer counts")
    .requiredOption("--by <name>", "the person who stands for it")
    .option("--note <text>", "why")
    .action(
      answering(surroundings, async (id: string, options: Options) =>
        extend({
          id,
          extendTo: readDay("--to", options.to ?? ""),
          by: options.by,
          note: options.note,
          deployment: await there(options),
        }),
      ),
    );
  return rules;
}

/** Whether somebody named a deployment. */
const isNamed = ({ env: name }: Options, { env }: Place): boolean =>
  name !== undefined || (env["CARD_SURCHARGE_ORIGIN"] ?? "") !== "";

async function diff(before: string | undefined, after: string, options: Options, place: Place): Promise<string> {
  const { root, env } = place;
  const now = place.now();
  const day = options.on === undefined ? dayOf(now) : readDay("--on", options.on);
  let found: Promise<Deployment> | undefined;
  const deployment = () => (found ??= deploymentOf(options.env, env, root));
  const where = { root, now, deployment };
  const [a, b] = [await packOf(before ?? String(newestCommitted(root)), where), await packOf(after, where)];
  return diffText(a, b, day, isNamed(options, place) ? await deployment() : null);
}

async function show(deployment: Deployment, { now }: Place) {
  const { pack } = await packInForce(deployment);
  const data = await deployment.readRules();
  const tax = pack.taxOnSurcharge ?? [];
  return {
    data: { origin: deployment.origin, ...data, taxOnSurcharge: tax },
    text: rulesSheet(deployment, data, tax, dayOf(now())),
  };
}

async function pushOrDrop(pack: string | undefined, options: Options, { root, env, now, tell }: Place) {
  const { candidate = false, dropCandidate: isDropped = false } = options;
  if (isDropped && (pack !== undefined || candidate)) throw wrongUsage("--drop-candidate stands alone");
  const deployment = await deploymentOf(options.env, env, root);
  if (isDropped) return dropCandidate(deployment);
  return push({ deployment, root, day: dayOf(now()), word: pack, isCandidate: candidate, say: tell });
}

async function renewRow(id: string, options: Options, place: Place): Promise<string> {
  const { root, env } = place;
  const dayIn = (name: "until" | "checked") => {
    const day = options[name];
    return day === undefined ? undefined : readDay(`--${name}`, day);
  };
  const order: Renew = {
    id,
    by: options.by,
    source: options.source,
    until: dayIn("until"),
    checked: dayIn("checked"),
    note: options.note,
    root,
    now: place.now(),
    deployment: isNamed(options, place) ? await deploymentOf(options.env, env, root) : null,
  };
  return renew(order);
}
