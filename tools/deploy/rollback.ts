/** Back to the version that served before, with what that does to data said first. */

import type { Surroundings } from "../cli/surroundings.ts";
import { ToolError } from "../cli/tool-error.mjs";
import { isBySecret, type PlatformDeployment, readDeployments, readVersion } from "./deployed.ts";
import { readEnvironment } from "./environment.ts";
import type { Wishes, Work } from "./step.ts";
import { account } from "./steps/account.ts";
import { address } from "./steps/address.ts";
import { ready } from "./steps/ready.ts";
import { type Wrangler, wranglerIn } from "./wrangler.ts";

const WORDS = [
  "  Code, variables, secrets, limiters and bindings are those of that version again.",
  "  KV and Durable Objects stay as they are: merchants, rules, counts, audit, reported outcomes. docs/upgrade-deployment.md says what an older version makes of newer data.",
  "  Quotes that were signed meanwhile stay valid as long as the keys that signed them are published.",
  "  The platform refuses to go back over a migration of Durable Objects, and further than 100 versions.",
];

export interface Consent {
  /** Go back without a question. */
  readonly yes: boolean;
  /** Go back although secrets were changed since. */
  readonly withSecrets: boolean;
}

/** What a rollback would do, without any network. */
export async function describeRollback(name: string, { root }: Surroundings): Promise<string> {
  const { worker } = await readEnvironment(name, root);
  return [
    `npm run deploy -- --env ${name} --rollback`,
    `  runs npx wrangler deployments list --name ${worker} --json, and takes the version that served before the one that serves`,
    "  refuses where secrets were changed since, unless --with-secrets is said: the older ones would count again",
    "  asks, unless --yes is said",
    `  runs npx wrangler rollback VERSION --name ${worker} --message "npm run deploy -- --rollback" --yes, and waits for /readyz`,
    ...WORDS,
    "  to undo: npm run deploy again, or npx wrangler rollback to the version that served",
  ].join("\n");
}

/**
 * @returns what serves now
 * @throws ToolError where there is nothing to go back to, or it was not agreed to
 */
export async function rollBack(
  name: string,
  wishes: Wishes,
  consent: Consent,
  surroundings: Surroundings,
): Promise<string> {
  const environment = await readEnvironment(name, surroundings.root);
  const wrangler = wranglerIn(surroundings.root, surroundings.env);
  const work: Work = { environment, wishes, surroundings, wrangler, found: {} };
  await account.look(work);
  const own = wrangler.within(work.found.account?.id ?? "");
  const deployments = await readDeployments(own, environment.worker);
  if (deployments === null)
    throw new ToolError(`${environment.worker} is not deployed: there is nothing to go back to.`);
  const { from, to } = lastTwo(deployments);
  const target = await readVersion(own, environment.worker, to.version);
  surroundings.tell(
    [`From version ${from.version} (since ${from.since}) back to ${to.version} (of ${to.since}).`, ...WORDS].join("\n"),
  );
  const changed = await secretsChangedSince(own, environment.worker, deployments, to.version);
  if (changed.length > 0 && !consent.withSecrets)
    throw new ToolError(
      `Secrets were changed since (${changed.join(", ")}), and that version has the older ones: keys that were rotated or ended would count again. If that is meant, say --with-secrets, and rotate them again afterwards.`,
    );
  if (!consent.yes) {
    const answer = await surroundings.ask("Go back? yes or no:");
    if (answer === null) throw new ToolError("Nobody can be asked here: say --yes to go back.");
    if (answer !== "yes") throw new ToolError("Nothing was changed.");
  }
  const message = "npm run deploy -- --rollback";
  await own.run(["rollback", target.version, "--name", environment.worker, "--message", message, "--yes"]);
  work.found.deployed = target;
  await address.look(work);
  const { isDone } = await ready.look(work);
  const says = isDone ? "ready" : await ready.carryOut(work);
  return `Version ${target.version} serves: ${says}. npm run deploy -- --env ${name} deploys what is here again.`;
}

interface Served {
  readonly version: string;
  readonly since: string;
}

/** The newest deployment, and the newest before it of another version alone. */
function lastTwo(deployments: readonly PlatformDeployment[]): { from: Served; to: Served } {
  const served = deployments
    .filter(({ versions }) => versions.length === 1)
    .map(({ versions, created_on: since }) => ({ version: versions[0]?.version_id ?? "", since }));
  const newest = deployments.at(-1);
  const from = {
    version: newest?.versions.map((one) => one.version_id).join(" and ") ?? "",
    since: newest?.created_on ?? "",
  };
  const to = served.findLast(({ version }) => version !== from.version);
  if (to === undefined) throw new ToolError("There is only one version: there is nothing to go back to.");
  return { from, to };
}

/**
 * When secrets were changed after `version` served: by themselves, or together with what was deployed.
 *
 * @throws ToolError
 */
export async function secretsChangedSince(
  wrangler: Pick<Wrangler, "read">,
  worker: string,
  deployments: readonly PlatformDeployment[],
  version: string,
): Promise<readonly string[]> {
  const at = deployments.findLastIndex(({ versions }) => versions.some((one) => one.version_id === version));
  const changed: string[] = [];
  for (const deployment of deployments.slice(at + 1)) {
    const served = await Promise.all(
      deployment.versions.map(({ version_id: id }) => readVersion(wrangler, worker, id)),
    );
    if (isBySecret(deployment) || served.some(({ hasNewSecrets }) => hasNewSecrets))
      changed.push(deployment.created_on);
  }
  return changed;
}
