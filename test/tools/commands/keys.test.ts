import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { ToolError } from "../../../tools/cli/tool-error.mjs";
import { newRing, readRing, revokeKey, rotateRing, settingsOf } from "../../../tools/commands/keys/key-ring.mjs";
import { readDevVars } from "../../../tools/local/dev-vars.mjs";
import { type KeySettings, publicJwks } from "../../../worker/quote/keys.ts";
import { readAdminKeys } from "../../../worker/settings/admin-keys-setting.ts";
import { needs } from "../../support/node/needs.ts";
import { runCommand } from "../../support/node/run-command.ts";

const NOW = 1_795_000_000;
const HOUR = 3_600;
const places: string[] = [];
afterAll(() => places.forEach((place) => rmSync(place, { recursive: true, force: true })));

/** An empty folder with a `wrangler` that notes what it is told and fails on demand. */
function makePlace(wranglerStatus = 0) {
  const place = mkdtempSync(join(tmpdir(), "keys-"));
  places.push(place);
  mkdirSync(join(place, "bin"));
  const wrangler = join(place, "bin/wrangler");
  writeFileSync(wrangler, `#!/bin/sh\n{ echo "$@"; cat; echo; } >> calls\nexit ${wranglerStatus}\n`);
  chmodSync(wrangler, 0o755);
  const env = { PATH: `${join(place, "bin")}:${process.env["PATH"]}` };
  const root = pathToFileURL(`${place}/`);
  return {
    at: (file: string) => join(place, file),
    run: (...args: string[]) => runCommand(["keys", ...args], { env, root }),
  };
}

/** Every private part in the file. */
const secretsIn = (file: string) => readRing(readDevVars(file)).signing.map(({ d }) => d ?? "");

describe("the key ring", () => {
  test("always has two signing keys, and keeps each retired one as a public key with its date", async () => {
    let ring = await newRing({ signing: [], retired: [] }, { now: NOW });
    const seen: string[] = [];
    for (let turn = 1; turn <= 4; turn += 1) {
      const before = ring;
      ring = await rotateRing(ring, { now: NOW + turn * HOUR });
      seen.push(before.signing[0]?.kid ?? "");
      expect(ring.signing).toHaveLength(2);
      expect(ring.signing[0]).toEqual(before.signing[1]);
      expect(ring.retired.map(({ kid }) => kid)).toEqual(seen);
      expect(ring.retired.at(-1)).toMatchObject({ retired_at: NOW + turn * HOUR, kty: "EC" });
    }
    expect(ring.retired.some((key) => "d" in key)).toBe(false);
    expect(new Set([...ring.signing, ...ring.retired].map(({ kid }) => kid)).size).toBe(6);
  });

  test("makes what the Worker reads", async () => {
    const ring = await rotateRing(await newRing({ signing: [], retired: [] }, { now: NOW }), { now: NOW + HOUR });
    const settings = { signingKeys: ring.signing, retiredKeys: ring.retired } as unknown as KeySettings;
    expect(publicJwks(settings).keys.map(({ kid }) => kid)).toEqual(
      [...ring.signing, ...ring.retired].map(({ kid }) => kid),
    );
  });

  test("does not sign with a key that verifiers may not know yet, unless it must", async () => {
    const ring = await newRing({ signing: [], retired: [] }, { now: NOW });
    await expect(rotateRing(ring, { now: NOW + 600 })).rejects.toThrow(/wait 5 more minutes/);
    await expect(rotateRing(ring, { now: NOW + 600, force: true })).resolves.toBeDefined();
    await expect(rotateRing(ring, { now: NOW + 900 })).resolves.toBeDefined();
  });

  test("drops keys out of the archive only when told to", async () => {
    const ring = await newRing({ signing: [], retired: [] }, { now: NOW });
    const year = await rotateRing(ring, { now: NOW + HOUR });
    const later = NOW + 400 * 86_400;
    expect((await rotateRing(year, { now: later })).retired).toHaveLength(2);
    expect((await rotateRing(year, { now: later, keepDays: 365 })).retired).toHaveLength(1);
  });

  test("says when the archive outgrows a secret", async () => {
    let ring = await newRing({ signing: [], retired: [] }, { now: NOW });
    for (let turn = 1; turn <= 20; turn += 1) ring = await rotateRing(ring, { now: NOW + turn * HOUR });
    expect(settingsOf(ring)).toHaveLength(2);
    for (let turn = 21; turn <= 40; turn += 1) ring = await rotateRing(ring, { now: NOW + turn * HOUR });
    expect(() => settingsOf(ring)).toThrow(/^RETIRED_KEYS would be longer than .*--keep-days/);
  });

  test("revokes a key wherever it is, and always has two that sign", async () => {
    const made = await newRing({ signing: [], retired: [] }, { now: NOW });
    const ring = await rotateRing(made, { now: NOW + HOUR });
    const [current, next] = ring.signing;
    const [old] = ring.retired;
    const now = NOW + 2 * HOUR;
    const revoke = (kid = "") => revokeKey(ring, { now, kid });

    expect(await revoke(old?.kid)).toEqual({ signing: ring.signing, retired: [{ ...old, revoked_at: now }] });

    const withoutCurrent = await revoke(current?.kid);
    expect(withoutCurrent.signing).toHaveLength(2);
    expect(withoutCurrent.signing[0]).toEqual(next);
    expect(withoutCurrent.retired.at(-1)).toMatchObject({ kid: current?.kid, retired_at: now, revoked_at: now });
    expect(withoutCurrent.retired.some((key) => "d" in key)).toBe(false);

    const withoutNext = await revoke(next?.kid);
    expect(withoutNext.signing[0]).toEqual(current);
    expect([current?.kid, next?.kid]).not.toContain(withoutNext.signing[1]?.kid);
    expect(withoutNext.retired.at(-1)).toMatchObject({ kid: next?.kid, revoked_at: now });

    await expect(revoke("nobody")).rejects.toThrow("There is no key nobody: npm run keys -- list shows all.");
    await expect(revokeKey(withoutNext, { now, kid: next?.kid ?? "" })).rejects.toThrow(/is revoked already/);
  });

  test("needs two keys to turn, and refuses to forget those that are there", async () => {
    await expect(rotateRing({ signing: [], retired: [] }, { now: NOW })).rejects.toThrow(ToolError);
    const ring = await newRing({ signing: [], retired: [] }, { now: NOW });
    await expect(newRing(ring, { now: NOW })).rejects.toThrow(/use rotate/);
    const forced = await newRing(ring, { now: NOW, force: true });
    expect(forced.retired.map(({ kid }) => kid)).toEqual(ring.signing.map(({ kid }) => kid));
  });
});

