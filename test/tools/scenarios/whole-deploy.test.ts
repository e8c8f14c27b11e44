/** Whole deploys by the real wrangler, against the platform's API on this machine, which then serves the uploaded Worker. */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readDevVars } from "../../../tools/local/dev-vars.mjs";
import { type PlatformApi, startPlatform, TOKEN } from "../../support/platform/api.ts";
import { makeCheckout, type OwnCheckout } from "../../support/platform/checkout.ts";
import { type ServedWorker, startService } from "../../support/platform/service.ts";

const MINUTES = 60_000;
const HOST = "card-surcharge-production.shop.workers.dev";
const GATEWAY_KEY = "api_of_the_shop_0123456789abcdef";
const SHOP = {
  id: "mch_shop",
  name: "My Shop",
  mode: "test",
  gateway: "koipay_sandbox",
  currency: "USD",
  place: { country: "US", state: "IL" },
  origins: ["https://shop.example"],
  rates: { visa: 300 },
};
const STEPS = 8;

interface World {
  readonly platform: PlatformApi;
  readonly service: ServedWorker;
  readonly checkout: OwnCheckout;
  /** All that was printed so far. */
  printed: string;
}

async function makeWorld(): Promise<World> {
  const service = await startService(HOST);
  const platform = await startPlatform((version) => service.serve(version));
  const checkout = makeCheckout();
  writeFileSync(join(checkout.folder, "shop.json"), JSON.stringify(SHOP));
  return { platform, service, checkout, printed: "" };
}

async function endWorld({ platform, service, checkout }: World) {
  await platform.stop();
  await service.stop();
  checkout.remove();
}

interface Run {
  readonly status: number | null;
  readonly output: string;
}

/** @param whenPrinted looks at what was printed after each piece of it */
async function run(
  world: World,
  words: readonly string[],
  whenPrinted?: (output: string, child: ChildProcess) => void,
): Promise<Run> {
  const { checkout, service, platform } = world;
  const child = spawn(
    process.execPath,
    [resolve("test/support/platform/command.mjs"), checkout.folder, "deploy", "--env", "production", ...words],
    {
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
      env: {
        PATH: process.env["PATH"],
        HOME: checkout.folder,
        CLOUDFLARE_API_BASE_URL: platform.url,
        CLOUDFLARE_API_TOKEN: TOKEN,
        MERCHANT_GATEWAY_KEY: GATEWAY_KEY,
        ...service.env,
      },
    },
  );
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      world.printed += text;
      whenPrinted?.(output, child);
    });
  const status = await new Promise<number | null>((done) => child.once("close", done));
  return { status, output };
}

const FIRST = ["--host", HOST, "--merchant", "shop.json"];

/** With all that it started. */
function kill(child: ChildProcess) {
  try {
    process.kill(-(child.pid ?? 0), "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

/** What a whole deploy leaves, however it came about. */
async function expectWhole(world: World) {
  const { platform, checkout, service } = world;
  expect(platform.unknown).toEqual([]);
  expect(platform.namespaces.map(({ title }) => title).toSorted()).toEqual([
    "card-surcharge-production-card-programs",
    "card-surcharge-production-merchants",
    "card-surcharge-production-rules",
  ]);
  const serving = platform.versions.find(({ id }) => id === platform.deployments.at(-1)?.versions[0]?.version_id);
  const secrets = Object.fromEntries(
    serving?.bindings.filter(({ type }) => type === "secret_text").map(({ name, text }) => [name, text]) ?? [],
  );
  expect(secrets).toEqual(readDevVars(join(checkout.folder, ".dev.vars.production")));
  expect(Object.keys(secrets).toSorted()).toEqual([
    "ADMIN_KEYS",
    "HMAC_KEY",
    "RETIRED_KEYS",
    "SEALING_KEYS",
    "SIGNING_KEYS",
  ]);
  expect(serving?.bindings.find(({ name }) => name === "ISSUER")?.text).toBe(`https://${HOST}`);
  expect(statSync(join(checkout.folder, ".dev.vars.production")).mode & 0o777).toBe(0o600);
  expect(service.log.some((line) => line.includes('"merchant":"mch_shop"') && line.includes('"status":201'))).toBe(
    true,
  );
}

/** What no later deploy may change unasked: issuer, namespaces and secrets of the newest version. */
const lasting = ({ versions }: PlatformApi) =>
  versions
    .at(-1)
    ?.bindings.filter(({ name, type }) => name === "ISSUER" || type === "kv_namespace" || type === "secret_text")
    .toSorted((one, other) => one.name.localeCompare(other.name));

/** Every text that nobody but the file of secrets and the platform may have. */
function secretTexts({ checkout }: World): string[] {
  const secrets = readDevVars(join(checkout.folder, ".dev.vars.production"));
  const inJson = [secrets["SIGNING_KEYS"], secrets["SEALING_KEYS"]].flatMap((text) =>
    [...(text ?? "").matchAll(/"(?:d|key)":"([^"]+)"/g)].map(([, found = ""]) => found),
  );
  const admin = (secrets["ADMIN_KEYS"] ?? "").split(":").at(-1) ?? "";
  return [...inJson, secrets["HMAC_KEY"] ?? "", admin, GATEWAY_KEY, TOKEN];
}

/** The files of a checkout that are its own, wrangler's logs in its home among them. */
function ownFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isSymbolicLink()) return [];
    return entry.isDirectory() ? ownFiles(path) : [path];
  });
}

