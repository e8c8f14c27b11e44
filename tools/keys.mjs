/**
 * The keys that sign quotes and those of operators, from the command line: `npm run keys -- new | rotate | revoke | admin |
 * end-admin | list | upload`.
 *
 * Keys live in a file that git ignores, `.dev.vars` or `.dev.vars.NAME` for an environment, because a Worker's secrets
 * cannot be read back. No private key is ever printed; wrangler gets it on its standard input.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { addAdminKey, adminKeyTable, endAdminKey } from "./admin-keys.mjs";
import { KeyRingError, newRing, readRing, revokeKey, rotateRing, settingsOf, tableOf } from "./key-ring.mjs";
import { readDevVars } from "./local/dev-vars.mjs";

const USAGE = `usage: npm run keys -- COMMAND [--env NAME] [options]

  list      the keys and their state; never the keys themselves
  new       two new keys; --force retires those that are there
  rotate    the next key signs from now on, a new one is published behind it, the old one goes to the archive;
            --keep-days N drops keys retired longer ago; --force does not wait until every verifier knows the next key
  revoke    KID: takes all trust from a key that leaked; a new one takes its place if it signs or would sign next
  admin     NAME: one more key for an operator of this name, written to NAME.admin-key; --limit read, merchants or rules lets
            it change nothing else
  end-admin NAME: ends the operator's key of this name
  upload    sends the file's keys to the environment once more, after a failed upload

  --env NAME   the keys of this environment of wrangler.toml, in .dev.vars.NAME; what changes keys then runs
               \`wrangler secret put\`. Without it: .dev.vars, for local use, which npm start
               reads when it starts; nothing is uploaded.
  --dry-run    says what would be done, and does nothing`;

const OWNER_ONLY = 0o600;
/** Of a change without --env. */
const STARTED_AGAIN = "A npm start that runs knows nothing of it: stop it and start it again.";

/** Replaces or adds the settings' lines, leaves all others as they are, and puts the file in place in one step.
 * @param {string} file @param {[name: string, value: string][]} settings */
function writeSettings(file, settings) {
  const lines = existsSync(file) ? readFileSync(file, "utf8").trimEnd().split("\n") : [];
  const kept = lines.filter((line) => !settings.some(([name]) => line.startsWith(`${name}=`)));
  const text = [...kept, ...settings.map(([name, value]) => `${name}='${value}'`)].join("\n");
  const draft = `${file}.new`;
  writeFileSync(draft, `${text}\n`, { mode: OWNER_ONLY });
  renameSync(draft, file);
}

/** @param {string} environment @param {[name: string, value: string][]} settings @param {string} file */
function upload(environment, settings, file) {
  for (const [name, value] of settings) {
    const { status } = spawnSync("wrangler", ["secret", "put", name, "--env", environment], {
      input: value,
      stdio: ["pipe", "ignore", "inherit"],
      shell: process.platform === "win32",
      env: { ...process.env, WRANGLER_SEND_METRICS: "false" },
    });
    if (status !== 0)
      throw new KeyRingError(
        `wrangler secret put ${name} failed. The keys are safe in ${file}: npm run keys -- upload --env ${environment}`,
      );
    console.log(`${name} is in ${environment}`);
  }
}

/** The commands that name one key. */
const NAMING = new Set(["revoke", "admin", "end-admin"]);

/** @param {string[]} args */
function readOptions(args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      env: { type: "string" },
      force: { type: "boolean" },
      "dry-run": { type: "boolean" },
      "keep-days": { type: "string" },
      limit: { type: "string" },
    },
  });
  const [command, ...more] = positionals;
  if (command === undefined || more.length !== (NAMING.has(command) ? 1 : 0)) throw new KeyRingError(USAGE);
  const { env, force = false, "dry-run": isDryRun = false, "keep-days": keepDays, limit = "all" } = values;
  if (env !== undefined && !/^[a-z][a-z0-9-]*$/.test(env))
    throw new KeyRingError("--env must be an environment of wrangler.toml, such as staging or production.");
  if (keepDays !== undefined && !/^[1-9]\d{0,4}$/.test(keepDays))
    throw new KeyRingError("--keep-days must be a whole number of days, such as 800.");
  return {
    command,
    named: more[0] ?? "",
    limit,
    env,
    force,
    isDryRun,
    keepDays: keepDays === undefined ? undefined : Number(keepDays),
  };
}

