/** `cs audit`: who changed what, and whether the record of it is whole. */
import { Command } from "commander";
import { answering, JSON_OPTION } from "../cli/answer.ts";
import type { Surroundings } from "../cli/surroundings.ts";
import { eachTime, wholeNumber } from "../cli/words.ts";
import { exportTo, list, MOST_LISTED, verify } from "./audit/log.mjs";

const LISTED_UNLESS_SAID = 20;

interface ListOptions {
  readonly target?: string;
  readonly by?: string;
  readonly limit: number;
}

interface VerifyOptions {
  readonly head: readonly string[];
  readonly live?: boolean;
}

export function command(surroundings: Surroundings): Command {
  const { env } = surroundings;
  const audit = new Command("audit").description("who changed what: list, export, verify");
  audit
    .command("list")
    .description("the last changes, newest first")
    .option("--target <target>", "such as merchants/mch_shop, merchants or rules")
    .option("--by <name>", "the key that made them")
    .option("--limit <number>", `how many, up to ${MOST_LISTED}`, wholeNumber(1, MOST_LISTED), LISTED_UNLESS_SAID)
    .option(...JSON_OPTION)
    .action(answering(surroundings, (options: ListOptions) => list(options, env)));
  audit
    .command("export")
    .description("all entries, oldest first, one JSON text a line")
    .argument("<file>", "a new file; - is standard output")
    .action(answering(surroundings, (file: string) => exportTo(file, env)));
  audit
    .command("verify")
    .description("whether each entry is as it was written")
    .argument("[file]", "an export, which needs no network; without it the deployment's log")
    .option("--head <number:hash>", "an entry that was written down earlier, which must still be there", eachTime, [])
    .option("--live", "holds the export's last entry against the deployment's log as well")
    .option(...JSON_OPTION)
    .action(answering(surroundings, (file: string | undefined, options: VerifyOptions) => verify(file, options, env)));
  return audit;
}
