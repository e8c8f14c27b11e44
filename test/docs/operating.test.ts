import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { LIMITS } from "../../worker/doors/limits.ts";

const read = (file: string) => readFileSync(file, "utf8");
const [DEPLOY, WATCH, LIMITED] = ["deploy", "watch", "limits"].map((page) => read(`docs/${page}.md`)) as [
  string,
  string,
  string,
];
const SECURITY = read("docs/security.md");

const matches = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found = ""]) => found);

/** A heading as the anchor that a link to it names. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\w -]/g, "")
    .replaceAll(" ", "-");

/** A page's links that lead to no file, or to no heading of one. What the build makes is held by `tools/pci/files.test.ts`. */
function brokenLinks(page: string): readonly string[] {
  return matches(read(page), /\]\((?!https?:|mailto:|\/docs\/pci\/)([^)\s]+)\)/g).filter((link) => {
    const [file = "", anchor] = link.split("#");
    const path = file === "" ? page : join(dirname(page), file);
    if (!existsSync(path)) return true;
    const headings = () => matches(read(path), /^#+ (.+)$/gm).map(anchorOf);
    return anchor !== undefined && !headings().includes(anchor);
  });
}

test.each(globSync("docs/{*,rules/*}.md"))("every link of %s leads to a page and a heading", (page) => {
  expect(brokenLinks(page)).toEqual([]);
});

test("every test that the threats name is there", () => {
  const named = matches(SECURITY, /`([\w/.-]+\.test\.ts)`/g);
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((file) => !existsSync(join("test", file)))).toEqual([]);
});

test("every setting of a deployment is explained", () => {
  const schema = read("worker/settings/settings.ts").split("const SettingsSchema")[1]?.split("\n});")[0] ?? "";
  const names = matches(schema, /^ {2}([A-Z_]+):/gm);
  expect(names).toContain("SIGNING_KEYS");
  expect(names.filter((name) => !DEPLOY.includes(`\`${name}\``))).toEqual([]);
});

test("every check of /readyz is explained", () => {
  const schema = read("worker/readiness/wire.ts").split("const Checks")[1]?.split("});")[0] ?? "";
  const checks = matches(schema, /^ {2}(\w+): CheckState/gm);
  expect(checks).toContain("rateLimits");
  expect(checks.filter((name) => !WATCH.includes(`| \`${name}\` |`))).toEqual([]);
});

test.each(Object.entries(LIMITS))("the limits of a %s are those of the code", (_, { standard, raised, high }) => {
  const figures = [standard, raised, high].map((figure) => figure.toLocaleString("en"));
  expect(LIMITED).toContain(`| ${figures.join(" | ")} |`);
});

test("the architecture page knows every folder, and names no file that is not there", () => {
  const page = read("docs/architecture.md");
  const folders = globSync("worker/*/").map((folder) => `\`${folder}/\``);
  expect(folders.length).toBeGreaterThan(10);
  expect(folders.filter((folder) => !page.includes(folder))).toEqual([]);
  const named = matches(page, /`((?:worker|widget|contract|sandbox|test|tools|docs)\/[\w/.-]+)`/g);
  expect(named.length).toBeGreaterThan(30);
  expect(named.filter((path) => !existsSync(path))).toEqual([]);
});
