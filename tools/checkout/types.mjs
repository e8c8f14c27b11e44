/**
 * Writes `types/workerd.d.ts`, the runtime's types of the pinned wrangler, when it is missing or of another version. After
 * every install, so that an editor finds them; an install does not fail where they cannot be made, `npm run types` does.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const TYPES = "types/workerd.d.ts";
const STAMP = "types/version";
const settings = readFileSync("wrangler.toml", "utf8").match(/^compatibility_.*$/gm) ?? [];
const version = [createRequire(import.meta.url)("wrangler/package.json").version, ...settings].join("\n");

if (!existsSync(TYPES) || !existsSync(STAMP) || readFileSync(STAMP, "utf8") !== version) {
  mkdirSync("types", { recursive: true });
  const result = spawnSync("wrangler", ["types", TYPES, "--include-env=false"], {
    env: { ...process.env, WRANGLER_SEND_METRICS: "false" },
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  if (result.status !== 0) {
    process.stderr.write(`${result.stdout}${result.stderr}`);
    process.exit(process.env["npm_lifecycle_event"] === "postinstall" ? 0 : (result.status ?? 1));
  }
  writeFileSync(STAMP, version);
}
