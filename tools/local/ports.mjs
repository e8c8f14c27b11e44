/** The ports of a local run. Plain Node 20 without dependencies: `npm start` looks at them before anything is installed. */
import { createServer } from "node:net";

/** @typedef {{ product: number, sandbox: number, shop: number }} Ports */

export const DEFAULT_PORT = 8787;

/** Three origins, as in life, on ports in a row. @param {number} first @returns {Ports} */
export const portsFrom = (first) => ({ product: first, sandbox: first + 1, shop: first + 2 });

/** `localhost` may lead to either. */
const HOSTS = ["127.0.0.1", "::1"];

/** @param {number} port @param {string} host @returns {Promise<boolean>} */
const isFreeAt = (port, host) =>
  new Promise((resolve) => {
    const probe = createServer();
    // Any other failure, such as a machine without IPv6, is no program that listens.
    probe.once("error", (error) => resolve(/** @type {NodeJS.ErrnoException} */ (error).code !== "EADDRINUSE"));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });

/** True when nothing listens on `port` of this machine's own addresses. @param {number} port @returns {Promise<boolean>} */
async function isFree(port) {
  for (const host of HOSTS) if (!(await isFreeAt(port, host))) return false;
  return true;
}

/**
 * What stands in the way of a run on `ports`, in one line; undefined when nothing does.
 *
 * @param {Ports} ports
 * @returns {Promise<string | undefined>}
 */
export async function portProblem(ports) {
  for (const [name, port] of Object.entries(ports))
    if (!(await isFree(port)))
      return `Port ${port} (${name}) is in use: stop the program that listens there, or choose other ports with npm start -- --port N.`;
  return undefined;
}

/** Below the range from which the system hands out ports by itself, so that nothing takes one between the look and the use. */
const PORT_RANGE = Object.freeze({ from: 10_000, to: 30_000 });

/** A port that nothing uses at the moment, nor the `count - 1` after it. @returns {Promise<number>} */
export async function freePort(count = 1) {
  for (;;) {
    const first = PORT_RANGE.from + Math.floor(Math.random() * (PORT_RANGE.to - PORT_RANGE.from));
    const ports = Array.from({ length: count }, (_, at) => first + at);
    if ((await Promise.all(ports.map(isFree))).every(Boolean)) return first;
  }
}
