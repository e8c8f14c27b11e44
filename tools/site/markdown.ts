/** From a Markdown file of the repository to a page of the site: its title, its description, its links. Pure. */
import { posix } from "node:path";

/** Where a file lies in the repository, such as `docs/operate.md`. */
export type Source = string;

/** One file as the site has it. */
export interface Page {
  readonly title: string;
  readonly description: string;
  /** For the page: without the first heading, which the page's frame writes, and with links to pages. */
  readonly body: string;
  /** For whoever wants Markdown: the whole text, with links to Markdown. */
  readonly markdown: string;
}

const FENCE = /^(`{3,}|~{3,})/;
const LINK = /(!?\[(?:[^\][]|\[[^\]]*\])*\])\(([^()\s]+)\)/g;

/** Where the text is served as Markdown, below `/docs/`: `docs/operate.md` as `operate.md`, `CHANGELOG.md` as `changelog.md`. */
export const markdownFile = (source: Source): string =>
  source
    .replace(/^docs\//, "")
    .replace(/(^|\/)([A-Z]+)\.md$/, (_, folder: string, name: string) =>
      name === "README" ? `${folder}README.md` : `${folder}${name.toLowerCase()}.md`,
    );

/** The page's file among those that Starlight reads, below `docs/`. */
export const pageFile = (source: Source): string => markdownFile(source).replace(/(^|\/)README\.md$/, "$1index.md");

/** The page's address from the site's root. */
export const pageAddress = (source: Source): string =>
  `/docs/${pageFile(source)
    .replace(/\.md$/, "/")
    .replace(/(^|\/)index\/$/, "$1")}`;

/** Calls `change` on the parts of a text that are not fenced code. */
function outsideCode(text: string, change: (prose: string) => string): string {
  const parts: string[] = [];
  let prose: string[] = [];
  let fence: string | null = null;
  const flush = () => {
    if (prose.length > 0) parts.push(change(prose.join("\n")));
    prose = [];
  };
  for (const line of text.split("\n")) {
    const mark = FENCE.exec(line.trimStart())?.[1];
    if (fence === null && mark === undefined) {
      prose.push(line);
      continue;
    }
    if (fence === null) flush();
    parts.push(line);
    if (fence === null) fence = mark ?? null;
    else if (mark !== undefined && mark.startsWith(fence)) fence = null;
  }
  flush();
  return parts.join("\n");
}

/** A paragraph as plain text, at most 160 characters: what a search engine shows below a title. */
function plain(paragraph: string): string {
  const text = paragraph
    .replaceAll(LINK, (_, label: string) => label.replace(/^!?\[|\]$/g, ""))
    .replaceAll(/[`*_]/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
  return text.length <= 160 ? text : `${text.slice(0, 157).replace(/\s+\S*$/, "")} ...`;
}

/** The first paragraph that is prose: no list, table, picture, quotation or code. */
const firstParagraph = (body: string): string =>
  body
    .trim()
    .split(/\n{2,}/)
    .find((block) => /^[A-Za-z`*[]/.test(block) && !FENCE.test(block) && !block.startsWith("#")) ?? "";

/**
 * A link as it has to be on the site. What is no page (a source file, a folder of the repository) has no address there, and stays
 * as its own words.
 *
 * @param address of a page, by its source
 */
function siteLink(
  source: Source,
  known: ReadonlySet<Source>,
  address: (source: Source) => string,
  label: string,
  target: string,
): string {
  if (label.startsWith("!") || /^([a-z]+:|#|\/)/.test(target)) return `${label}(${target})`;
  const [path = "", anchor] = target.split("#");
  const at = posix.normalize(posix.join(posix.dirname(source), path)).replace(/\/$/, "");
  const found = [at, `${at}/README.md`].find((one) => known.has(one));
  if (found === undefined) return label.slice(1, -1);
  return `${label}(${address(found)}${anchor === undefined ? "" : `#${anchor}`})`;
}

/**
 * The page made of one file.
 *
 * @param text its first line, comments aside, is its title, `# ...`
 * @param known every file that becomes a page
 * @throws {Error} when the file has no title
 */
export function toPage(source: Source, text: string, known: ReadonlySet<Source>): Page {
  const [, title, rest = ""] = /^(?:\s|<!--[\s\S]*?-->)*# (.+)\n([\s\S]*)$/.exec(text) ?? [];
  if (title === undefined) throw new Error(`${source} does not begin with a title, such as "# Operate".`);
  const linked = (whole: string, address: (source: Source) => string) =>
    outsideCode(whole, (prose) =>
      prose.replaceAll(LINK, (_, label: string, target: string) => siteLink(source, known, address, label, target)),
    );
  return {
    title: plain(title),
    description: plain(firstParagraph(rest)),
    body: linked(rest, pageAddress).trim(),
    markdown: linked(text, (one) => `/docs/${markdownFile(one)}`),
  };
}
