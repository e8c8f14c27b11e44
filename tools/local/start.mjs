/**
 * `npm start`: looks at the options and the ports, installs what is missing, then runs `serve.mjs` on the Node that comes
 * with the packages. Plain Node 20 without dependencies, because nothing may be installed yet.
 */
import { guard } from "./guard.mjs";
import { portProblem, portsFrom } from "./ports.mjs";
import { NotReadyError, ready } from "./ready.mjs";
import { OptionError, startOptions, USAGE } from "./start-options.mjs";

try {
  const args = process.argv.slice(2);
  const { help, port } = startOptions(args);
  if (help) {
    console.log(USAGE);
    process.exit(0);
  }
  const problem = await portProblem(portsFrom(port));
  if (problem !== undefined) throw new OptionError(problem);
  const run = guard();
  await ready(run);
  process.exit(await run("node", ["tools/local/serve.mjs", ...args]));
} catch (error) {
  console.error(error instanceof OptionError || error instanceof NotReadyError ? error.message : error);
  process.exit(1);
}