function expectNoSecrets(world: World) {
  const secrets = secretTexts(world);
  expect(secrets.length).toBeGreaterThanOrEqual(7);
  expect(secrets.every((secret) => secret.length >= 20)).toBe(true);
  const written = ownFiles(world.checkout.folder).filter((path) => !path.endsWith(".dev.vars.production"));
  expect(written.some((path) => path.endsWith("wrangler.production.json"))).toBe(true);
  const found = (text: string) => secrets.some((secret) => text.includes(secret));
  expect(written.filter((path) => found(readFileSync(path, "utf8")))).toEqual([]);
  expect(found(world.printed)).toBe(false);
  expect(found(world.service.log.join("\n"))).toBe(false);
}

describe("a deployment from its first day", () => {
  let world: World;
  beforeAll(async () => {
    world = await makeWorld();
  }, MINUTES);
  afterAll(() => endWorld(world));

  test(
    "the first deploy makes everything, tries it, and says what comes next",
    async () => {
      const { status, output } = await run(world, FIRST);
      expect(output).toContain(`https://${HOST} serves. Next:`);
      expect(output).toContain("test_card_visa_credit: none");
      expect(status).toBe(0);
      await expectWhole(world);
    },
    5 * MINUTES,
  );

  test(
    "a second one changes nothing",
    async () => {
      world.platform.changes.length = 0;
      const file = join(world.checkout.folder, ".dev.vars.production");
      const before = readFileSync(file, "utf8");
      const { status } = await run(world, []);
      expect(status).toBe(0);
      expect(world.platform.changes).toEqual([]);
      expect(readFileSync(file, "utf8")).toBe(before);
    },
    5 * MINUTES,
  );

  test(
    "--check finds all as wanted, and afterwards what was changed here",
    async () => {
      world.platform.changes.length = 0;
      const same = await run(world, ["--check"]);
      expect(same.output.match(/as wanted/g)).toHaveLength(STEPS);
      expect(same.status).toBe(0);
      const config = join(world.checkout.folder, "wrangler.toml");
      writeFileSync(config, readFileSync(config, "utf8").replace('namespace_id = "3001"', 'namespace_id = "3901"'));
      const other = await run(world, ["--check"]);
      expect(other.output).toMatch(/DIFFERS +worker +what is here is not what serves/);
      expect(other.status).toBe(1);
      expect(world.platform.changes).toEqual([]);
    },
    5 * MINUTES,
  );

  test(
    "another checkout, as a pipeline has it, finds everything at the platform and makes no key anew",
    async () => {
      const checkout = makeCheckout();
      const pipeline = { ...world, checkout, printed: "" };
      const before = lasting(world.platform);
      const { status, output } = await run(pipeline, []);
      expect(output).toContain("all are there, at the Worker; none is kept here");
      expect(output).toContain("there is no operator's key here");
      expect(status).toBe(0);
      expect(existsSync(join(checkout.folder, ".dev.vars.production"))).toBe(false);
      expect(lasting(world.platform)).toEqual(before);
      expect(world.platform.namespaces).toHaveLength(3);
      checkout.remove();
    },
    5 * MINUTES,
  );

  test(
    "a change deploys one more version, and --rollback goes back to the one before",
    async () => {
      const [first] = world.platform.versions;
      expect((await run(world, [])).status).toBe(0);
      const newest = world.platform.deployments.at(-1)?.versions[0]?.version_id;
      expect(newest).not.toBe(first?.id);
      expect((await run(world, ["--rollback"])).output).toContain("say --yes");
      expect(world.platform.deployments.at(-1)?.versions[0]?.version_id).toBe(newest);
      const { status, output } = await run(world, ["--rollback", "--yes"]);
      expect(output).toContain("KV and Durable Objects stay as they are");
      expect(status).toBe(0);
      expect(world.platform.deployments.at(-1)?.versions[0]?.version_id).not.toBe(newest);
    },
    5 * MINUTES,
  );

  test(
    "a plain deploy by wrangler keeps issuer, namespaces and secrets",
    async () => {
      const { checkout, platform } = world;
      const [before, count] = [lasting(platform), platform.versions.length];
      await new Promise<void>((done, fail) => {
        const words = [resolve("node_modules/wrangler/bin/wrangler.js"), "deploy", "--env", "production"];
        const env = {
          PATH: process.env["PATH"],
          HOME: checkout.folder,
          CLOUDFLARE_API_BASE_URL: platform.url,
          CLOUDFLARE_API_TOKEN: TOKEN,
        };
        execFile(process.execPath, words, { cwd: checkout.folder, env }, (error) =>
          error === null ? done() : fail(error),
        );
      });
      expect(platform.versions).toHaveLength(count + 1);
      expect(lasting(platform)).toEqual(before);
      expect(platform.namespaces).toHaveLength(3);
    },
    5 * MINUTES,
  );

  test(
    "it does not go back over changed secrets unasked",
    async () => {
      world.platform.changeSecret();
      const serving = world.platform.deployments.at(-1)?.versions[0]?.version_id;
      const { status, output } = await run(world, ["--rollback", "--yes"]);
      expect(output).toContain("say --with-secrets");
      expect(status).toBe(1);
      expect(world.platform.deployments.at(-1)?.versions[0]?.version_id).toBe(serving);
    },
    5 * MINUTES,
  );

  test("no secret is printed, or written but where it belongs", () => expectNoSecrets(world));
});

