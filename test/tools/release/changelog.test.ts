import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { releasedSections, unreleasedChanges, withRelease, withUnreleased } from "../../../tools/release/changelog.ts";

const BEFORE = `# Changelog

What users notice.

## Unreleased

- One thing,
  told on two lines. [More](docs/x.md).
- \`Another\` - with a dash.

### A heading

- A third.

## 1.0.0 (2026-01-02)

- Old.
`;

describe("what the top section says has changed", () => {
  test("is each of its entries, whole, and none of an older release", () => {
    expect(unreleasedChanges(BEFORE)).toEqual([
      "One thing, told on two lines. [More](docs/x.md).",
      "`Another` - with a dash.",
      "A third.",
    ]);
  });

  test.each([
    "# Changelog\n",
    "# Changelog\n\n## Unreleased\n\n## 1.0.0 (2026-01-02)\n\n- Old.\n",
    withRelease(BEFORE, "1.1.0", "2026-03-04"),
  ])("is nothing where there is none", (changelog) => expect(unreleasedChanges(changelog)).toEqual([]));
});

test("a release takes the top section, and the next version begins one", () => {
  const released = withRelease(BEFORE, "1.1.0", "2026-03-04");
  expect(releasedSections(BEFORE)).toEqual([{ version: "1.0.0", date: "2026-01-02" }]);
  expect(releasedSections(released)).toEqual([
    { version: "1.1.0", date: "2026-03-04" },
    { version: "1.0.0", date: "2026-01-02" },
  ]);
  const next = withUnreleased(released);
  expect(next).toBe(released.replace("## 1.1.0", "## Unreleased\n\n## 1.1.0"));
  expect(withUnreleased(next)).toBe(next);
});

test("a heading of another form has no date, so that it is told of", () => {
  expect(releasedSections("## 1.2.0\n\n## 1.1.0 - 2026-03-04\n")).toEqual([
    { version: "1.2.0", date: null },
    { version: "1.1.0 - 2026-03-04", date: null },
  ]);
});

test("this repository's changelog has a top section for what is not released", () => {
  expect(readFileSync("CHANGELOG.md", "utf8")).toMatch(/\n## Unreleased\n/);
});
