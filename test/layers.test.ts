/**
 * What each folder may import: each sentence of CONTRIBUTING.md is a rule of the linter, broken here once, in a tree of its
 * own, and seen to be caught.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "layers-"));
  copyFileSync(".oxlintrc.json", join(folder, ".oxlintrc.json"));
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, text: string) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

/** What the linter says of one file, given its text. */
function complaints(path: string, text: string): string {
  write(path, text);
  return spawnSync("oxlint", [path], { cwd: folder, encoding: "utf8" }).stdout;
}

const use = (specifier: string) => `import { one } from "${specifier}";\nexport const two = one;\n`;
const useType = (specifier: string) => `import type { One } from "${specifier}";\nexport type Two = One;\n`;

const PURE = /know no HTTP, clock or store/;
const ONE_WAY = /routes -> answer -> lookup -> gateway/;
const SHIPPED = /imports nothing of the sandbox, tests, tools or examples/;

test.each<[file: string, imports: string, says: RegExp]>([
  ["worker/surcharge/broken.ts", "../http/body.ts", PURE],
  ["worker/surcharge/broken.ts", "hono", PURE],
  ["worker/surcharge/broken.ts", "cloudflare:workers", PURE],
  ["worker/surcharge/broken.ts", "../rules/store.ts", PURE],
  ["worker/surcharge/broken.ts", "../rules/clock.ts", PURE],
  ["worker/surcharge/broken.ts", "../merchants/schema.ts", PURE],
  ["worker/texts/broken.ts", "../lookup/shard.ts", PURE],
  ["worker/gateway/broken.ts", "../lookup/desk.ts", ONE_WAY],
  ["worker/gateway/broken.ts", "../answer/assemble.ts", ONE_WAY],
  ["worker/lookup/broken.ts", "../answer/assemble.ts", ONE_WAY],
  ["worker/lookup/broken.ts", "../doors/admitted.ts", ONE_WAY],
  ["worker/answer/broken.ts", "../routes/lookup.ts", /no room uses a route/],
  ["worker/rules/broken.ts", "../routes/rules.ts", /no room uses a route/],
  ["worker/readiness/broken.ts", "../routes/readiness.ts", /no room uses a route/],
  ["worker/routes/broken.ts", "../../sandbox/index.ts", SHIPPED],
  ["worker/broken.ts", "../tools/build.mjs", SHIPPED],
  ["worker/surcharge/broken.ts", "../../test/support/merchant/deciding.ts", SHIPPED],
  ["contract/broken.ts", "../worker/index.ts", /and imports none of them/],
  ["contract/broken.ts", "../widget/index.ts", /and imports none of them/],
  ["widget/broken.ts", "../worker/index.ts", /sees nothing of the Worker/],
  ["widget/broken.ts", "../contract/lookup.ts", /and no schema/],
  ["widget/broken.ts", "../contract/verify.ts", /and no schema/],
  ["widget/broken.ts", "../contract/charge/plan.ts", /and no schema/],
  ["site/src/status/broken.ts", "../../../worker/ledger/counts/series.ts", /by its answers alone/],
  ["site/src/builder-page/broken.ts", "../../../widget/index.ts", /by its answers alone/],
  ["sandbox/gateway/broken.ts", "../../contract/lists.ts", /The sandbox imports nothing of ours/],
  ["sandbox/gateway/broken.ts", "../../worker/index.ts", /The sandbox imports nothing of ours/],
  ["site/src/builder/broken.ts", "../../../worker/routes/lookup.ts", /made of contract\/ alone/],
  ["site/src/builder/broken.ts", "node:fs", /made of contract\/ alone/],
  ["examples/shop/broken.ts", "../../contract/verify.ts", /imports the published package alone/],
])("%s may not import %s", (file, imports, says) => {
  expect(complaints(file, use(imports))).toMatch(says);
});

test.each<[file: string, text: string]>([
  ["worker/surcharge/fine.ts", use("../../contract/money.ts")],
  ["worker/surcharge/fine.ts", use("../rules/freshness.ts")],
  ["worker/lookup/fine.ts", use("../gateway/client.ts")],
  ["worker/routes/fine.ts", use("../answer/assemble.ts")],
  ["widget/fine.ts", use("../contract/places.ts")],
  ["widget/fine.ts", useType("../contract/lookup.ts")],
  ["site/src/builder/fine.ts", use("../../../contract/lists.ts")],
  ["site/src/builder-page/fine.ts", use("../../../contract/places.ts")],
  ["site/src/status/fine.ts", use("../../../contract/lists.ts")],
  ["examples/shop/fine.ts", use("@card-surcharge/element/verify")],
])("%s may import what it needs", (file, text) => {
  expect(complaints(file, text)).not.toContain("no-restricted-imports");
});

test("two files may not import each other, nor each other's types", () => {
  write("worker/one.ts", use("./two.ts").replaceAll("two =", "first ="));
  expect(complaints("worker/two.ts", 'import { first } from "./one.ts";\nexport const one = () => first;\n')).toMatch(
    /cycle/i,
  );
  write("worker/three.ts", 'import type { Four } from "./four.ts";\nexport type Three = Four | null;\n');
  expect(
    complaints("worker/four.ts", 'import type { Three } from "./three.ts";\nexport type Four = { of: Three };\n'),
  ).toMatch(/cycle/i);
});

test("every folder of the Worker has its rules", () => {
  const folders = execFileSync("git", ["ls-files", "worker"], { encoding: "utf8" })
    .split("\n")
    .flatMap((file) => /^worker\/([\w-]+)\//.exec(file)?.[1] ?? []);
  for (const name of new Set(folders))
    expect(complaints(`worker/${name}/broken.ts`, use("../../sandbox/index.ts"))).toMatch(SHIPPED);
});