describe("a first deploy that is ended", () => {
  test(
    "at the beginning of each step in turn goes on to the same end",
    async () => {
      const world = await makeWorld();
      try {
        for (let step = 1; step <= STEPS; step += 1) {
          let isReached = false;
          await run(world, FIRST, (output, child) => {
            if (!output.includes(`[${step}/${STEPS}]`)) return;
            isReached = true;
            kill(child);
          });
          expect(isReached).toBe(true);
        }
        expect((await run(world, FIRST)).status).toBe(0);
        await expectWhole(world);
        expectNoSecrets(world);
      } finally {
        await endWorld(world);
      }
    },
    15 * MINUTES,
  );

  test.each([
    "POST /storage/kv/namespaces",
    "POST /workers/scripts/NAME/assets-upload-session",
    "PUT /workers/scripts/NAME",
  ])(
    "right at the platform's %s goes on to the same end",
    async (change) => {
      const world = await makeWorld();
      try {
        let child: ChildProcess | undefined;
        const watch = setInterval(() => {
          if (child !== undefined && world.platform.changes.includes(change)) kill(child);
        }, 5);
        await run(world, FIRST, (_, running) => (child = running));
        clearInterval(watch);
        expect(world.platform.changes).toContain(change);
        expect((await run(world, FIRST)).status).toBe(0);
        await expectWhole(world);
        expectNoSecrets(world);
        expect(
          readdirSync(join(world.checkout.folder, ".wrangler")).filter((name) => name.startsWith("deploy-")),
        ).toEqual([]);
      } finally {
        await endWorld(world);
      }
    },
    10 * MINUTES,
  );
});

test(
  "without a network a deploy says so, and does nothing",
  async () => {
    const world = await makeWorld();
    await world.platform.stop();
    const { status, output } = await run(world, FIRST);
    expect(output).toContain("fetch failed");
    expect(status).toBe(1);
    expect(existsSync(join(world.checkout.folder, ".dev.vars.production"))).toBe(false);
    expect(output).not.toContain(TOKEN);
    await world.service.stop();
    world.checkout.remove();
  },
  5 * MINUTES,
);
