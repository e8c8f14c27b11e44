/** What `npm start` is told, read before anything is installed: plain Node 20 without dependencies. */
import { parseArgs } from "node:util";
import { DEFAULT_PORT } from "./ports.mjs";

/** Below are ports that ask for root; the last one leaves room for two more. */
const PORTS = Object.freeze({ least: 1_024, most: 65_533 });

export const USAGE = `usage: npm start -- [OPTION ...]

  --port N      the first of three ports: product N, sandbox N + 1, shop N + 2 (default ${DEFAULT_PORT})
  --origin URL  one more address whose pages may ask for the demo merchant; can be given again
  --help        shows this`;

const ALLOWED = "npm start takes --port N, --origin URL and --help";

/** A mistake in the command line, told in one line. */
export class OptionError extends Error {}

/**
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [environment]
 * @returns {{ help: boolean, port: number, origins: string[] }}
 * @throws {OptionError}
 */
export function startOptions(args, environment = process.env) {
  // Without the two dashes npm takes options for its own and passes none on.
  const taken = ["port", "origin"].find((name) => environment[`npm_config_${name}`] !== undefined);
  if (taken !== undefined)
    throw new OptionError(`npm kept --${taken} for itself: write two dashes before it, npm start -- --${taken} ...`);
  const values = parse(args);
  const port = Number(values.port ?? DEFAULT_PORT);
  if (!Number.isInteger(port) || port < PORTS.least || port > PORTS.most)
    throw new OptionError(`--port takes a number from ${PORTS.least} to ${PORTS.most}, not ${values.port}.`);
  const odd = values.origin.find((origin) => !URL.canParse(origin) || new URL(origin).origin !== origin);
  if (odd !== undefined)
    throw new OptionError(`--origin takes an address such as http://localhost:8790 and nothing behind it, not ${odd}.`);
  return { help: values.help, port, origins: values.origin };
}

/** @param {string[]} args */
function parse(args) {
  try {
    return parseArgs({
      args,
      options: {
        help: { type: "boolean", short: "h", default: false },
        port: { type: "string" },
        origin: { type: "string", multiple: true, default: /** @type {string[]} */ ([]) },
      },
    }).values;
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split(/[.\n]/);
    throw new OptionError(`${reason}: ${ALLOWED}.`);
  }
}
