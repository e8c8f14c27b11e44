/** `cs release`: makes a release of what stands, says what was released, builds a release again, begins the next version. */
import { Command } from "commander";
import { answering, JSON_OPTION, type Shown } from "../cli/answer.ts";
import type { Surroundings } from "../cli/surroundings.ts";
import { table } from "../cli/tables.mjs";
import { ToolError } from "../cli/tool-error.mjs";
import { buildAgain } from "../release/build-again.ts";
import { beginNext, type Made, makeRelease } from "../release/make.ts";
import { checkedReleases, type Release } from "../release/releases.ts";
import { workedVersion } from "../release/served.ts";
import { newestOf, STEPS } from "../release/versions.ts";

export const command = (surroundings: Surroundings): Command => {
  const release = new Command("release").description(
    "versions that pages load for years: make one, list, build one again, begin the next",
  );
  release
    .command("make", { isDefault: true })
    .description("what npm run release alone does: make one of what is committed; --dry-run changes nothing")
    .argument("[version]", "such as 1.2.3 (default: the one in package.json)")
    .option("--dry-run", "say what would be made, and change nothing")
    .action(
      answering(surroundings, (version: string | undefined, { dryRun }) =>
        make(version, dryRun === true, surroundings),
      ),
    );
  release
    .command("next")
    .description("begin the next version, once the release is committed and tagged")
    .argument("[step]", `${STEPS.join(", ")}, or a version (default: patch)`)
    .action(answering(surroundings, (step: string | undefined) => `${beginNext(step)} is being worked on from here.`));
  release
    .command("list")
    .description("what was released, after a look at every file of it")
    .option(...JSON_OPTION)
    .action(answering(surroundings, list));
  release
    .command("again")
    .description("build a release again from the commit that brought it, and compare the bytes")
    .argument("[version]", "such as 1.2.3 (default: the newest)")
    .action(answering(surroundings, (version: string | undefined) => again(version, surroundings)));
  return release;
};

async function make(version: string | undefined, isDryRun: boolean, { now }: Surroundings): Promise<string> {
  const today = now().toISOString().slice(0, 10);
  return makeWords(await makeRelease(version ?? workedVersion(), today, { isDryRun }), isDryRun);
}

function makeWords({ release, changed }: Made, isDryRun: boolean): string {
  const { version, date, changes } = release;
  const told = `${changes.length} ${changes.length === 1 ? "entry" : "entries"} of the changelog`;
  return [
    `${isDryRun ? "Would be released" : "Released"}: ${version}, ${date}, with ${told}.`,
    "",
    ...fileLines(release),
    "",
    `${isDryRun ? "Would change" : "Changed"}: ${changed.join(", ")}`,
    "",
    isDryRun ? "Nothing was changed. After it:" : "Look at it (git diff), then:",
    `  git add --all && git commit -m "release: ${version}"`,
    `  git tag --sign v${version} -m "card-surcharge ${version}"`,
    "  npm run release -- again",
    "  npm run release -- next",
    '  git commit --all -m "release: begin the next version"',
    "",
    "How to sign, deploy and publish: docs/releases.md",
  ].join("\n");
}

const fileLines = ({ files }: Release): string[] =>
  Object.entries(files).map(
    ([name, { integrity, bytes, brotliBytes }]) =>
      `  ${name}: ${bytes} bytes, ${brotliBytes} as it travels (Brotli)\n    ${integrity}`,
  );

function list(): Shown {
  const releases = checkedReleases();
  const rows = releases.flatMap(({ version, date, files }) =>
    Object.entries(files).map(([name, { integrity, bytes }]) => [version, date, name, String(bytes), integrity]),
  );
  const text =
    rows.length === 0
      ? "Nothing was released yet."
      : table([["VERSION", "DATE", "FILE", "BYTES", "INTEGRITY"], ...rows]);
  return { text: `${text}\n\nBeing worked on: ${workedVersion()}`, data: { releases, worked: workedVersion() } };
}

function again(wanted: string | undefined, { tell }: Surroundings): string {
  const releases = checkedReleases();
  const version = wanted ?? newestOf(releases.map((release) => release.version));
  const release = releases.find((each) => each.version === version);
  if (release === undefined)
    throw new ToolError("There is no such release: npm run release -- list says which there are.");
  buildAgain(release, tell);
  return `${release.version}, built again from its sources, has the same bytes.`;
}
