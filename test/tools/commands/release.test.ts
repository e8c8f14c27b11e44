/** A release from its making to its being built again, in a checkout of its own: this one is never changed. */
import { execFileSync, spawnSync } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { integrityOf, SCRIPTS } from "../../../tools/build/build-widget.mjs";
import { withUnreleased } from "../../../tools/release/changelog.ts";
import { readReleases } from "../../../tools/release/releases.ts";
import { IS_NIGHTLY } from "../../support/nightly/nightly.ts";
import { runCommand } from "../../support/node/run-command.ts";

const place = mkdtempSync(join(tmpdir(), "card-surcharge-release-"));
const VERSION = "98.7.0";
const SOURCE = "widget/script-module.ts";
const RELEASED = `releases/${VERSION}/card-surcharge.js`;

const git = (...args: string[]) => execFileSync("git", args, { cwd: place, encoding: "utf8" });
const read = (name: string) => readFileSync(join(place, name), "utf8");
const write = (name: string, text: string) => writeFileSync(join(place, name), text);
const commit = (subject: string) => {
  git("add", "--all");
  git("commit", "--quiet", "--message", subject);
};

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: place, encoding: "utf8" });
  return { status, said: `${stdout}${stderr}` };
}
const release = (...words: string[]) => run("tools/cs.mjs", "release", ...words);

/** What `npm run build` and `npm start` do for the element. */
const serve = () =>
  run(
    "--input-type=module",
    "--eval",
    `const { servedWidget, writeWidget } = await import("./tools/release/served.ts");
     try { await writeWidget("served"); console.log(JSON.stringify(servedWidget())); }
     catch (error) { console.error(error.message); process.exit(1); }`,
  );
const served = (path: string) => read(`served/widget/${path}`);

beforeAll(() => {
  const names = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"], {
    encoding: "utf8",
  });
  for (const name of names.split("\0").filter((name) => name !== "" && existsSync(name))) {
    mkdirSync(dirname(join(place, name)), { recursive: true });
    cpSync(name, join(place, name));
  }
  symlinkSync(resolve("node_modules"), join(place, "node_modules"), "junction");
  git("init", "--quiet");
  git("config", "user.name", "Somebody");
  git("config", "user.email", "somebody@shop.example");
  git("config", "commit.gpgsign", "false");
  writeFileSync(join(place, ".git/info/exclude"), "node_modules\nserved\n");
  write(
    "CHANGELOG.md",
    withUnreleased(read("CHANGELOG.md")).replace("## Unreleased\n", "## Unreleased\n\n- Made up.\n"),
  );
  commit("before");
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

