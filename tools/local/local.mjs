/**
 * Runs the product, the sandbox upstreams and the sample shop as three local Workers in workerd. `wrangler dev` serves
 * only its first configuration on a port, so each gets a process, state folder and inspector of its own.
 */
import { spawn } from "node:child_process";
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";
import { withSandbox } from "../../worker/http/headers.ts";
import { ToolError } from "../cli/tool-error.mjs";
import { colourFor, isColoured } from "./colour.mjs";
import { endGroups } from "./end-groups.mjs";
import { portProblem } from "./ports.mjs";
import { rulesClockFlags } from "./rules-clock.mjs";

const READY_TIMEOUT_MS = 60_000;
const POLL_MS = 100;
/** A Worker that does not build holds requests back; each try ends after this. */
const TRY_MS = 5_000;

/** What the shop imports of the published package, from `folder`. @param {string} folder */
const shopPackage = (folder) =>
  Object.entries({ verify: "verify.js", "widget.json": "widget.json" }).flatMap(([name, file]) => [
    "--alias",
    `@card-surcharge/element/${name}:${resolve(folder, file)}`,
  ]);

/** @param {Record<string, string>} vars */
const asFlags = (vars) => Object.entries(vars).flatMap(([name, value]) => ["--var", `${name}:${value}`]);

/**
 * @typedef {import("./ports.mjs").Ports} Ports
 * @typedef {{ origins: Record<keyof Ports, string>, assets: string, ended: Promise<string>, output: () => string, stop: (name?: string) => Promise<void> }} LocalRun
 */

/**
 * Starts the three Workers and waits until each answers. They serve a copy of what `dist/` holds now, so that a later build
 * takes nothing away from them.
 *
 * @param {{ ports: Ports, stateFolder?: string, secretsFile?: string, echo?: boolean, vars?: Record<string, string>, pages?: string[] }} options `stateFolder`
 *   is within the project, where what the copy imports is found; `echo` passes the Workers' own output on;
 *   `vars` are further variables of the product's Worker,
 *   `pages` further origins whose pages may ask for the demo merchant
 * @returns {Promise<LocalRun>} `assets` is the folder of files that the product serves; `ended` settles with the name of the first Worker that stops by itself; `stop` ends all three, or the one of that name
 * @throws {ToolError} when a port is busy, or a Worker stops or does not answer within a minute
 */
export async function startLocal({
  ports,
  stateFolder = ".wrangler/state",
  secretsFile = ".dev.vars",
  echo = false,
  vars = {},
  pages = [],
}) {
  const problem = await portProblem(ports);
  if (problem !== undefined) throw new ToolError(problem);
  const served = join(stateFolder, "served");
  const assets = join(served, "assets");
  rmSync(served, { recursive: true, force: true });
  cpSync("dist", served, { recursive: true });

  const origins = {
    product: `http://localhost:${ports.product}`,
    sandbox: `http://localhost:${ports.sandbox}`,
    shop: `http://localhost:${ports.shop}`,
  };
  const headers = join(assets, "_headers");
  writeFileSync(headers, withSandbox(readFileSync(headers, "utf8"), origins.sandbox));
  const allowed = [ports.product, ports.sandbox, ports.shop].flatMap((port) => [
    `http://localhost:${port}`,
    `http://127.0.0.1:${port}`,
  ]);
  const workers = [
    {
      name: "product",
      flags: ["-c", "wrangler.toml", "--env", "development", "--env-file", secretsFile, "--assets", assets],
      vars: {
        SANDBOX_ORIGIN: origins.sandbox,
        SHOP_ORIGIN: origins.shop,
        DEMO_ORIGINS: [...allowed, ...pages].join(","),
        ...vars,
      },
      health: "/healthz",
    },
    {
      name: "sandbox",
      flags: ["-c", "sandbox/wrangler.toml"],
      vars: { PRODUCT_ORIGIN: origins.product, SHOP_ORIGIN: origins.shop },
      health: "/",
    },
    {
      name: "shop",
      flags: ["-c", "examples/shop/wrangler.toml", ...shopPackage(join(served, "package"))],
      vars: { PRODUCT_ORIGIN: origins.product, GATEWAY_ORIGIN: origins.sandbox },
      health: "/",
    },
  ];

  const coloured = isColoured(process.stderr);
  let output = "";
  /** @type {import("node:child_process").ChildProcess[]} */
  const children = [];
  const stop = async (/** @type {string | undefined} */ name) => {
    const wanted = children.filter((_, index) => name === undefined || workers[index]?.name === name);
    // The whole group: wrangler's workerd is a child of its own.
    await endGroups(wanted);
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
          ...colourFor(process.env, coloured, { piped: true }),
          WRANGLER_SEND_METRICS: "false",
          CLOUDFLARE_CF_FETCH_ENABLED: "false",
          WRANGLER_HIDE_BANNER: "true",
        },
      },
    );
    children.push(child);
    for (const input of [child.stdout, child.stderr])
      createInterface({ input }).on("line", (text) => {
        // The bundler's messages are coloured whatever the environment says.
        const line = coloured ? text : stripVTControlCharacters(text);
        output += `${line}\n`;
        if (echo) process.stderr.write(`[${name}] ${line}\n`);
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
      throw new ToolError(`The ${name} Worker did not answer within ${READY_TIMEOUT_MS / 1000} s:\n${output}`);
    }),
  );
  try {
    await Promise.race([
      allReady,
      ended.then((name) => {
        throw new ToolError(`The ${name} Worker stopped while starting:\n${output}`);
      }),
    ]);
  } catch (error) {
    await stop(undefined);
    throw error;
  }
  return { origins, assets, ended, output: () => output, stop };
}
