import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { integrityOf } from "../../../tools/build/build-widget.mjs";
import { checkedReleases, readReleases } from "../../../tools/release/releases.ts";

const SCRIPT = Buffer.from("/** @license X */\n");
const RELEASE = {
  version: "1.0.0",
  date: "2026-01-02",
  files: { "card-surcharge.js": { integrity: integrityOf(SCRIPT), bytes: SCRIPT.length, brotliBytes: 9 } },
  sources: `sha256-${"A".repeat(43)}=`,
  changes: ["First."],
};

let root = "";
const write = (name: string, content: string | Buffer | object) =>
  writeFileSync(
    join(root, name),
    typeof content === "string" || Buffer.isBuffer(content) ? content : JSON.stringify(content),
  );

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "card-surcharge-releases-"));
  mkdirSync(join(root, "releases/1.0.0"), { recursive: true });
  write("releases/1.0.0/card-surcharge.js", SCRIPT);
  write("releases.json", [RELEASE]);
  write("CHANGELOG.md", "# Changelog\n\n## Unreleased\n\n## 1.0.0 (2026-01-02)\n\n- First.\n");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test("releases whose files are as they were are told", () => {
  expect(checkedReleases(root)).toEqual([RELEASE]);
});

test("this repository's are so", () => {
  expect(checkedReleases()).toEqual(readReleases());
});

const FLAWS: readonly (readonly [flaw: string, make: () => void, said: RegExp])[] = [
  [
    "a file was changed",
    () => write("releases/1.0.0/card-surcharge.js", "/** @license X */\r\n"),
    /^releases\/1\.0\.0\/card-surcharge\.js was changed\. .*git checkout v1\.0\.0 -- releases\/1\.0\.0 brings it back\. A mend is a new version\.$/,
  ],
  ["a file is gone", () => rmSync(join(root, "releases/1.0.0/card-surcharge.js")), /card-surcharge\.js is gone/],
  ["a folder is gone", () => rmSync(join(root, "releases"), { recursive: true }), /card-surcharge\.js is gone/],
  ["a file is too many", () => write("releases/1.0.0/more.js", "1"), /releases\/1\.0\.0\/more\.js is not part of/],
  [
    "files have no entry",
    () => cpSync(join(root, "releases/1.0.0"), join(root, "releases/1.1.0"), { recursive: true }),
    /^releases\/1\.1\.0 is not in releases\.json/,
  ],
  [
    "an entry was lost",
    () => write("releases.json", []),
    /releases\/1\.0\.0 is not in .*\nCHANGELOG\.md tells of 1\.0\.0/,
  ],
  [
    "a section was lost",
    () => write("CHANGELOG.md", "# Changelog\n\n## Unreleased\n"),
    /^CHANGELOG\.md has no section "## 1\.0\.0 \(2026-01-02\)"/,
  ],
  ["an entry says another date", () => write("releases.json", [{ ...RELEASE, date: "2026-01-03" }]), /has no section/],
  [
    "an entry has another form",
    () => write("releases.json", [{ ...RELEASE, files: 1 }]),
    /^releases\.json cannot be read: .*files/s,
  ],
  ["the list is no JSON", () => write("releases.json", "[,]"), /^releases\.json cannot be read/],
];

test.each(FLAWS)("%s: it is said, and what to do", (_, make, said) => {
  make();
  expect(() => checkedReleases(root)).toThrow(said);
});
