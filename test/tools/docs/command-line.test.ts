import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { COMMANDS } from "../../../tools/cli/command-line.ts";
import { commandLinePage, PAGE } from "../../../tools/docs/command-line.ts";

test("the page of the commands is current (run `npm run commands` after a change of their words)", async () => {
  expect(readFileSync(PAGE, "utf8")).toBe(await commandLinePage());
});

test("names every command, and what it takes", async () => {
  const page = await commandLinePage();
  for (const name of COMMANDS) expect(page).toContain(`\n## ${name}\n`);
  expect(page).toContain("\n### merchants attest\n\n`merchants attest [options] <id> <rule> <kind>`\n");
  expect(page).toMatch(/^\| `--limit <number>` \| how many, up to 100 \(default: 20\) \|$/m);
  expect(page).toContain("| `<key>` | which: one of server, gateway, sealing |");
});
