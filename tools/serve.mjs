/**
 * The long part of `npm start`: builds, then runs product, sandbox and sample shop until one ends or Ctrl-C is pressed. The site
 * is built behind them: it takes longer, and the shop does not need it.
 */
import { spawn } from "node:child_process";
import { copyFileSync, existsSync } from "node:fs";
import { readAdminKeys } from "../worker/settings/admin-keys-setting.ts";
import { build } from "./build.mjs";
import { run as runCardPrograms } from "./card-programs.mjs";
import { readDevVars, secretsProblem } from "./dev-vars.mjs";
import { LocalRunError, startLocal } from "./local.mjs";
import { DEFAULT_PORT, portsFrom } from "./ports.mjs";
import { startOptions } from "./start-options.mjs";

const { port, origins } = startOptions(process.argv.slice(2));
const isUsualPort = port === DEFAULT_PORT;

/** Mirrors the sandbox's card programme, so that its house cards are recognised. Without it everything else works.
 * @param {string} product its origin */
async function mirrorDemoProgramme(product) {
  const { keys } = readAdminKeys(readDevVars(".dev.vars").ADMIN_KEYS ?? "");
  const adminKey = keys.find(({ limit }) => limit === "all" || limit === "merchants")?.key;
  const environment = { CARD_SURCHARGE_ADMIN_KEY: adminKey, CARD_SURCHARGE_ORIGIN: product };
  try {
    await runCardPrograms(["sync", "demo_programme"], environment);
  } catch (error) {
    console.error(`House cards are not recognised yet: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Builds the site and adds it to what the product serves, in a process of its own so that this one goes on listening.
 * @param {import("./local.mjs").LocalRun} run */
function addSiteBehind({ origins, assets }) {
  const child = spawn(process.execPath, ["tools/site/add-site.mjs", assets], { stdio: "inherit" });
  child.once("exit", (status) => {
    if (isStopped) return;
    if (status === 0) console.log(`  Docs      ${origins.product}/docs/`);
    else console.error("The docs could not be built: see above. Everything else runs without them.");
  });
}

/** The operator's commands know the usual port alone. @param {string} product its origin */
const operatorHint = (product) => `
  For the operator's commands, CARD_SURCHARGE_ORIGIN is ${product}, and CARD_SURCHARGE_ADMIN_KEY as in .dev.vars.
`;

if (!existsSync(".dev.vars")) copyFileSync(".dev.vars.example", ".dev.vars");
const problem = secretsProblem(readDevVars(".dev.vars"));
if (problem !== undefined) {
  console.error(problem);
  process.exit(1);
}

let isStopped = false;
/** Listened to for good: on Ctrl-C the signal comes from the terminal, from npm and from the guard.
 * @type {Promise<undefined>} */
const stopped = new Promise((resolve) => {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
    process.on(signal, () => {
      isStopped = true;
      resolve(undefined);
    });
});

async function start() {
  await build({ withSite: false });
  // Runs on different ports have different states: two Workers cannot share one.
  const stateFolder = isUsualPort ? ".wrangler/state" : `.wrangler/state-${port}`;
  return startLocal({ ports: portsFrom(port), stateFolder, echo: true, pages: origins });
}

try {
  const run = await Promise.race([start(), stopped]);
  // Whatever has started by then, the guard in start.mjs ends.
  if (run === undefined) process.exit(0);
  await mirrorDemoProgramme(run.origins.product);
  console.log(`
  Shop      ${run.origins.shop}      type 4012 0000 7777 7777 and press Pay
  Product   ${run.origins.product}
  Sandbox   ${run.origins.sandbox}      test cards and controls
${isUsualPort ? "" : operatorHint(run.origins.product)}
  Ctrl-C ends all three.`);
  addSiteBehind(run);
  const name = await Promise.race([run.ended, stopped]);
  if (name !== undefined) console.error(`The ${name} Worker ended; ending the others.`);
  await run.stop();
  process.exit(name === undefined ? 0 : 1);
} catch (error) {
  // The bundler has got the Ctrl-C as well, and complains of it.
  if (isStopped) process.exit(0);
  console.error(error instanceof LocalRunError ? error.message : error);
  process.exit(1);
}