describe("npm run keys", needs("signals and file modes"), () => {
  test("turns the ring in .dev.vars and leaves the file's other lines alone", async () => {
    const { at, run } = makePlace();
    const example = readFileSync("tools/local/development.vars", "utf8");
    writeFileSync(at(".dev.vars"), example);
    const result = await run("rotate");
    expect(result.err).toBe("");
    expect(result.out).toMatch(/sandbox-demo-2 +signs/);
    const after = readFileSync(at(".dev.vars"), "utf8");
    for (const line of example.split("\n").filter((line) => !line.startsWith("SIGNING_KEYS=")))
      expect(after).toContain(line);
    expect(statSync(at(".dev.vars")).mode & 0o777).toBe(0o600);
  });

  test("uploads an environment's keys, the archive first, and prints none of them", async () => {
    const { at, run } = makePlace();
    await run("new", "--env", "production");
    const first = secretsIn(at(".dev.vars.production"));
    const result = await run("rotate", "--env", "production", "--force");
    expect(result.status).toBe(0);
    const calls = readFileSync(at("calls"), "utf8");
    expect(calls.match(/^secret put .*/gm)).toEqual([
      "secret put RETIRED_KEYS --env production",
      "secret put SIGNING_KEYS --env production",
      "secret put RETIRED_KEYS --env production",
      "secret put SIGNING_KEYS --env production",
    ]);
    const [gone, next] = first;
    const [signs, fresh] = secretsIn(at(".dev.vars.production"));
    expect(signs).toBe(next);
    expect(calls).toContain(fresh);
    for (const secret of [gone, next, fresh]) expect(result.out + result.err).not.toContain(secret);
  });

  test("revokes a key of an environment, uploads that, and shows it", async () => {
    const { at, run } = makePlace();
    await run("new", "--env", "production");
    const [{ kid } = { kid: "" }, next] = readRing(readDevVars(at(".dev.vars.production"))).signing;
    const result = await run("revoke", kid, "--env", "production");
    expect(result.err).toBe("");
    expect(result.out).toMatch(new RegExp(`^${next?.kid} +signs `, "m"));
    expect(result.out).toMatch(new RegExp(`^${kid} +revoked +- +[-0-9]+ [:0-9]+ +[-0-9]+ [:0-9]+$`, "m"));
    const { retired, signing } = readRing(readDevVars(at(".dev.vars.production")));
    expect(retired).toMatchObject([{ kid, revoked_at: expect.any(Number) }]);
    expect(signing).toHaveLength(2);
    const settings = { signingKeys: signing, retiredKeys: retired } as unknown as KeySettings;
    expect(publicJwks(settings).keys.at(-1)).toMatchObject({ kid, revoked_at: retired[0]?.revoked_at });
    expect(readFileSync(at("calls"), "utf8").match(/^secret put/gm)).toHaveLength(4);
  });

  test("lists keys without their material", async () => {
    const { at, run } = makePlace();
    writeFileSync(at(".dev.vars"), readFileSync("tools/local/development.vars"));
    const { out } = await run("list");
    expect(out).toMatch(/^kid +state +made \(UTC\) +retired \(UTC\) +revoked \(UTC\)\nsandbox-demo-1 +signs/);
    const listed = (await run("list", "--json")).out;
    expect(JSON.parse(listed)).toMatchObject({
      command: "keys list",
      ok: true,
      data: {
        quoteKeys: [{ kid: "sandbox-demo-1", state: "signs" }, { state: "next" }],
        adminKeys: [{ name: "demo" }],
      },
    });
    for (const { d, x, y } of readRing(readDevVars(at(".dev.vars"))).signing)
      for (const part of [d, x, y]) for (const text of [out, listed]) expect(text).not.toContain(part);
    expect(listed).not.toContain("ak_");
  });

  test("keeps the keys when the upload fails, says how to go on, and goes on", async () => {
    const { at, run } = makePlace(1);
    const { err, status } = await run("new", "--env", "staging");
    expect(status).toBe(1);
    expect(err.trim()).toMatch(/^wrangler secret put RETIRED_KEYS failed.*npm run keys -- upload --env staging$/);
    const kept = secretsIn(at(".dev.vars.staging"));
    expect(kept).toHaveLength(2);
    writeFileSync(at("bin/wrangler"), "#!/bin/sh\ncat >> calls\n");
    expect((await run("upload", "--env", "staging")).status).toBe(0);
    for (const secret of kept) expect(readFileSync(at("calls"), "utf8")).toContain(secret);
  });

  test("does nothing on a dry run", async () => {
    const { at, run } = makePlace();
    expect((await run("new", "--env", "production", "--dry-run")).out).toContain(
      "would run: wrangler secret put SIGNING_KEYS --env production",
    );
    expect(() => statSync(at(".dev.vars.production"))).toThrow();
    expect(() => statSync(at("calls"))).toThrow();
  });

  test.each<[string[], RegExp, status?: number]>([
    [["rotate"], /^There is no \.dev\.vars/],
    [["list", "--env", "production"], /^There are no keys in \.dev\.vars\.production/],
    [["upload"], /^upload needs --env NAME\./],
    [["rotate", "--env", "../x"], /^--env <name>: It must be an environment/, 2],
    [["rotate", "--keep-days", "-1"], /^--keep-days <days>: It must be a whole number from 1/, 2],
    [["rotate", "--env", "production", "--keep-days", "x"], /^--keep-days <days>: It must be/, 2],
    [["steal"], /^There is no such command\. It must be one of list, new, rotate/, 2],
    [["revoke"], /^Missing required argument 'kid'/, 2],
    [["rotate", "key"], /^There are too many words/, 2],
    [["revoke", "one", "two"], /^There are too many words/, 2],
  ])("fails in one line at %j", async (args, message, expected = 1) => {
    const { err, status } = await makePlace().run(...args);
    expect(status).toBe(expected);
    expect(err.trim()).toMatch(message);
    expect(err.trim()).not.toContain("\n");
  });

  test("never quotes a broken file", async () => {
    const { at, run } = makePlace();
    writeFileSync(at(".dev.vars"), 'SIGNING_KEYS=\'[{"d":"secret"\'\n');
    const { err } = await run("list");
    expect(err).toBe("SIGNING_KEYS is not a JSON list of keys with a kid each.");
  });
});

