/** `npm start` and `npm test` as a person runs them: from a terminal, beside other commands, and ended by Ctrl-C. */
import { spawn, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { version } from "../../../../package.json" with { type: "json" };
import { marked } from "../../../../tools/local/guard.mjs";
import { freePort } from "../../../../tools/local/ports.mjs";
import { IS_NIGHTLY } from "../../../support/nightly/nightly.ts";
import { needs } from "../../../support/node/needs.ts";

const MINUTE = 60_000;
const WIDGET = `/widget/${version}/card-surcharge.js`;
/** What is said of the site, which is built behind the servers and may or may not be there by now. */
const OF_THE_SITE = /^(Installing packages \(npm ci in site\/\).*| {2}Docs {6}http.*)$\n?/gm;
const ORDER_ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

const cleanUps: (() => void)[] = [];
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp();
});

/** Runs npm in a group of its own, as a terminal does, with its output in a file. */
function npm(...args: string[]) {
  const folder = mkdtempSync(join(tmpdir(), "start-run-"));
  const log = join(folder, "log");
  const file = openSync(log, "w");
  const mark = randomUUID();
  // What this run of Vitest tells its own processes is not for another one, and a file gets no colours by itself.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_ENV|TEST$|FORCE_COLOR|NO_COLOR|npm_)/.test(name)),
  );
  const child = spawn("npm", args, {
    detached: true,
    stdio: ["ignore", file, file],
    env: { ...env, START_RUN_TEST: mark },
  });
  closeSync(file);
  cleanUps.push(() => {
    for (const pid of marked(mark)) process.kill(pid, "SIGKILL");
    rmSync(folder, { recursive: true });
  });
  return {
    output: () => readFileSync(log, "utf8"),
    processes: () => marked(mark).length,
    endGroup: (signal: NodeJS.Signals) => process.kill(-(child.pid ?? 0), signal),
    endNpm: (signal: NodeJS.Signals) => child.kill(signal),
  };
}

/** The first of three; what Workers on them remember is forgotten afterwards. */
async function portForTest() {
  const port = await freePort(3);
  cleanUps.push(() => rmSync(`.wrangler/state-${port}`, { recursive: true, force: true }));
  return port;
}

const textOf = async (url: string) => (await fetch(url)).text();

describe("npm start", needs("signals and file modes"), () => {
  test(
    "runs on the ports it is given, keeps its files beside a build, and ends without a trace",
    async () => {
      const first = await portForTest();
      const [product, sandbox, shop] = [first, first + 1, first + 2].map((port) => `http://localhost:${port}`);
      const run = npm("start", "--", "--port", String(first));
      await expect.poll(run.output, { timeout: MINUTE, interval: 100 }).toContain("Ctrl-C ends all three.");

      for (const origin of [product, sandbox, shop]) expect(run.output()).toContain(origin);
      const frontPage = await textOf(`${sandbox}/`);
      expect(frontPage).toContain(`href="${shop}/"`);
      expect(frontPage).toContain(`href="${product}/readyz"`);
      // Each visit is another order.
      const frontPageOfShop = async () => (await textOf(`${shop}/`)).replaceAll(ORDER_ID, "an order");
      const page = await frontPageOfShop();
      for (const address of [`${product}${WIDGET}`, sandbox]) expect(page).toContain(address);
      const policy = `${product}/v1/merchants/mch_demo/policy`;
      const answer = await fetch(policy, { headers: { Origin: shop ?? "" } });
      expect([answer.status, answer.headers.get("access-control-allow-origin")]).toEqual([200, shop]);

      const widget = await textOf(`${product}${WIDGET}`);
      expect(spawnSync("node", ["tools/build/build.mjs", "--without-site"]).status).toBe(0);
      expect(await textOf(`${product}${WIDGET}`)).toBe(widget);
      expect(await frontPageOfShop()).toBe(page);

      run.endGroup("SIGINT");
      await expect.poll(run.processes, { timeout: 15_000 }).toBe(0);
      // Neither a warning of the bundler, nor a failure at the end, nor colours in a file.
      const [, said] = run.output().split(`> node tools/local/start.mjs --port ${first}\n`);
      const withoutSite = said?.replaceAll(OF_THE_SITE, "").trim();
      expect(withoutSite?.replace(/localhost:(\d+)/g, (_, port: string) => `localhost:N+${Number(port) - first}`)).toBe(
        `Shop      http://localhost:N+2      type 4012 0000 7777 7777 and press Pay
  Product   http://localhost:N+0
  Sandbox   http://localhost:N+1      test cards and controls
  Status    http://localhost:N+0/status      the operator's console; it asks for ak_sandbox_demo

  For the operator's commands, CARD_SURCHARGE_ORIGIN is http://localhost:N+0, and CARD_SURCHARGE_ADMIN_KEY is ak_sandbox_demo.

  Ctrl-C ends all three.`,
      );
    },
    MINUTE,
  );

  test("ends without a trace while it still starts", async () => {
    const run = npm("start", "--", "--port", String(await portForTest()));
    await expect.poll(run.processes, { timeout: 10_000, interval: 20 }).toBeGreaterThan(3);
    run.endNpm("SIGTERM");
    await expect.poll(run.processes, { timeout: 15_000 }).toBe(0);
  });
});

if (IS_NIGHTLY)
  describe("npm test", needs("signals and file modes"), () => {
    test.each(["SIGINT", "SIGTERM"] as const)("leaves no server and no browser behind after %s", async (signal) => {
      const run = npm("test", "--", "test/widget/scenarios/engines.test.ts", "test/e2e/checkout.test.ts");
      // Three servers, their workerd and Vitest's own; more when a browser runs.
      await expect.poll(run.processes, { timeout: 2 * MINUTE, interval: 100 }).toBeGreaterThan(20);
      if (signal === "SIGINT") run.endGroup(signal);
      else run.endNpm(signal);
      await expect.poll(run.processes, { timeout: 15_000 }).toBe(0);
    });
  });
