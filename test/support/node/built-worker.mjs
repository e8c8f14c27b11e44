/**
 * Runs a Worker as it is deployed: bundled by wrangler, in workerd, on a socket of its own and with workerd's own
 * outgoing connections. Miniflare's usual entry and outgoing way lead through other programs, which hide wire faults
 * and cost more than the Worker itself.
 */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { unstable_getMiniflareWorkerOptions } from "wrangler";
import { rulesClockFlags } from "../../../tools/local/rules-clock.mjs";

const run = promisify(execFile);

/**
 * @typedef {{
 *   config: string,
 *   environment?: string,
 *   bindings?: Record<string, string>,
 *   minify?: boolean,
 *   freeLimits?: boolean,
 *   memoryObjects?: boolean,
 *   edit?: (script: string) => string,
 *   entry?: string,
 *   onLog?: (line: string) => void,
 *   port?: number,
 *   stateFolder?: string,
 * }} BuiltOptions `freeLimits` replaces the rate limiters, which Miniflare
 *   keeps on disk at many times the cost of the platform's, by some that admit everything; `memoryObjects` keeps Durable Objects in memory instead of on disk; `onLog` gets what the Worker logs, otherwise nobody does;
 *   `port` is any free one unless it is given; KV and Durable Objects stay in `stateFolder`, if there is one, otherwise they end with the Worker
 * @typedef {{ url: URL, stop: () => Promise<void> }} Running
 */

/**
 * Bundles and starts a Worker.
 *
 * @param {BuiltOptions} options
 * @returns {Promise<Running>}
 */
export async function startBuilt(options) {
  return (await prepareBuilt(options))();
}

/**
 * Bundles a Worker once, to be started as often as wanted.
 *
 * @param {BuiltOptions} options
 * @returns {Promise<() => Promise<Running>>}
 */
export async function prepareBuilt({
  config,
  environment,
  bindings = {},
  minify = false,
  freeLimits = false,
  memoryObjects = false,
  ...more
}) {
  const { edit = (script) => script, entry, onLog, port, stateFolder } = more;
  const bundled = await bundle(config, environment, minify);
  const modules = bundled.map((module) => (module.path === MAIN ? moduleOf(MAIN, edit(module.contents)) : module));
  const found = unstable_getMiniflareWorkerOptions(config, environment).workerOptions;
  const { assets, bindings: own, ratelimits, ...worker } = found;
  const front = entry ?? (freeLimits ? freeLimitsEntry(Object.keys(ratelimits ?? {})) : null);
  const behind = modules.map((module) => (module.path === MAIN ? { ...module, path: "bundle.js" } : module));
  const settings = {
    onLog,
    port,
    stateFolder,
    options: {
      ...worker,
      ratelimits,
      ...(memoryObjects ? { unsafeEphemeralDurableObjects: true } : {}),
      bindings: { ...Object(own), ...bindings },
      // In production files are served in front of the Worker, not by it.
      ...(assets === undefined ? {} : { serviceBindings: { ASSETS: () => new Response(null, { status: 404 }) } }),
    },
  };
  return () => startModules(front === null ? modules : [moduleOf(MAIN, front), ...behind], settings);
}

/**
 * Puts limiters that admit everything into the Worker's bindings, in front of the bundle.
 *
 * @param {string[]} names
 */
const freeLimitsEntry = (names) => `import worker from "./bundle.js";
export * from "./bundle.js";
const limiter = { limit: async () => ({ success: true }) };
const limiters = Object.fromEntries(${JSON.stringify(names)}.map((name) => [name, limiter]));
let bindings;
export default { fetch: (request, env, context) => worker.fetch(request, (bindings ??= { ...env, ...limiters }), context) };
`;

/**
 * Starts one module as a Worker.
 *
 * @param {string} script
 * @returns {Promise<Running>}
 */
export function startScript(script) {
  return startModules([moduleOf(MAIN, script)], { options: {} });
}

const MAIN = "index.js";

/**
 * A bundle is one script and the texts it imports.
 *
 * @param {string} path
 * @param {string} contents
 * @returns {{ type: "ESModule" | "Text", path: string, contents: string }}
 */
const moduleOf = (path, contents) => ({ type: path === MAIN ? "ESModule" : "Text", path, contents });

/**
 * @param {ReturnType<typeof moduleOf>[]} modules
 * @param {{ options: Record<string, unknown>, onLog?: BuiltOptions["onLog"] | undefined, port?: number | undefined, stateFolder?: string | undefined }} settings
 * @returns {Promise<Running>}
 */
async function startModules(modules, { options, onLog, port = 0, stateFolder }) {
  const miniflare = new Miniflare({
    ...convertV4MiniflareOptions({
      cf: false,
      handleStructuredLogs: ({ message }) => onLog?.(message),
      workers: [
        {
          compatibilityDate: "2026-08-01",
          ...options,
          modulesRules: [],
          name: "worker",
          modules,
          unsafeDirectSockets: [{ host: "127.0.0.1", port }],
        },
      ],
    }),
    ...(stateFolder === undefined ? {} : { resourcePersistencePath: stateFolder }),
  });
  return { url: await miniflare.unsafeGetDirectURL("worker"), stop: () => miniflare.dispose() };
}

/**
 * @param {string} config
 * @param {string | undefined} environment
 * @param {boolean} minify
 */
async function bundle(config, environment, minify) {
  // The assets' folder has to be there, even for a bundle without them.
  mkdirSync("dist/assets", { recursive: true });
  const folder = mkdtempSync(join(tmpdir(), "built-worker-"));
  try {
    const flags = [
      ...(environment === undefined ? [] : ["--env", environment]),
      ...(minify ? ["--minify"] : []),
      ...rulesClockFlags(),
    ];
    const environmentVariables = { ...process.env, WRANGLER_SEND_METRICS: "false", WRANGLER_HIDE_BANNER: "true" };
    await run("wrangler", ["deploy", "--dry-run", "-c", config, "--outdir", folder, ...flags], {
      env: environmentVariables,
    });
    return readdirSync(folder)
      .filter((name) => name !== "README.md" && !name.endsWith(".map"))
      .toSorted((one, other) => Number(other === MAIN) - Number(one === MAIN))
      .map((name) => moduleOf(name, readFileSync(join(folder, name), "utf8")));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
