/** `npm start`: builds, then runs product, sandbox and sample shop until one of them ends or Ctrl-C is pressed. */
import { copyFileSync, existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { build } from "./build.mjs";
import { run as runCardPrograms } from "./card-programs.mjs";
import { readDevVars, secretsProblem } from "./dev-vars.mjs";
import { LocalRunError, startLocal } from "./local.mjs";

/** Mirrors the sandbox's card programme, so that its house cards are recognised. Without it everything else works. */
async function mirrorDemoProgramme() {
  const [adminKey] = (readDevVars(".dev.vars").ADMIN_KEYS ?? "").split(",");
  try {
    await runCardPrograms(["sync", "demo_programme"], { CARD_SURCHARGE_ADMIN_KEY: adminKey });
  } catch (error) {
    console.error(`House cards are not recognised yet: ${error instanceof Error ? error.message : String(error)}`);
  }
}

if (!existsSync(".dev.vars")) copyFileSync(".dev.vars.example", ".dev.vars");
const problem = secretsProblem(readDevVars(".dev.vars"));
if (problem !== undefined) {
  console.error(problem);
  process.exit(1);
}

/** `--origin http://localhost:8790`: pages of that address may ask for the demo merchant too, as the examples do. */
const { values: options } = parseArgs({ options: { origin: { type: "string", multiple: true, default: [] } } });

try {
  await build();
  const run = await startLocal({ echo: true, pages: options.origin });
  await mirrorDemoProgramme();
  console.log(`
  Shop      ${run.origins.shop}      type 4012 0000 7777 7777 and press Review
  Product   ${run.origins.product}
  Sandbox   ${run.origins.sandbox}      test cards and controls

  Ctrl-C ends all three.`);
  const stopped = new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => resolve(undefined));
  });
  const name = await Promise.race([run.ended, stopped]);
  if (name !== undefined) console.error(`The ${name} Worker ended; ending the others.`);
  await run.stop();
  process.exit(name === undefined ? 0 : 1);
} catch (error) {
  console.error(error instanceof LocalRunError ? error.message : error);
  process.exit(1);
}