// Each continues where the one before it ended, as those who make a release do.
describe("npm run release", () => {
  test("refuses a tree with changes, and names them", () => {
    write("left-over.txt", "");
    expect(release("make", VERSION)).toMatchObject({ status: 1, said: expect.stringContaining("?? left-over.txt") });
    rmSync(join(place, "left-over.txt"));
  });

  test("refuses a changelog that says nothing new", () => {
    const changelog = read("CHANGELOG.md");
    write("CHANGELOG.md", changelog.replace(/(?<=## Unreleased\n).*/s, "\n## 0.0.0 (2020-01-01)\n\n- Old.\n"));
    write("releases.json", "[]");
    expect(release("make", VERSION).said).toContain("CHANGELOG.md tells of 0.0.0");
    git("checkout", "--quiet", ".");
    write("CHANGELOG.md", changelog.replaceAll(/^( {2}|- ).*\n/gm, ""));
    commit("nothing new");
    expect(release("make", VERSION)).toMatchObject({
      status: 1,
      said: expect.stringContaining('CHANGELOG.md has nothing under "## Unreleased"'),
    });
    git("reset", "--quiet", "--hard", "HEAD~1");
  });

  test.each(["1.2", "1.2.3-beta", "v1.2.3", "../1.0.0"])("refuses %s, which is no version", (version) => {
    expect(release("make", version).said).toContain("A version must be three numbers such as 1.2.3.");
  });

  test("--dry-run says what would be made, and changes nothing", () => {
    const { status, said } = release("make", VERSION, "--dry-run");
    expect({ status, said }).toMatchObject({
      status: 0,
      said: expect.stringContaining(`Would be released: ${VERSION}`),
    });
    expect(said).toMatch(/sha384-\S{64}\n/);
    expect(git("status", "--porcelain")).toBe("");
  });

  test("makes the release, and says what to commit and to tag", () => {
    const { status, said } = release("make", VERSION);
    expect({ status, said }).toMatchObject({ status: 0, said: expect.stringContaining(`git tag --sign v${VERSION}`) });
    const entry = readReleases(place).at(-1);
    expect(entry).toMatchObject({ version: VERSION, changes: expect.arrayContaining(["Made up."]) });
    for (const name of SCRIPTS) {
      const file = readFileSync(join(place, `releases/${VERSION}`, name));
      expect(entry?.files[name]).toMatchObject({ integrity: integrityOf(file), bytes: file.length });
      expect(file.toString()).toContain("@license");
      expect(file.toString()).toContain(VERSION);
    }
    const bill = JSON.parse(read(`releases/${VERSION}/sbom.cdx.json`));
    expect(bill).toMatchObject({ bomFormat: "CycloneDX", metadata: { component: { version: VERSION } } });
    expect(bill.components.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining([...SCRIPTS, "lit-html"]),
    );
    expect(read("CHANGELOG.md")).toMatch(new RegExp(`^## 98\\.7\\.0 \\(${entry?.date}\\)$`, "m"));
    expect(read("docs/integrate.md")).toContain(`/widget/${VERSION}/card-surcharge.js`);
    commit("release");
  });

  test("refuses a version that is there", () => {
    expect(release("make", VERSION).said).toContain(`${VERSION} is released already, and never changes`);
    expect(release("next", VERSION).said).toContain(`${VERSION} is released already, and never changes`);
  });

  test("a released version is served as it was released, and kept for good", () => {
    expect(JSON.parse(serve().said)).toEqual({ moving: expect.arrayContaining(["98"]), unreleased: null });
    expect(served(`${VERSION}/card-surcharge.js`)).toBe(read(RELEASED));
    expect(JSON.parse(served(`${VERSION}/integrity.json`))).toEqual({
      "card-surcharge.js": integrityOf(readFileSync(join(place, RELEASED))),
      "card-surcharge.classic.js": expect.stringMatching(/^sha384-/),
    });
    expect(JSON.parse(served("releases.json"))).toEqual(readReleases(place));
  });

  test("an element that is changed after its release needs another version", () => {
    appendFileSync(join(place, SOURCE), "\nconsole.info('changed');\n");
    expect(serve()).toMatchObject({
      status: 1,
      said: expect.stringContaining(
        `The element is not the one that was released as ${VERSION}, which never changes. Raise the version: npm run release -- next`,
      ),
    });
    expect(release("next")).toMatchObject({
      status: 0,
      said: expect.stringContaining("98.7.1 is being worked on from here."),
    });
    expect(release("next").said).toContain("98.7.1 is being worked on, and is not released yet.");
    expect(read("CHANGELOG.md")).toContain(`## Unreleased\n\n## ${VERSION}`);
    commit("next");
  });

  test("what is being worked on is served beside it, and the moving address stays with the release", () => {
    expect(JSON.parse(serve().said)).toEqual({ moving: expect.arrayContaining(["98"]), unreleased: "98.7.1" });
    expect(served("98.7.1/card-surcharge.js")).toContain("changed");
    for (const name of SCRIPTS) {
      expect(served(`${VERSION}/${name}`)).toBe(read(`releases/${VERSION}/${name}`));
      expect(served(`98/${name}`)).toBe(read(`releases/${VERSION}/${name}`));
    }
    expect(existsSync(join(place, "served/widget/98/integrity.json"))).toBe(false);
  });

  test("the sources of a release give the same bytes, whatever has changed since", () => {
    expect(release("again")).toEqual({
      status: 0,
      said: `${VERSION}, built again from its sources, has the same bytes.\n`,
    });
  }, 60_000);

  test("other bytes are told of, even where the list of releases agrees with them", () => {
    const before = integrityOf(readFileSync(join(place, RELEASED)));
    appendFileSync(join(place, RELEASED), "\n");
    write("releases.json", read("releases.json").replace(before, integrityOf(readFileSync(join(place, RELEASED)))));
    expect(release("again")).toMatchObject({
      status: 1,
      said: expect.stringContaining(`Built again, ${VERSION} has other bytes: card-surcharge.js.`),
    });
    git("checkout", "--quiet", "releases.json");
  }, 60_000);

  test("a released file that was changed stops a build, which says how to bring it back", () => {
    expect(serve()).toMatchObject({ status: 1, said: expect.stringContaining(`${RELEASED} was changed.`) });
    expect(release("list")).toMatchObject({
      status: 1,
      said: expect.stringContaining(`git checkout v${VERSION} -- releases/${VERSION}`),
    });
  });
});

test("list tells a script of every release and of the version that is being worked on", async () => {
  const { status, out } = await runCommand(["release", "list", "--json"]);
  expect(status).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ ok: true, data: { releases: readReleases(), worked: expect.any(String) } });
});

if (IS_NIGHTLY && readReleases().length > 0)
  test("this repository's newest release, built again from its sources, has the same bytes", async () => {
    expect(await runCommand(["release", "again"])).toMatchObject({ status: 0 });
  }, 600_000);
