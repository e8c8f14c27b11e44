/**
 * Runs the product, the sandbox upstreams and the sample shop as three local Workers in workerd. `wrangler dev` serves
 * only its first configuration on a port, so each gets a process, state folder and inspector of its own.
 */
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { rulesClockFlags } from "./rules-clock.mjs";

/** The ports of `npm start`: three origins, as in life. */
export const DEFAULT_PORTS = Object.freeze({ product: 8787, sandbox: 8788, shop: 8789 });

const READY_TIMEOUT_MS = 60_000;
const POLL_MS = 100;
/** A Worker that does not build holds requests back; each try ends after this. */
const TRY_MS = 5_000;

/** A failure with a message for the person at the terminal. */
export class LocalRunError extends Error {}

/** True when nothing listens on `port` of the loopback address. @param {number} port @returns {Promise<boolean>} */
function isFree(port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}

/** Below the range from which the system hands out ports by itself, so that nothing takes one between the look and the use. */
const PORT_RANGE = Object.freeze({ from: 10_000, to: 30_000 });

/** A port that nothing uses at the moment. @returns {Promise<number>} */
export async function freePort() {
  for (;;) {
    const port = PORT_RANGE.from + Math.floor(Math.random() * (PORT_RANGE.to - PORT_RANGE.from));
    if (await isFree(port)) return port;
  }
}

/** @param {Record<string, string>} vars */
const asFlags = (vars) => Object.entries(vars).flatMap(([name, value]) => ["--var", `${name}:${value}`]);

/**
 * @typedef {{ product: number, sandbox: number, shop: number }} Ports
 * @typedef {{ origins: Record<keyof Ports, string>, ended: Promise<string>, output: () => string, stop: () => Promise<void> }} LocalRun
 */

/**
 * Starts the three Workers and waits until each answers.
 *
 * @param {{ ports?: Ports, stateFolder?: string, secretsFile?: string, echo?: boolean, vars?: Record<string, string>, pages?: string[] }} [options] `echo` passes the Workers' own output on;
 *   `vars` are further variables of the product's Worker,
 *   `pages` further origins whose pages may ask for the demo merchant
 * @returns {Promise<LocalRun>} `ended` settles with the name of the first Worker that stops by itself; `stop` ends all three
 * @throws {LocalRunError} when a port is busy, or a Worker stops or does not answer within a minute
 */
export async function startLocal({
  ports = DEFAULT_PORTS,
  stateFolder = ".wrangler/state",
  secretsFile = ".dev.vars",
  echo = false,
  vars = {},
  pages = [],
} = {}) {
  for (const [name, port] of Object.entries(ports))
    if (!(await isFree(port)))
      throw new LocalRunError(
        `Port ${port} (${name}) is in use: stop the program that listens there, then start again.`,
      );

  const origins = {
    product: `http://localhost:${ports.product}`,
    sandbox: `http://localhost:${ports.sandbox}`,
    shop: `http://localhost:${ports.shop}`,
  };
  const allowed = [ports.product, ports.sandbox, ports.shop].flatMap((port) => [
    `http://localhost:${port}`,
    `http://127.0.0.1:${port}`,
  ]);
  const workers = [
    {
      name: "product",
      flags: ["-c", "wrangler.toml", "--env", "development", "--env-file", secretsFile],
      vars: {
        SANDBOX_ORIGIN: origins.sandbox,
        SHOP_ORIGIN: origins.shop,
        DEMO_ORIGINS: [...allowed, ...pages].join(","),
        ...vars,
      },
      health: "/healthz",
    },
    { name: "sandbox", flags: ["-c", "sandbox/wrangler.toml"], vars: { SHOP_ORIGIN: origins.shop }, health: "/" },
    {
      name: "shop",
      flags: ["-c", "examples/shop/wrangler.toml"],
      vars: { PRODUCT_ORIGIN: origins.product, GATEWAY_ORIGIN: origins.sandbox },
      health: "/",
    },
  ];

  let output = "";
  /** @type {import("node:child_process").ChildProcess[]} */
  const children = [];
  const stop = async () => {
    const running = children.filter((child) => child.exitCode === null && child.signalCode === null);
    const exits = running.map((child) => new Promise((resolve) => child.once("exit", resolve)));
    // The whole group: wrangler's workerd is a child of its own.
    for (const child of running) if (child.pid !== undefined) process.kill(-child.pid, "SIGTERM");
    await Promise.all(exits);
  };

  const endings = workers.map(({ name, flags, vars }) => {
    const port = ports[/** @type {keyof Ports} */ (name)];
    const child = spawn(
      "wrangler",
      [
        "dev",
        ...flags,
        "--ip",
        "127.0.0.1",
        "--port",
        String(port),
        "--inspector-port",
        "0",
        "--persist-to",
        join(stateFolder, name),
        "--show-interactive-dev-session=false",
        "--log-level=warn",
        ...(name === "product" ? rulesClockFlags() : []),
        ...asFlags(vars),
      ],
      {
        detached: true,
        stdio: ["ignore", "pipe", "pipe"],
        env: {
          ...process.env,
          WRANGLER_SEND_METRICS: "false",
          CLOUDFLARE_CF_FETCH_ENABLED: "false",
          WRANGLER_HIDE_BANNER: "true",
        },
      },
    );
    children.push(child);
    for (const stream of [child.stdout, child.stderr])
      stream?.on("data", (chunk) => {
        output += chunk;
        if (echo) process.stderr.write(`[${name}] ${chunk}`);
      });
    return new Promise((resolve) => {
      child.once("exit", () => resolve(name));
      child.once("error", () => resolve(name));
    });
  });
  const ended = Promise.race(endings);

  const allReady = Promise.all(
    workers.map(async ({ name, health }) => {
      const until = Date.now() + READY_TIMEOUT_MS;
      while (Date.now() < until) {
        const response = await fetch(origins[/** @type {keyof Ports} */ (name)] + health, {
          signal: AbortSignal.timeout(TRY_MS),
        }).catch(() => undefined);
        await response?.body?.cancel();
        if (response !== undefined && response.status < 500) return;
        await sleep(POLL_MS);
      }
      throw new LocalRunError(`The ${name} Worker did not answer within ${READY_TIMEOUT_MS / 1000} s:\n${output}`);
    }),
  );
  try {
    await Promise.race([
      allReady,
      ended.then((name) => {
        throw new LocalRunError(`The ${name} Worker stopped while starting:\n${output}`);
      }),
    ]);
  } catch (error) {
    await stop();
    throw error;
  }
  return { origins, ended, output: () => output, stop };
}
