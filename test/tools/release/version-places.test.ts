import { describe, expect, test } from "vitest";
import { readReleases } from "../../../tools/release/releases.ts";
import { workedVersion } from "../../../tools/release/served.ts";
import { type Edits, editPinned, editWorked, pinnedPlaces } from "../../../tools/release/version-places.ts";
import { pinnedVersion } from "../../../tools/release/versions.ts";

test("pages, docs and examples name the version that pages are to load", () => {
  const places = pinnedPlaces();
  const expected = pinnedVersion(readReleases(), workedVersion());
  for (const { file, versions } of places) expect([file, ...new Set(versions)]).toEqual([file, expected]);
  expect(places.map(({ file }) => file)).toEqual(
    expect.arrayContaining([
      "README.md",
      "docs/integrate.md",
      "examples/html/index.html",
      "site/src/builder/choices.ts",
    ]),
  );
});

describe("another version", () => {
  test("is worked on in every place that says it", () => {
    const edits: Edits = new Map();
    editWorked(edits, workedVersion(), "98.7.6");
    for (const [file, text] of edits) expect([file, text.includes("98.7.6")]).toEqual([file, true]);
    expect(JSON.parse(edits.get("package-lock.json") ?? "")).toMatchObject({
      version: "98.7.6",
      packages: { "": { version: "98.7.6" } },
    });
  });

  test("is refused where a file does not say the one before", () => {
    expect(() => editWorked(new Map(), "98.7.6", "98.7.7")).toThrow("package.json does not say the version 98.7.6");
  });

  test("is named by every page, and what else they say stays", () => {
    const edits: Edits = new Map();
    editPinned(edits, "98.7.6");
    expect(edits.get("docs/integrate.md")).toContain("https://HOST/widget/98.7.6/card-surcharge.classic.js");
    expect(edits.get("site/src/builder/choices.ts")).toContain('\n  version: "98.7.6",');
  });
});
