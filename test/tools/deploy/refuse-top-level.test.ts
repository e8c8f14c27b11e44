/** Nothing is deployed by mistake: not the top level of wrangler.toml, and no published value by the platform's deploy button. */
import { execFileSync, spawnSync } from "node:child_process";
import { basename } from "node:path";
import { expect, test } from "vitest";
import { needs } from "../../support/node/needs.ts";

test.each([["deploy"], ["versions", "upload"]])("wrangler %s %s without an environment is refused", (...command) => {
  const result = spawnSync("wrangler", [...command, "--dry-run"], {
    env: { ...process.env, WRANGLER_SEND_METRICS: "false" },
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  expect(result.status).toBe(1);
  expect(result.stdout + result.stderr).toContain("run npm run deploy -- --env production");
});

test("no file of the repository is one that the deploy button offers secrets from", needs("a git checkout"), () => {
  const files = execFileSync("git", ["ls-files"], { encoding: "utf8" }).trim().split("\n");
  expect(files.length).toBeGreaterThan(500);
  expect(files.filter((file) => /^\.(?:dev\.vars|env\.)/.test(basename(file)))).toEqual([]);
});
