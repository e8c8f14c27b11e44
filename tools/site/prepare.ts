/** Puts what the site is made of into one folder: the Markdown of `docs/` as Starlight reads it, its pictures, the API's document. */
import { cpSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { markdownFile, type Page, pageFile, type Source, toPage } from "./markdown.ts";

/** What becomes a page, as patterns from the repository's root; first what `llms.txt` lists first. */
const PAGES = [
  "docs/README.md",
  "docs/*.md",
  "docs/rules/*.md",
  "examples/README.md",
  "recipes/*/README.md",
  "test/vectors/README.md",
  "docs/**/*.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
];

const found = (pattern: string, cwd: string): string[] =>
  globSync(pattern, { cwd })
    .map((path) => path.replaceAll("\\", "/"))
    .toSorted();

/** Front matter is YAML, of which JSON is a part. */
const frontMatter = (page: Page, source: Source): string =>
  [
    "---",
    `title: ${JSON.stringify(page.title)}`,
    `description: ${JSON.stringify(page.description)}`,
    "head:",
    "  - tag: link",
    `    attrs: { rel: alternate, type: text/markdown, href: ${JSON.stringify(`/docs/${markdownFile(source)}`)} }`,
    "---",
    "",
  ].join("\n");

/** `llms.txt`: each page with its address as Markdown. https://llmstxt.org */
function index(pages: ReadonlyMap<Source, Page>): string {
  const lines = [...pages].map(
    ([source, { title, description }]) => `- [${title}](/docs/${markdownFile(source)}): ${description}`,
  );
  return [
    "# card-surcharge",
    "",
    "> Shows a shopper, before paying, which card was typed into a gateway's hosted form and whether a surcharge is added, with a signed quote that the merchant's server checks.",
    "",
    "## Documentation",
    "",
    ...lines,
    "",
    "## API",
    "",
    "- [OpenAPI 3.1 document](/openapi.json): every operation, schema and problem code",
    "",
  ].join("\n");
}

/**
 * Fills two folders.
 *
 * @param root the repository
 * @param content for Starlight: `docs/**.md`, `openapi.json`
 * @param files to be served as they are: every page as Markdown, the pictures, `llms.txt`
 * @param document the API's, as JSON
 */
export function prepare(root: string, content: string, files: string, document: string): void {
  const known = new Set(PAGES.flatMap((pattern) => found(pattern, root)));
  const pages = new Map<Source, Page>();
  for (const source of known) {
    const page = toPage(source, readFileSync(join(root, source), "utf8"), known);
    pages.set(source, page);
    put(join(content, "docs", pageFile(source)), `${frontMatter(page, source)}${page.body}\n`);
    put(join(files, "docs", markdownFile(source)), page.markdown);
  }
  for (const picture of found("**/*.{png,svg,webp}", join(root, "docs")))
    for (const folder of [join(content, "docs"), join(files, "docs")])
      cpSync(join(root, "docs", picture), join(folder, picture), { recursive: true });
  put(join(content, "openapi.json"), document);
  put(join(files, "llms.txt"), index(pages));
}

function put(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
