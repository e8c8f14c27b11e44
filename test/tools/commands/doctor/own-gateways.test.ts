/** Where the doctor finds an operator's own gateways. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { entriesWith, parseOwnGateways, readOwnGateways } from "../../../../tools/commands/doctor/own-gateways.ts";

const entry = (name: string) =>
  JSON.stringify({ [name]: { brand: "My Brand", origin: "https://sandbox.mybrand.example", mode: "test" } });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "own-gateways-"));
  await writeFile(join(folder, ".dev.vars"), `GATEWAYS='${entry("of_dev_vars")}'\n`);
  await writeFile(
    join(folder, "wrangler.toml"),
    `name = "x"\n[env.production]\nvars = { GATEWAYS = '''${entry("of_production")}''' }\n[env.staging]\nvars = {}\n`,
  );
});
afterAll(() => rm(folder, { recursive: true }));

const namesIn = async (env: Record<string, string>, wranglerEnv?: string) => {
  const files = { devVars: join(folder, ".dev.vars"), wranglerConfig: join(folder, "wrangler.toml") };
  return [...(await parseOwnGateways(await readOwnGateways(env, { ...files, wranglerEnv }))).keys()];
};

test.each([
  ["this process", { GATEWAYS: entry("of_the_process") }, undefined, ["of_the_process"]],
  [".dev.vars, where the process has none", {}, undefined, ["of_dev_vars"]],
  ["the wrangler environment that was named", { GATEWAYS: entry("of_the_process") }, "production", ["of_production"]],
  ["nowhere, where that environment has none", { GATEWAYS: entry("of_the_process") }, "staging", []],
])("they are those of %s", async (_, env, wranglerEnv, names) => {
  expect(await namesIn(env, wranglerEnv)).toEqual(names);
});

test("an environment that is not there is an error", async () => {
  await expect(namesIn({}, "prod")).rejects.toThrow(/prod/);
});

test("a wrong entry is named with what is allowed", async () => {
  await expect(parseOwnGateways('{"my_live": {"brand": "My"}}')).rejects.toThrow(
    /^GATEWAYS.my_live.origin must be an https origin.*; GATEWAYS.my_live.mode must be test or live$/,
  );
});

test("a name that could be a card number is not repeated", async () => {
  await expect(parseOwnGateways('{"4242424242424242": 1}')).rejects.toThrow(
    /^GATEWAYS\.\(unnamed\) must be an object of brand/,
  );
});

test("a verdict is written into the entries of its brand alone", async () => {
  const own = await parseOwnGateways(
    JSON.stringify({
      ...JSON.parse(entry("my_sandbox")),
      other: { brand: "O", origin: "https://o.example", mode: "live" },
    }),
  );
  const written = JSON.parse(`{${entriesWith(own, "My Brand", "verified")}}`) as object;
  expect(written).toEqual({
    my_sandbox: { brand: "My Brand", origin: "https://sandbox.mybrand.example", mode: "test", tokenReuse: "verified" },
  });
});
