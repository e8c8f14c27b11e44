/** The files for an assessor, as a build writes them: held to the element's bytes, the bundles, the lock files and the docs. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildWidget } from "../../../tools/build/build-widget.mjs";
import { PCI_FILES, writePciFiles } from "../../../tools/pci/files.ts";
import { noticeIn } from "../../../tools/pci/packages.ts";

const { name, version } = JSON.parse(readFileSync("package.json", "utf8")) as { name: string; version: string };
const place = mkdtempSync(join(tmpdir(), "pci-"));
const assets = join(place, "assets");
const element = join(assets, "widget", version);
let integrity: Record<string, string>;

const made = (file: string) => readFileSync(join(assets, "docs/pci", file), "utf8");
const json = (file: string): unknown => JSON.parse(made(file));

interface Component {
  readonly type: string;
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly hashes: readonly { readonly alg: string; readonly content: string }[];
  readonly licenses: readonly { readonly license: { readonly id: string } }[];
  readonly properties: readonly { readonly value: string }[];
}
interface Bill {
  readonly serialNumber: string;
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
}

const bill = () => json("sbom.json") as Bill;
const libraries = () => bill().components.filter(({ type }) => type === "library");
const partsOf = ({ properties }: Component) => properties.map(({ value }) => value);
const namesIn = (part: string) => libraries().flatMap((one) => (partsOf(one).includes(part) ? one.name : []));

beforeAll(async () => {
  ({ integrity } = await buildWidget({ outDir: element }));
  await writePciFiles(assets);
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

test("are all there, and the same when they are written again", async () => {
  expect(readdirSync(join(assets, "docs/pci")).toSorted()).toEqual([...PCI_FILES].toSorted());
  const before = PCI_FILES.map(made);
  await writePciFiles(assets);
  expect(PCI_FILES.map(made)).toEqual(before);
});

test("are linked from the page that explains them, and no others are", () => {
  const page = readFileSync("docs/pci.md", "utf8");
  const linked = [...page.matchAll(/\]\(\/docs\/pci\/([^)]+)\)/g)].map(([, file = ""]) => file);
  expect([...new Set(linked)].toSorted()).toEqual([...PCI_FILES].toSorted());
  const tests = [...page.matchAll(/`(test\/[\w/.-]+)`/g)].map(([, file = ""]) => file);
  for (const file of tests) expect(readFileSync(file, "utf8")).toContain("test(");
});

test("the inventory has each script file by the hash of its bytes, and leaves room for who authorised it", () => {
  const lines = json("inventory.json") as { script: string; integrity: string; address: string; bytes: number }[];
  expect(Object.fromEntries(lines.map((line) => [line.script, line.integrity]))).toEqual(integrity);
  for (const { script, integrity, address, bytes } of lines) {
    const file = readFileSync(join(element, script));
    expect(integrity).toBe(`sha384-${createHash("sha384").update(file).digest("base64")}`);
    expect(bytes).toBe(file.length);
    expect(address).toBe(`https://HOST/widget/${version}/${script}`);
  }
  const [head, ...rows] = made("inventory.csv").trimEnd().split("\r\n");
  expect(head).toMatch(/,authorised by,authorised on,last reviewed on$/);
  for (const row of rows) expect(row).toMatch(/,,,$/);
  for (const hash of Object.values(integrity)) expect(made("inventory.csv")).toContain(`,${hash},`);
});

test("the policy's lines are those of the docs", () => {
  const docs = /## Content Security Policy[\s\S]*?```\w*\n([\s\S]*?)```/.exec(
    readFileSync("docs/integrate.md", "utf8"),
  )?.[1];
  const plain = (text = "") => text.replaceAll(/\s+/g, " ").trim();
  expect(plain(made("content-security-policy.txt"))).toBe(plain(docs));
});

test("the tables are those of the docs, with every row", () => {
  const rows = (page: string, from: string) =>
    (readFileSync(`docs/${page}.md`, "utf8").split(`\n## ${from}\n`)[1]?.split("\n## ")[0]?.match(/^\| /gm) ?? [])
      .length - 1;
  const lines = (file: string) => made(file).trimEnd().split("\r\n").length;
  expect(lines("responsibilities.csv")).toBe(rows("pci", "Who does what"));
  expect(lines("data-map.csv")).toBe(rows("data-map", "What is stored, where, how long"));
  expect(made("data-map.csv")).toContain("MERCHANT_OUTCOMES");
  expect(made("responsibilities.csv")).toMatch(/^subject,merchant,operator of this service,gateway\r\n/);
});

describe("the bill of materials", () => {
  test("names the version, the script files by their hashes, and is known by what is in it", () => {
    const { metadata, components, serialNumber } = bill();
    expect(metadata.component).toMatchObject({ name, version });
    const files = components.filter(({ type }) => type === "file");
    const hashes = files.map(({ name, hashes }) => [
      name,
      `sha384-${Buffer.from(hashes.find(({ alg }) => alg === "SHA-384")?.content ?? "", "hex").toString("base64")}`,
    ]);
    expect(Object.fromEntries(hashes)).toEqual(integrity);
    expect(serialNumber).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  test("says of each package what npm says of it", () => {
    const args = ["sbom", "--package-lock-only", "--sbom-format", "cyclonedx"];
    const told = spawnSync("npm", args, { encoding: "utf8", maxBuffer: 2 ** 26, shell: process.platform === "win32" });
    const known = (JSON.parse(told.stdout) as Bill).components;
    for (const { purl, version, hashes, licenses } of libraries())
      expect(known.find((one) => one.purl === purl)).toMatchObject({ version, hashes, licenses });
  });

  test("has what the element's own files say is in them, and nothing else for them", () => {
    const notices =
      readFileSync(join(element, "card-surcharge.js"), "utf8").split("Bundled license information:")[1] ?? "";
    const named = [...notices.matchAll(/^((?:@[\w.-]+\/)?[\w.-]+)\/\S+:$/gm)].map(([, found = ""]) => found);
    expect(namesIn("element")).toContain("lit-html");
    expect([...new Set(named)].toSorted()).toEqual(namesIn("element").toSorted());
  });

  test("has nothing of others in the npm package", () => {
    expect(namesIn("package")).toEqual([]);
  });
});

describe("licences", () => {
  /** They ask for no more than that their notice goes along, and some not even for that. */
  const HARMLESS = new Set(["0BSD", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "Unlicense"]);

  test("ask for no more than their notice", () => {
    const others = libraries().filter(({ licenses }) => !HARMLESS.has(licenses[0]?.license.id ?? ""));
    expect(others.map(({ name }) => name)).toEqual([]);
    expect(libraries().length).toBeGreaterThan(6);
  });

  test("are there in full for each package, and in the list", () => {
    for (const { name, version, licenses } of libraries()) {
      const id = licenses[0]?.license.id ?? "";
      expect(made("licences.csv")).toContain(`\n${name},${version},${id},`);
      const notice = made("licences.txt").split(`\n${name} ${version} (${id})\n`)[1]?.split("-".repeat(80))[1] ?? "";
      expect(notice, name).toMatch(id === "Unlicense" ? /public domain/i : /copyright/i);
      expect(notice.length, name).toBeGreaterThan(600);
    }
    expect(made("licences.txt")).toContain("Redistributions in binary form must reproduce the above copyright");
  });

  test("a package without one is not shipped", () => {
    const folder = join(place, "bare");
    mkdirSync(folder);
    expect(() => noticeIn(folder, "bare")).toThrow("bare is shipped and has no licence's text");
    writeFileSync(join(folder, "LICENCE.md"), "Copyright somebody\n");
    expect(noticeIn(folder, "bare")).toBe("Copyright somebody");
  });
});

test.each(["", "site/"])("each package of %spackage-lock.json has its hash and comes from the registry", (home) => {
  const { packages } = JSON.parse(readFileSync(`${home}package-lock.json`, "utf8")) as {
    packages: Record<string, { integrity?: string; resolved?: string }>;
  };
  const others = Object.entries(packages).filter(
    ([path, { integrity = "", resolved = "https://registry.npmjs.org/" }]) =>
      path !== "" && !(integrity.startsWith("sha512-") && resolved.startsWith("https://registry.npmjs.org/")),
  );
  expect(others.map(([path]) => path)).toEqual([]);
});
