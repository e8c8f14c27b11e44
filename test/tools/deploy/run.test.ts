/** What a deploy tells, refuses and writes before any platform is asked, and what the real wrangler says where there is none. */
import { execFile, execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { unstable_readConfig as readConfig } from "wrangler";
import { runCommandLine } from "../../../tools/cli/command-line.ts";
import { configFileOf, configText, readConfigFile, writeConfigFile } from "../../../tools/deploy/config-file.ts";
import { readEnvironment } from "../../../tools/deploy/environment.ts";
import { STEPS } from "../../../tools/deploy/run.ts";
import { makeSecrets, operatorKey, readSecrets, secretsFileOf } from "../../../tools/deploy/secrets.ts";
import { tagOfSources } from "../../../tools/deploy/sources.ts";
import { readDevVars } from "../../../tools/local/dev-vars.mjs";
import { needs } from "../../support/node/needs.ts";
import { startPlatform, TOKEN } from "../../support/platform/api.ts";
import { makeCheckout } from "../../support/platform/checkout.ts";

const checkout = makeCheckout();
const { root, folder } = checkout;
afterAll(() => checkout.remove());

/** Nobody is asked, and whatever would go out goes nowhere. */
async function cs(...words: string[]) {
  const [printed, told]: [string[], string[]] = [[], []];
  const status = await runCommandLine(["deploy", ...words], {
    env: { PATH: "", CLOUDFLARE_API_BASE_URL: "http://127.0.0.1:9" },
    root,
    now: () => new Date("2026-11-28T12:00:00Z"),
    print: (text) => void printed.push(text),
    tell: (text) => void told.push(text),
    hasTerminal: false,
    ask: async () => null,
  });
  return { status, printed: printed.join("\n"), told: told.join("\n") };
}

const ownFiles = () => readdirSync(folder).toSorted();

describe("--dry-run", () => {
  const HOST = "pay.shop.example";

  test("tells every step, its commands, files and how it is undone, and writes nothing", async () => {
    const before = ownFiles();
    const words = ["--env", "production", "--host", HOST, "--no-merchant", "--dry-run"];
    const { status, printed } = await cs(...words);
    expect(status).toBe(0);
    for (const [at, step] of STEPS.entries()) expect(printed).toContain(`[${at + 1}/${STEPS.length}] ${step.name}: `);
    expect(printed.match(/^ {4}to undo: ./gm)).toHaveLength(STEPS.length);
    for (const told of [
      "npx wrangler whoami --json",
      "npx wrangler kv namespace create card-surcharge-production-merchants",
      ".dev.vars.production (mode 0600, ignored by git): SIGNING_KEYS, RETIRED_KEYS, SEALING_KEYS, HMAC_KEY, ADMIN_KEYS",
      'npx wrangler deploy -c wrangler.production.json --tag SOURCES --message "secrets: NAMES" --secrets-file',
      "12 rate limiters (namespace ids 3001 to 3012 of the account), 6 Durable Object classes",
      `ISSUER=https://${HOST}`,
      `GET https://${HOST}/readyz`,
      `POST https://${HOST}/v1/lookup`,
      "All that a pipeline has to say is said.",
    ])
      expect(printed).toContain(told);
    expect(ownFiles()).toEqual(before);
  });

  test("says what a first deploy would ask for", async () => {
    const { printed } = await cs("--env", "staging", "--dry-run");
    expect(printed).toContain("it needs --host HOST, and --merchant FILE or --no-merchant");
    expect(printed).toContain("--host card-surcharge-staging.SUBDOMAIN.workers.dev");
  });

  test("of a rollback says what it does to data", async () => {
    const { status, printed } = await cs("--env", "production", "--rollback", "--dry-run");
    expect(status).toBe(0);
    expect(printed).toContain("KV and Durable Objects stay as they are");
    expect(printed).toContain("npx wrangler rollback VERSION --name card-surcharge-production");
  });
});

describe("a refusal", () => {
  test.each([
    ["of no environment", [], 2, "Required option '--env <name>' not specified."],
    ["of development", ["--env", "development", "--dry-run"], 1, "--env must be one of staging, production"],
    ["of one that is not there", ["--env", "prod", "--dry-run"], 1, "--env must be one of staging, production"],
    ["of two wishes at once", ["--env", "production", "--check", "--rollback"], 2, "cannot both be meant"],
    [
      "of a host with a path",
      ["--env", "production", "--host", "https://x.example/", "--dry-run"],
      1,
      "--host must be a host name alone",
    ],
    [
      "of another Worker's host",
      ["--env", "production", "--host", "other.shop.workers.dev", "--dry-run"],
      1,
      "must be card-surcharge-production.SUBDOMAIN.workers.dev",
    ],
  ])("%s says what is allowed", async (_, words, status, text) => {
    const result = await cs(...words);
    expect(result.told).toContain(text);
    expect(result.status).toBe(status);
  });

  test.each(["MERCHANTS", "LIMIT_MERCHANT_HIGH"])("of an environment without %s names it", async (name) => {
    const other = makeCheckout();
    const config = readFileSync("wrangler.toml", "utf8");
    const without = config
      .replaceAll(`, { binding = "${name}" }`, "")
      .replaceAll(new RegExp(`^ *\\{ name = "${name}".*$`, "gm"), "");
    expect(without).not.toBe(config);
    writeFileSync(join(other.folder, "wrangler.toml"), without);
    await expect(readEnvironment("production", other.root)).rejects.toThrow(
      `lacks ${name}: without stores and limiters`,
    );
    other.remove();
  });

  test("of a variable among the secrets names it", () => {
    const other = makeCheckout();
    writeFileSync(join(other.folder, secretsFileOf("production")), "ISSUER=https://pay.example\n");
    expect(() => readSecrets("production", other.root)).toThrow(/^\.dev\.vars\.production has ISSUER, which/);
    other.remove();
  });
});

describe("the configuration of a deployment", () => {
  const place = {
    account: "a1",
    issuer: "https://pay.shop.example",
    stores: { MERCHANTS: "m", RULES: "r", CARD_PROGRAMS: "c" },
  };

  test.each(["staging", "production"])(
    "is that of %s in wrangler.toml, with what only this deployment has",
    async (name) => {
      const environment = await readEnvironment(name, root);
      writeConfigFile(name, root, configText(environment, place));
      const read = (options: { config: string; env?: string }) => readConfig(options, { hideWarnings: true });
      const made = read({ config: join(folder, configFileOf(name)) });
      const written = read({ config: join(folder, "wrangler.toml"), env: name });
      expect(made.kv_namespaces.map(({ binding, id }: { binding: string; id?: string }) => `${binding} ${id}`)).toEqual(
        ["CARD_PROGRAMS c", "MERCHANTS m", "RULES r"],
      );
      expect(made.vars).toEqual({ ...written.vars, ISSUER: place.issuer });
      expect(made.routes).toEqual([{ pattern: "pay.shop.example", custom_domain: true }]);
      expect(made.workers_dev).toBe(false);
      for (const key of [
        "name",
        "main",
        "minify",
        "define",
        "durable_objects",
        "ratelimits",
        "migrations",
        "triggers",
        "assets",
        "secrets",
        "keep_vars",
        "compatibility_date",
      ] as const)
        expect(made[key]).toEqual(written[key]);
      expect(made.build.command).toBeUndefined();
      expect(readConfigFile(name, root)).toEqual({ account: "a1", issuer: place.issuer });
    },
  );

  test("at workers.dev has no route of its own", async () => {
    const environment = await readEnvironment("production", root);
    const issuer = "https://card-surcharge-production.shop.workers.dev";
    expect(JSON.parse(configText(environment, { ...place, issuer }))).toMatchObject({ workers_dev: true });
    expect(configText(environment, { ...place, issuer })).not.toContain("custom_domain");
  });
});

test("keys are made once, as far as they are missing, for their owner alone", async () => {
  const file = join(folder, secretsFileOf("production"));
  const now = new Date("2026-11-28T12:00:00Z");
  await makeSecrets("production", root, ["SIGNING_KEYS", "RETIRED_KEYS", "HMAC_KEY", "ADMIN_KEYS"], now);
  const first = readDevVars(file);
  await makeSecrets("production", root, ["SEALING_KEYS"], now);
  expect(readDevVars(file)).toEqual({ ...first, SEALING_KEYS: expect.stringContaining("seal-2026-11-28") });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(first["ADMIN_KEYS"]).toMatch(/^deploy:merchants:ak_[0-9a-f]{64}$/);
  expect(operatorKey("production", root, {})).toBe(first["ADMIN_KEYS"]?.split(":").at(-1));
  expect(operatorKey("production", root, { CARD_SURCHARGE_ADMIN_KEY: "ak_other" })).toBe("ak_other");
});

test("what a deployment is made of has one name until something of it changes", () => {
  const here = new URL(`file://${resolve(".")}/`);
  const name = tagOfSources(here, "config");
  expect(name).toMatch(/^[0-9a-f]{16}$/);
  expect(tagOfSources(here, "config")).toBe(name);
  expect(tagOfSources(here, "other config")).not.toBe(name);
});

test(
  "git ignores every file that a tool writes keys or a deployment's own values into",
  needs("a git checkout"),
  () => {
    const files = [
      ".dev.vars",
      ...["staging", "production"].flatMap((name) => [
        secretsFileOf(name),
        `${secretsFileOf(name)}.new`,
        configFileOf(name),
      ]),
      "jo.admin-key",
      "mch_shop.server-key",
      ".wrangler/deploy-1/secrets.json",
    ];
    const ignored = execFileSync("git", ["check-ignore", ...files], { encoding: "utf8" });
    expect(ignored.trim().split("\n")).toEqual(files);
  },
);

test("the real wrangler, with a token that the platform refuses: it is said, and how to log in", async () => {
  const platform = await startPlatform();
  const words = [resolve("test/support/platform/command.mjs"), folder, "deploy", "--env", "production", "--check"];
  const env = {
    PATH: process.env["PATH"],
    HOME: folder,
    CLOUDFLARE_API_BASE_URL: platform.url,
    CLOUDFLARE_API_TOKEN: `wrong_${TOKEN}`,
  };
  // Asynchronous: the platform answers from this very process.
  const { status, text } = await new Promise<{ status: number | null; text: string }>((done) => {
    const child = execFile(process.execPath, words, { env }, (_, stdout, stderr) =>
      done({ status: child.exitCode, text: stdout + stderr }),
    );
  });
  await platform.stop();
  expect(text).toContain("Authentication error [code: 10000]");
  expect(text).toContain("npx wrangler login, or set CLOUDFLARE_API_TOKEN");
  expect(text).not.toContain(TOKEN);
  expect(status).toBe(1);
}, 120_000);
