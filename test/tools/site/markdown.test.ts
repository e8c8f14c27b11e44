/** A file of the repository becomes a page of the site. */
import { describe, expect, test } from "vitest";
import { markdownFile, pageAddress, toPage } from "../../../tools/site/markdown.ts";

const KNOWN = new Set([
  "docs/README.md",
  "docs/operate.md",
  "docs/rules/README.md",
  "docs/rules/renew.md",
  "CHANGELOG.md",
]);
const bodyOf = (source: string, body: string) => toPage(source, `# Title\n\n${body}\n`, KNOWN).body;

test.each([
  ["docs/README.md", "/docs/", "README.md"],
  ["docs/operate.md", "/docs/operate/", "operate.md"],
  ["docs/rules/README.md", "/docs/rules/", "rules/README.md"],
  ["docs/rules/renew.md", "/docs/rules/renew/", "rules/renew.md"],
  ["CHANGELOG.md", "/docs/changelog/", "changelog.md"],
  ["recipes/php/README.md", "/docs/recipes/php/", "recipes/php/README.md"],
])("%s is served at %s", (source, address, markdown) => {
  expect(pageAddress(source)).toBe(address);
  expect(markdownFile(source)).toBe(markdown);
});

describe("the title", () => {
  test("is the first heading, which the body then lacks", () => {
    expect(toPage("docs/operate.md", "<!-- Made. -->\n\n# Run `it`\n\nFirst.\n", KNOWN)).toMatchObject({
      title: "Run it",
      body: "First.",
    });
  });

  test("must be there", () => {
    expect(() => toPage("docs/operate.md", "Text.\n\n## Part\n", KNOWN)).toThrow("docs/operate.md does not begin");
  });
});

describe("the description", () => {
  const described = (body: string) => toPage("docs/operate.md", `# T\n\n${body}\n`, KNOWN).description;

  test("is the first paragraph, without marks", () => {
    expect(described("| a |\n| - |\n\n![p](p.png)\n\n**One** [line](x.md)\nand `more`.\n\nTwo.")).toBe(
      "One line and more.",
    );
  });

  test("ends at a word, within 160 characters", () => {
    const long = described("word ".repeat(60));
    expect(long.length).toBeLessThanOrEqual(161);
    expect(long).toMatch(/word \.\.\.$/);
  });
});

describe("a link", () => {
  test.each([
    ["docs/operate.md", "[a](rules/README.md#one)", "[a](/docs/rules/#one)"],
    ["docs/rules/renew.md", "[a](../operate.md)", "[a](/docs/operate/)"],
    ["docs/rules/renew.md", "[a](README.md)", "[a](/docs/rules/)"],
    ["docs/operate.md", "[a](rules/)", "[a](/docs/rules/)"],
    ["docs/operate.md", "[a](../CHANGELOG.md)", "[a](/docs/changelog/)"],
    ["CHANGELOG.md", "[a](docs/operate.md#watch)", "[a](/docs/operate/#watch)"],
    ["docs/operate.md", "[`a`](../worker/index.ts)", "`a`"],
    ["docs/operate.md", "[a](#here) [b](https://x.example/y.md)", "[a](#here) [b](https://x.example/y.md)"],
    ["docs/rules/renew.md", "![map](us.svg)", "![map](us.svg)"],
  ])("of %s: %s", (source, link, expected) => {
    expect(bodyOf(source, link)).toBe(expected);
  });

  test("is left alone in code", () => {
    expect(bodyOf("docs/operate.md", "````md\n```\n[a](rules/README.md)\n```\n````\n[b](rules/README.md)")).toBe(
      "````md\n```\n[a](rules/README.md)\n```\n````\n[b](/docs/rules/)",
    );
  });

  test("leads to Markdown in the Markdown", () => {
    const { markdown } = toPage("docs/rules/renew.md", "# T\n\n[a](../operate.md#x)\n", KNOWN);
    expect(markdown).toBe("# T\n\n[a](/docs/operate.md#x)\n");
  });
});
