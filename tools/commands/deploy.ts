/** `cs deploy`: from nothing to a Worker that serves, from one version to the next, and back. */
import { Command } from "commander";
import { answering } from "../cli/answer.ts";
import type { Surroundings } from "../cli/surroundings.ts";
import { EXIT, ToolError } from "../cli/tool-error.mjs";
import { describeRollback, rollBack } from "../deploy/rollback.ts";
import { check, deploy, describe } from "../deploy/run.ts";
import type { Wishes } from "../deploy/step.ts";

interface Options extends Wishes {
  readonly env: string;
  readonly dryRun?: boolean;
  readonly check?: boolean;
  readonly rollback?: boolean;
  readonly yes?: boolean;
  readonly withSecrets?: boolean;
}

const HELP = `
It can be interrupted at any point: the same command goes on where it stopped, and changes nothing where all is done.
The gateway's key of the first merchant comes from MERCHANT_GATEWAY_KEY or --gateway-key FILE.
CLOUDFLARE_API_TOKEN is the account's token, where nobody is logged in by npx wrangler login. More: docs/deploy.md`;

export const command = (surroundings: Surroundings): Command =>
  new Command("deploy")
    .description("deploy to your Cloudflare account: keys, stores, Worker, first merchant, and a lookup to try it")
    .requiredOption("--env <name>", "an environment of wrangler.toml: staging or production")
    .option(
      "--host <host>",
      "the service's host: one of yours, such as pay.example.com, or the Worker's at workers.dev",
    )
    .option("--account <id>", "the account, where the login has several")
    .option("--merchant <file>", "the first merchant's settings, as JSON (default: asks)")
    .option("--no-merchant", "add none")
    .option("--gateway-key <file>", "a file with the first merchant's secret key at its gateway")
    .option("--secrets", "send every secret of .dev.vars.NAME once more")
    .option(
      "--dry-run",
      "say each step with all that it runs and writes, and do nothing; needs no account and no network",
    )
    .option("--check", "compare the deployment with what is wanted, and change nothing")
    .option("--rollback", "go back one version of the Worker")
    .option("--yes", "go back without a question")
    .option("--with-secrets", "go back although secrets were changed since")
    .addHelpText("after", HELP)
    .action(answering(surroundings, (options: Options) => carryOut(options, surroundings)));

function carryOut(
  { env, dryRun, rollback, yes, withSecrets, merchant, ...others }: Options,
  surroundings: Surroundings,
) {
  if (rollback === true && others.check === true)
    throw new ToolError("--check and --rollback cannot both be meant.", null, EXIT.usage);
  // Commander's --no-merchant makes it true where nothing is said.
  const wishes: Wishes = { ...others, ...(typeof merchant === "string" || merchant === false ? { merchant } : {}) };
  if (rollback === true)
    return dryRun === true
      ? describeRollback(env, surroundings)
      : rollBack(env, wishes, { yes: yes === true, withSecrets: withSecrets === true }, surroundings);
  if (dryRun === true) return describe(env, wishes, surroundings);
  if (others.check === true) return check(env, wishes, surroundings);
  return deploy(env, wishes, surroundings);
}
