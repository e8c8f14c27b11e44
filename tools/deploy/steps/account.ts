/** Who is logged in, and which account is meant. */
import * as z from "zod";
import { ToolError } from "../../cli/tool-error.mjs";
import { configFileOf, readConfigFile } from "../config-file.ts";
import { readDeployed } from "../deployed.ts";
import type { DeployStep, Work } from "../step.ts";

const Who = z.looseObject({
  email: z.string().nullish(),
  accounts: z.array(z.looseObject({ id: z.string(), name: z.string() })),
});

const LOG_IN =
  "Log in with npx wrangler login, or set CLOUDFLARE_API_TOKEN: docs/deploy.md says which permissions it needs.";

export const account: DeployStep = {
  name: "account",
  does: "finds out who is logged in and which account is meant, and what that account has of this Worker",
  plan: ({ name, worker }) => [
    "runs npx wrangler whoami --json (by CLOUDFLARE_API_TOKEN, with the permissions of the template Edit Cloudflare Workers, or by the login of npx wrangler login)",
    `takes the account of --account, CLOUDFLARE_ACCOUNT_ID or ${configFileOf(name)}, else the only one; with several it asks`,
    `runs npx wrangler deployments list --name ${worker} --json, and npx wrangler versions view VERSION --name ${worker} --json`,
  ],
  undo: () => "nothing: it only reads",

  async look(work) {
    const who = Who.parse(await work.wrangler.read(["whoami", "--json"]).catch(sayLogIn));
    const found = await accountOf(work, who.accounts);
    work.found.account = found;
    const wrangler = work.wrangler.within(found.id);
    work.found.deployed = await readDeployed(wrangler, work.environment.worker);
    const { deployed } = work.found;
    const says = deployed === null ? "no Worker yet" : `version ${deployed.version} serves`;
    return {
      isDone: true,
      says: `${found.name} (${found.id}), ${who.email ?? "by an account's token"}; ${work.environment.worker}: ${says}`,
    };
  },

  carryOut: async () => "",
};

/** Wrangler says the same of no login, a refused token and no network; its own words are behind ours. */
function sayLogIn(error: unknown): never {
  if (!(error instanceof ToolError)) throw error;
  throw new ToolError(`The platform does not say who you are. ${LOG_IN}\n${error.message}`);
}

async function accountOf({ wishes, surroundings, environment }: Work, accounts: z.output<typeof Who>["accounts"]) {
  const { env, root, ask } = surroundings;
  const named = wishes.account ?? env["CLOUDFLARE_ACCOUNT_ID"] ?? readConfigFile(environment.name, root).account;
  const list = accounts.map(({ id, name }) => `${id} (${name})`).join(", ");
  if (accounts.length === 0) throw new ToolError(`This login has no account. ${LOG_IN}`);
  const id =
    named ??
    (accounts.length === 1 ? accounts[0]?.id : await ask(`Which account? ${list}. Its id:`)) ??
    refuseToGuess(list);
  const found = accounts.find((one) => one.id === id);
  if (found === undefined)
    throw new ToolError(`The account that is named is none of this login's, which are ${list}: see --account.`);
  return { id: found.id, name: found.name };
}

function refuseToGuess(list: string): never {
  throw new ToolError(`This login has several accounts, ${list}: say which with --account ID.`);
}
