/**
 * What each folder may import: each sentence of CONTRIBUTING.md is a rule of the linter, broken here once, in a tree of its
 * own, and seen to be caught. The linter reads the whole tree once.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const use = (specifier: string) => `import { one } from "${specifier}";\nexport const two = one;\n`;
const useType = (specifier: string) => `import type { One } from "${specifier}";\nexport type Two = One;\n`;

const PURE = /know no HTTP, clock or store/;
const ONE_WAY = /routes -> answer -> lookup -> gateway/;
const SHIPPED = /imports nothing of the sandbox, tests, tools or examples/;

/** A folder, what a file in it imports, and what the linter says then. */
const FORBIDDEN: [folder: string, imports: string, says: RegExp][] = [
  ["worker/surcharge", "../http/body.ts", PURE],
  ["worker/surcharge", "hono", PURE],
  ["worker/surcharge", "cloudflare:workers", PURE],
  ["worker/surcharge", "../rules/store.ts", PURE],
  ["worker/surcharge", "../rules/clock.ts", PURE],
  ["worker/surcharge", "../merchants/schema.ts", PURE],
  ["worker/texts", "../lookup/shard.ts", PURE],
  ["worker/gateway", "../lookup/desk.ts", ONE_WAY],
  ["worker/gateway", "../answer/assemble.ts", ONE_WAY],
  ["worker/lookup", "../answer/assemble.ts", ONE_WAY],
  ["worker/lookup", "../doors/admitted.ts", ONE_WAY],
  ["worker/answer", "../routes/lookup.ts", /no room uses a route/],
  ["worker/rules", "../routes/rules.ts", /no room uses a route/],
  ["worker/readiness", "../routes/readiness.ts", /no room uses a route/],
  ["worker/routes", "../../sandbox/index.ts", SHIPPED],
  ["worker", "../tools/build/build.mjs", SHIPPED],
  ["worker/surcharge", "../../test/support/merchant/deciding.ts", SHIPPED],
  ["contract", "../worker/index.ts", /and imports none of them/],
  ["contract", "../widget/index.ts", /and imports none of them/],
  ["widget", "../worker/index.ts", /sees nothing of the Worker/],
  ["widget", "../contract/lookup.ts", /and no schema/],
  ["widget", "../contract/verify.ts", /and no schema/],
  ["widget", "../contract/charge/plan.ts", /and no schema/],
  ["site/src/status", "../../../worker/ledger/counts/series.ts", /by its answers alone/],
  ["site/src/builder-page", "../../../widget/index.ts", /by its answers alone/],
  ["sandbox/gateway", "../../contract/lists.ts", /The sandbox imports nothing of ours/],
  ["sandbox/gateway", "../../worker/index.ts", /The sandbox imports nothing of ours/],
  ["site/src/builder", "../../../worker/routes/lookup.ts", /made of contract\/ alone/],
  ["site/src/builder", "node:fs", /made of contract\/ alone/],
  ["examples/shop", "../../contract/verify.ts", /imports the published package alone/],
];

/** A folder, and a file in it that is as it should be. */
const ALLOWED: [folder: string, text: string][] = [
  ["worker/surcharge", use("../../contract/money.ts")],
  ["worker/surcharge", use("../rules/freshness.ts")],
  ["worker/lookup", use("../gateway/client.ts")],
  ["worker/routes", use("../answer/assemble.ts")],
  ["widget", use("../contract/places.ts")],
  ["widget", useType("../contract/lookup.ts")],
  ["site/src/builder", use("../../../contract/lists.ts")],
  ["site/src/builder-page", use("../../../contract/places.ts")],
  ["site/src/status", use("../../../contract/lists.ts")],
  ["examples/shop", use("@card-surcharge/element/verify")],
];

/** What imports each other in a circle. */
const CIRCLES: Readonly<Record<string, string>> = {
  "worker/one.ts": use("./two.ts").replaceAll("two =", "first ="),
  "worker/two.ts": 'import { first } from "./one.ts";\nexport const one = () => first;\n',
  "worker/three.ts": 'import type { Four } from "./four.ts";\nexport type Three = Four | null;\n',
  "worker/four.ts": 'import type { Three } from "./three.ts";\nexport type Four = { of: Three };\n',
};

const WORKER_FOLDERS = new Set(
  execFileSync("git", ["ls-files", "worker"], { encoding: "utf8" })
    .split("\n")
    .flatMap((file) => /^worker\/([\w-]+)\//.exec(file)?.[1] ?? []),
);

const broken = (folder: string, row: number) => `${folder}/broken-${row}.ts`;
const fine = (folder: string, row: number) => `${folder}/fine-${row}.ts`;

let tree: string;
let complaints: ReadonlyMap<string, string>;

beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), "layers-"));
  copyFileSync(".oxlintrc.json", join(tree, ".oxlintrc.json"));
  symlinkSync(resolve("node_modules"), join(tree, "node_modules"));
  const files: Record<string, string> = { ...CIRCLES };
  for (const [row, [folder, imports]] of FORBIDDEN.entries()) files[broken(folder, row)] = use(imports);
  for (const [row, [folder, text]] of ALLOWED.entries()) files[fine(folder, row)] = text;
  for (const name of WORKER_FOLDERS) files[`worker/${name}/broken.ts`] = use("../../sandbox/index.ts");
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(tree, file)), { recursive: true });
    writeFileSync(join(tree, file), text);
  }
  const { stdout } = spawnSync("oxlint", ["--format=json", ...Object.keys(files)], {
    cwd: tree,
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  const { diagnostics } = JSON.parse(stdout) as {
    diagnostics: { filename: string; message: string; help?: string; code: string }[];
  };
  const said = new Map<string, string>();
  for (const { filename, message, help = "", code } of diagnostics)
    said.set(filename, `${said.get(filename) ?? ""}${code}: ${message} ${help}\n`);
  complaints = said;
});
afterAll(() => rmSync(tree, { recursive: true, force: true }));

test.each(FORBIDDEN.map(([folder, imports, says], row) => [folder, imports, says, broken(folder, row)] as const))(
  "%s may not import %s",
  (_folder, _imports, says, file) => {
    expect(complaints.get(file)).toMatch(says);
  },
);

test.each(ALLOWED.map(([folder], row) => [folder, fine(folder, row)] as const))(
  "%s may import what it needs: %s",
  (_folder, file) => {
    expect(complaints.get(file) ?? "").not.toContain("no-restricted-imports");
  },
);

test("two files may not import each other, nor each other's types", () => {
  expect(complaints.get("worker/two.ts")).toMatch(/cycle/i);
  expect(complaints.get("worker/four.ts")).toMatch(/cycle/i);
});

test.each([...WORKER_FOLDERS])("worker/%s has its rules", (name) => {
  expect(complaints.get(`worker/${name}/broken.ts`)).toMatch(SHIPPED);
});
