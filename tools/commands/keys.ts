/** `cs keys`: the keys that sign quotes, and those of operators. */
import { Command, Option } from "commander";
import { KEY_LIMITS } from "../../worker/settings/admin-keys-setting.ts";
import { answering, JSON_OPTION } from "../cli/answer.ts";
import type { Surroundings } from "../cli/surroundings.ts";
import { environmentName, wholeNumber } from "../cli/words.ts";
import { changeAdminKeys, changeRing, listKeys, uploadKeys } from "./keys/key-files.mjs";

const MOST_DAYS = 99_999;

const HELP = `
Keys live in a file that git ignores: .dev.vars, for local use, which npm start reads when it starts; with --env NAME,
.dev.vars.NAME, and what changes keys then runs \`wrangler secret put\`. No key is ever printed.`;

interface Options {
  readonly env?: string;
  readonly force?: boolean;
  readonly dryRun?: boolean;
  readonly keepDays?: number;
  readonly limit?: string;
}

export function command(surroundings: Surroundings): Command {
  const keys = new Command("keys")
    .description("keys that sign quotes, and operators' keys: make, rotate, revoke, end")
    .addHelpText("afterAll", HELP);
  const named = (name: string, description: string) =>
    keys
      .command(name)
      .description(description)
      .option("--env <name>", "an environment of wrangler.toml", environmentName);
  const changing = (name: string, description: string) =>
    named(name, description).option("--dry-run", "say what would be done, and do nothing");
  named("list", "the keys and their state; never the keys themselves")
    .option(...JSON_OPTION)
    .action(answering(surroundings, ({ env }: Options) => listKeys(env, surroundings)));
  changing("new", "two new keys that sign")
    .option("--force", "retire those that are there")
    .action(answering(surroundings, (options: Options) => changeRing({ kind: "new" }, options, surroundings)));
  changing(
    "rotate",
    "the next key signs from now on, a new one is published behind it, the old one goes to the archive",
  )
    .option("--keep-days <days>", "drop keys that were retired longer ago", wholeNumber(1, MOST_DAYS))
    .option("--force", "do not wait until every verifier knows the next key")
    .action(answering(surroundings, (options: Options) => changeRing({ kind: "rotate" }, options, surroundings)));
  changing("revoke", "take all trust from a key that leaked; a new one takes its place if it signs or would sign next")
    .argument("<kid>", "the key's id")
    .action(
      answering(surroundings, (kid: string, options: Options) =>
        changeRing({ kind: "revoke", kid }, options, surroundings),
      ),
    );
  changing("admin", "one more key for an operator, written to NAME.admin-key")
    .argument("<name>", "the operator's")
    .addOption(new Option("--limit <area>", "let it change nothing else").choices(KEY_LIMITS).default("all"))
    .option("--force", "where the environment has no operators' keys yet")
    .action(
      answering(surroundings, (name: string, { limit = "all", ...options }: Options) =>
        changeAdminKeys({ kind: "add", name, limit }, options, surroundings),
      ),
    );
  changing("end-admin", "end the operator's key of this name")
    .argument("<name>", "the operator's")
    .option("--force", "where the environment has no operators' keys yet")
    .action(
      answering(surroundings, (name: string, options: Options) =>
        changeAdminKeys({ kind: "end", name }, options, surroundings),
      ),
    );
  changing("upload", "send the file's keys to the environment once more, after a failed upload").action(
    answering(surroundings, (options: Options) => uploadKeys(options, surroundings)),
  );
  return keys;
}
