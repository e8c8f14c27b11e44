/** `cs doctor`: examines the gateway of a merchant with a real sandbox account. */
import { Command } from "commander";
import { answering, JSON_OPTION } from "../cli/answer.ts";
import type { Surroundings } from "../cli/surroundings.ts";
import { merchantId } from "../cli/words.ts";
import { examine, type Options } from "./doctor/examine.ts";

const HELP = `
environment: GATEWAY_SECRET_KEY  the merchant's secret key at the gateway (api_...)
             GATEWAY_PUBLIC_KEY  its public key (pub_...), which opens the Tokenizer
             GATEWAYS            the deployment's own gateways (default: those of .dev.vars)
             SANDBOX_ORIGIN      where the local sandbox listens (default http://localhost:8788)`;

export const command = ({ env, tell, ...surroundings }: Surroundings): Command =>
  new Command("doctor")
    .description(
      "try a merchant's gateway with a real sandbox account: lookups, a charge that is voided, an expired token",
    )
    .requiredOption("--merchant <id>", "the merchant's id, such as mch_demo", merchantId)
    .option("--gateway <name>", "the gateway's name, where no Worker can be asked for it")
    .option("--env <name>", "the environment of wrangler.toml whose GATEWAYS are meant, such as production")
    .option("--browser", "mint in a browser even on the local sandbox")
    .option(
      "--record <file>",
      "the file to keep the result in (default: the Worker's own; the local sandbox's is kept only where named)",
    )
    .option(...JSON_OPTION)
    .addHelpText("after", HELP)
    .action(answering({ env, tell, ...surroundings }, (options: Options) => examine(options, { env, fetch, tell })));
