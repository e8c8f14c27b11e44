/** A deploy: its steps in their order, carried out, compared or only told. What is done already is not done again. */

import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Surroundings } from "../cli/surroundings.ts";
import { ToolError } from "../cli/tool-error.mjs";
import { ownFolder } from "../local/own-folder.mjs";
import { configFileOf } from "./config-file.ts";
import { readEnvironment } from "./environment.ts";
import type { DeployStep, Look, Wishes, Work } from "./step.ts";
import { account } from "./steps/account.ts";
import { address } from "./steps/address.ts";
import { firstMerchant, requireMerchant } from "./steps/first-merchant.ts";
import { keys } from "./steps/keys.ts";
import { lookup } from "./steps/lookup.ts";
import { ready } from "./steps/ready.ts";
import { stores } from "./steps/stores.ts";
import { worker } from "./steps/worker.ts";
import { wranglerIn } from "./wrangler.ts";

/** In their order; each may rely on those before it. */
export const STEPS: readonly DeployStep[] = [account, address, stores, keys, worker, ready, firstMerchant, lookup];

const title = (step: DeployStep) => `[${STEPS.indexOf(step) + 1}/${STEPS.length}] ${step.name}`;

const GO_ON = "What came before is done and stays; the same command goes on from here.";

/** Each step in words, with all that it runs and writes. Nothing is asked of anybody, no network is used and nothing is written. */
export async function describe(name: string, wishes: Wishes, { root }: Surroundings): Promise<string> {
  const environment = await readEnvironment(name, root);
  const steps = STEPS.map((step) =>
    [
      `${title(step)}: ${step.does}`,
      ...step.plan(environment, wishes).map((line) => `    - ${line}`),
      `    to undo: ${step.undo(environment)}`,
    ].join("\n"),
  );
  return [
    `What npm run deploy -- --env ${name} does, in this order. Each step looks first, and leaves alone what is done already; after an interruption say the same again.`,
    ...steps,
    `Nothing was done. ${needs(wishes)}`,
  ].join("\n\n");
}

function needs({ host, merchant }: Wishes): string {
  const open = [
    ...(host === undefined ? ["--host HOST"] : []),
    ...(merchant === undefined ? ["--merchant FILE or --no-merchant"] : []),
  ];
  return open.length === 0
    ? "All that a pipeline has to say is said."
    : `A first deploy asks for what is not said yet; where nobody can be asked, it needs ${open.join(", and ")}.`;
}

async function workOf(name: string, wishes: Wishes, surroundings: Surroundings): Promise<Work> {
  const environment = await readEnvironment(name, surroundings.root);
  return {
    environment,
    wishes,
    surroundings,
    wrangler: wranglerIn(surroundings.root, surroundings.env),
    found: {},
  };
}

/**
 * Deploys.
 *
 * @returns what to do next
 * @throws ToolError saying which step failed and what to do; the same call goes on there
 */
export async function deploy(name: string, wishes: Wishes, surroundings: Surroundings): Promise<string> {
  const work = await workOf(name, wishes, surroundings);
  // What a run that was ended left: secrets are among it.
  rmSync(ownFolder("deploy", fileURLToPath(surroundings.root)), { recursive: true, force: true });
  for (const step of STEPS) {
    surroundings.tell(`${title(step)}: ${step.does}`);
    try {
      const { isDone, says } = await step.look(work);
      surroundings.tell(`  ${says}`);
      if (step === account && work.found.deployed === null) requireMerchant(wishes, surroundings);
      if (!isDone) surroundings.tell(`  ${await step.carryOut(work)}`);
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      throw new ToolError(`${title(step)} failed: ${error.message}\n${GO_ON}`, error.status, error.exitCode);
    }
  }
  return nextSteps(work);
}

/**
 * Compares a deployment with what is wanted, and changes nothing.
 *
 * @throws ToolError with all that differs
 */
export async function check(name: string, wishes: Wishes, surroundings: Surroundings): Promise<string> {
  const work = await workOf(name, wishes, { ...surroundings, ask: async () => null });
  const lines: string[] = [];
  let wrong = 0;
  for (const step of STEPS) {
    const { isDone, says } = await lookOf(step, work);
    if (!isDone) wrong += 1;
    lines.push(`${isDone ? "as wanted" : "DIFFERS  "}  ${step.name.padEnd(9)} ${says}`);
    if (work.found.deployed === null) break;
  }
  const text = lines.join("\n");
  if (work.found.deployed === null)
    throw new ToolError(`${text}\n${name} is not deployed: npm run deploy -- --env ${name}`);
  if (wrong > 0) throw new ToolError(`${text}\n${wrong} of ${STEPS.length} differ: npm run deploy -- --env ${name}`);
  return text;
}

/** A failure of one step is what differs, but not to be logged in. */
async function lookOf(step: DeployStep, work: Work): Promise<Look> {
  try {
    return await step.look(work);
  } catch (error) {
    if (step === account || !(error instanceof Error)) throw error;
    return { isDone: false, says: error.message };
  }
}

function nextSteps({ environment: { name }, found: { issuer = "", merchants } }: Work): string {
  const [merchant] = merchants ?? [];
  const id = merchant?.id ?? "ID";
  return [
    `${issuer} serves. Next:`,
    `  keep .dev.vars.${name} where you keep secrets, and take it off this machine if others use it`,
    `  npm run keys -- admin YOUR_NAME --env ${name}    a key of your own, for the status page ${issuer}/status`,
    `  export CARD_SURCHARGE_ORIGIN=${issuer} CARD_SURCHARGE_ADMIN_KEY=ak_...`,
    ...(merchant === undefined ? ["  npm run merchants -- add mch_shop ...    docs/merchants.md"] : []),
    `  npm run merchants -- rotate-key ${id} server    its server's key, into ${id}.server-key`,
    `  npm run explain -- --merchant ${id} --card visa/credit --place US-IL --base 12500`,
    `  ${issuer}/builder    the code for the merchant's page; ${issuer}/playground shows every answer`,
    `  npm run deploy -- --env ${name} --check    compares; --rollback goes back one version`,
    `  npx wrangler COMMAND -c ${configFileOf(name)}    for what else the platform can do`,
  ].join("\n");
}