describe("npm run keys -- admin", needs("signals and file modes"), () => {
  const keysIn = (file: string) => readAdminKeys(readDevVars(file)["ADMIN_KEYS"] ?? "").keys;

  test("adds a key with a name and a limit, into a file of its own, and prints none", async () => {
    const { at, run } = makePlace();
    writeFileSync(at(".dev.vars"), readFileSync("tools/local/development.vars"));
    const result = await run("admin", "jo", "--limit", "read");
    expect(result).toMatchObject({ status: 0, err: "" });
    const [demo, jo] = keysIn(at(".dev.vars"));
    expect(demo).toEqual({ name: "demo", limit: "all", key: "ak_sandbox_demo" });
    expect(jo).toEqual({ name: "jo", limit: "read", key: expect.stringMatching(/^ak_[0-9a-f]{64}$/) });
    expect(readFileSync(at("jo.admin-key"), "utf8")).toBe(`${jo?.key}\n`);
    expect(statSync(at("jo.admin-key")).mode & 0o777).toBe(0o600);
    expect(result.out).toMatch(/^jo +read$/m);
    expect(result.out).toContain("stop it and start it again");
    expect(result.out).not.toContain(jo?.key);
    expect((await run("list")).out).toMatch(/^jo +read$/m);
    expect((await run("end-admin", "demo")).status).toBe(0);
    expect(keysIn(at(".dev.vars"))).toEqual([jo]);
    expect((await run("end-admin", "jo")).err).toMatch(/^This is the last key/);
  });

  test("uploads all of them to an environment whose keys it knows, and to no other", async () => {
    const { at, run } = makePlace();
    const stranger = await run("admin", "jo", "--env", "production");
    expect(stranger.status).toBe(1);
    expect(stranger.err).toMatch(/^There are no ADMIN_KEYS in \.dev\.vars\.production, and an upload would end/);
    const added = await run("admin", "jo", "--env", "production", "--force");
    expect(added.status).toBe(0);
    expect(added.out).not.toContain("npm start");
    expect((await run("admin", "ci", "--limit", "rules", "--env", "production")).status).toBe(0);
    const calls = readFileSync(at("calls"), "utf8");
    expect(calls.match(/^secret put .*/gm)).toEqual(Array(2).fill("secret put ADMIN_KEYS --env production"));
    expect(calls).toContain(readDevVars(at(".dev.vars.production"))["ADMIN_KEYS"]);
    expect(keysIn(at(".dev.vars.production")).map(({ name, limit }) => `${name} ${limit}`)).toEqual([
      "jo all",
      "ci rules",
    ]);
  });

  test.each<[string[], RegExp, status?: number]>([
    [["admin", "Jo"], /^The name must be 1 to 32/],
    [["admin", "read"], /^The name must be 1 to 32/],
    [["admin", "demo"], /^There is a key named demo already/],
    [["admin", "jo", "--limit", "write"], /^--limit <area>: Allowed choices are all, read, merchants, rules/, 2],
    [["admin"], /^Missing required argument 'name'/, 2],
    [["end-admin", "nobody"], /^There is no key named nobody: there are demo\./],
  ])("fails in one line at %j, and changes nothing", async (args, message, expected = 1) => {
    const { at, run } = makePlace();
    const example = readFileSync("tools/local/development.vars", "utf8");
    writeFileSync(at(".dev.vars"), example);
    const { err, status } = await run(...args);
    expect(status).toBe(expected);
    expect(err.trim()).toMatch(message);
    expect(readFileSync(at(".dev.vars"), "utf8")).toBe(example);
  });

  test("does nothing on a dry run", async () => {
    const { at, run } = makePlace();
    const { out } = await run("admin", "jo", "--env", "production", "--force", "--dry-run");
    expect(out).toContain("would run: wrangler secret put ADMIN_KEYS --env production");
    expect([".dev.vars.production", "jo.admin-key", "calls"].filter((file) => existsSync(at(file)))).toEqual([]);
  });
});

test("git ignores every file that holds keys", needs("a git checkout"), () => {
  const files = [".dev.vars", ".dev.vars.production", ".dev.vars.staging.new", "jo.admin-key", "mch_shop.server-key"];
  const ignored = execFileSync("git", ["check-ignore", ...files]);
  expect(ignored.toString().trim().split("\n")).toEqual(files);
});