/** @param {string[]} args */
async function run(args) {
  if (args.includes("--help")) return console.log(USAGE);
  const options = readOptions(args);
  const { command, named, env, force, isDryRun, keepDays } = options;
  const file = env === undefined ? ".dev.vars" : `.dev.vars.${env}`;
  if (env === undefined && !existsSync(file))
    throw new KeyRingError("There is no .dev.vars: copy tools/local/development.vars to it, or run npm start once.");
  if (command === "admin" || command === "end-admin") return runAdmin(options, file);
  const { ADMIN_KEYS = "" } = readDevVars(file);
  const ring = readRing(readDevVars(file));
  const now = Math.floor(Date.now() / 1000);
  const makers = {
    list: async () => ring,
    upload: async () => ring,
    new: () => newRing(ring, { now, force }),
    rotate: () => rotateRing(ring, { now, force, keepDays }),
    revoke: () => revokeKey(ring, { now, kid: named }),
  };
  if (!Object.hasOwn(makers, command)) throw new KeyRingError(USAGE);
  const next = await makers[/** @type {keyof typeof makers} */ (command)]();
  if (next.signing.length === 0) throw new KeyRingError(`There are no keys in ${file}: make them with new.`);
  const settings = settingsOf(next);
  console.log(tableOf(next));
  if (command === "list" && ADMIN_KEYS !== "") console.log(`\n${adminKeyTable(ADMIN_KEYS)}`);
  if (command === "list") return;
  if (command === "upload" && ADMIN_KEYS !== "") settings.push(["ADMIN_KEYS", ADMIN_KEYS]);
  if (isDryRun) return sayDryRun(env, settings, command === "upload" ? [] : [file]);
  // The file first: keys that are uploaded but kept nowhere could never be rotated.
  if (command !== "upload") writeSettings(file, settings);
  if (env !== undefined) upload(env, settings, file);
  else if (command !== "upload") console.log(STARTED_AGAIN);
  else throw new KeyRingError("upload needs --env NAME.");
}

/** @param {string | undefined} env @param {[name: string, value: string][]} settings @param {string[]} files */
function sayDryRun(env, settings, files) {
  for (const file of files) console.log(`would write ${file}`);
  for (const [name] of env === undefined ? [] : settings)
    console.log(`would run: wrangler secret put ${name} --env ${env}`);
}

/** One operator's key more, or one less. @param {ReturnType<typeof readOptions>} options @param {string} file */
function runAdmin({ command, named, limit, env, force, isDryRun }, file) {
  const { ADMIN_KEYS: before = "" } = readDevVars(file);
  if (env !== undefined && before === "" && !force)
    throw new KeyRingError(
      `There are no ADMIN_KEYS in ${file}, and an upload would end those that ${env} has: put them there first, or use --force where it has none.`,
    );
  const made = command === "admin" ? addAdminKey(before, { name: named, limit }) : null;
  const after = made?.text ?? endAdminKey(before, named);
  const keyFile = `${named}.admin-key`;
  console.log(adminKeyTable(after));
  if (isDryRun) return sayDryRun(env, [["ADMIN_KEYS", after]], made === null ? [file] : [keyFile, file]);
  if (made !== null) writeFileSync(keyFile, `${made.key}\n`, { mode: OWNER_ONLY, flag: "wx" });
  writeSettings(file, [["ADMIN_KEYS", after]]);
  if (env !== undefined) upload(env, [["ADMIN_KEYS", after]], file);
  else console.log(STARTED_AGAIN);
  if (made !== null) console.log(`The key is in ${keyFile}: give it to its operator, and delete the file.`);
}

/** Runs the command; a failure is one line on standard error and a status of 1. */
async function main() {
  try {
    await run(process.argv.slice(2));
  } catch (error) {
    const isOurs = error instanceof KeyRingError || (error instanceof TypeError && "code" in error);
    console.error(isOurs ? error.message : `keys: ${error instanceof Error ? error.message : "failed"}`);
    process.exitCode = 1;
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await main();
