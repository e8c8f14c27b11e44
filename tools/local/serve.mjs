/**
 * The long part of `npm start`: builds, then runs product, sandbox and sample shop until one ends or Ctrl-C is pressed. A site
 * that has changed is built behind them: it takes longer, and the shop does not need it.
 */
import { spawn } from "node:child_process";
import { copyFileSync, existsSync } from "node:fs";
import { build } from "../build/build.mjs";
import { ToolError } from "../cli/tool-error.mjs";
import { readDevVars, secretsProblem } from "./dev-vars.mjs";
import { startLocal } from "./local.mjs";
import { DEFAULT_PORT, portsFrom } from "./ports.mjs";
import { startOptions } from "./start-options.mjs";
import { startWords } from "./start-words.mjs";

const { port, origins } = startOptions(process.argv.slice(2));
const isUsualPort = port === DEFAULT_PORT;

/**
 * Lets the Worker mirror the sandbox's card programme as a Cron Trigger would, so that its house cards are recognised: no deed of
 * the operator's. Without it everything else works.
 *
 * @param {string} product its origin
 */
async function mirrorDemoProgramme(product) {
  try {
    await fetch(`${product}/cdn-cgi/handler/scheduled?cron=npm+start`);
    const { checks } = await (await fetch(`${product}/readyz`)).json();
    if (checks.cardPrograms !== "ok") throw new Error(`cardPrograms is ${checks.cardPrograms} at ${product}/readyz`);
  } catch (error) {
    console.error(`House cards are not recognised yet: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Builds the site and adds it to what the product serves, in a process of its own so that this one goes on listening.
 * @param {import("./local.mjs").LocalRun} run */
function addSiteBehind({ origins, assets }) {
  const child = spawn(process.execPath, ["tools/site/add-site.mjs", assets, origins.sandbox], { stdio: "inherit" });
  child.once("exit", (status) => {
    if (isStopped) return;
    if (status === 0) console.log(`  Docs and console are there: ${origins.product}/docs/, ${origins.product}/status`);
    else console.error("Docs and console could not be built: see above. Everything else runs without them.");
  });
}

if (!existsSync(".dev.vars")) copyFileSync("tools/local/development.vars", ".dev.vars");
const secrets = readDevVars(".dev.vars");
const problem = secretsProblem(secrets);
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
  const hasSite = await build({ withSite: "if kept" });
  // Runs on different ports have different states: two Workers cannot share one.
  const stateFolder = isUsualPort ? ".wrangler/state" : `.wrangler/state-${port}`;
  const run = await startLocal({ ports: portsFrom(port), stateFolder, echo: true, pages: origins });
  return { ...run, hasSite };
}

try {
  const run = await Promise.race([start(), stopped]);
  // Whatever has started by then, the guard in start.mjs ends.
  if (run === undefined) process.exit(0);
  await mirrorDemoProgramme(run.origins.product);
  const { hasSite } = run;
  console.log(startWords({ origins: run.origins, adminKeys: secrets.ADMIN_KEYS ?? "", hasSite, isUsualPort }));
  if (!hasSite) addSiteBehind(run);
  const name = await Promise.race([run.ended, stopped]);
  if (name !== undefined) console.error(`The ${name} Worker ended; ending the others.`);
  await run.stop();
  process.exit(name === undefined ? 0 : 1);
} catch (error) {
  // The bundler has got the Ctrl-C as well, and complains of it.
  if (isStopped) process.exit(0);
  console.error(error instanceof ToolError ? error.message : error);
  process.exit(1);
}
