/** `cs stats`: the counters in the terminal. */
import { Argument, Command } from "commander";
import { answering, JSON_OPTION } from "../cli/answer.ts";
import type { Surroundings } from "../cli/surroundings.ts";
import { merchantId } from "../cli/words.ts";
import { SPANS, stats } from "./stats/report.mjs";

export const command = (surroundings: Surroundings): Command =>
  new Command("stats")
    .description("what was counted in the last hour, day or month: answers, latency, calls, limits, refusals, alarms")
    .addArgument(new Argument("[span]", "of the last").choices(Object.keys(SPANS)).default("hour"))
    .option("--merchant <id>", "of one merchant alone (default: the whole deployment)", merchantId)
    .option(...JSON_OPTION)
    .action(
      answering(surroundings, (span: string, { merchant }: { readonly merchant?: string }) =>
        stats(span, merchant, surroundings),
      ),
    );
