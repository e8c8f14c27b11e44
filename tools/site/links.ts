/** Finds links within built pages that lead nowhere: no file, or no place of that name in it. Pure. */

/** Attributes whose values are addresses. */
const ADDRESS = /\s(?:href|src)="([^"]*)"/g;
const ID = /\s(?:id|name)="([^"]*)"/g;

const unescaped = (text: string): string =>
  text.replaceAll("&amp;", "&").replaceAll("&#38;", "&").replaceAll("&quot;", '"').replaceAll("&#39;", "'");

/** What stands in the text of a page is no link, though it may look like one. */
const markup = (page: string): string =>
  page.replaceAll(/<script\b[^>]*>[\s\S]*?<\/script>/g, (text) => text.split(">")[0] ?? "");

/** The address under which the platform serves a file: `/docs/` for `docs/index.html`, `/status` for `status.html`. */
export const servedAt = (file: string): string => `/${file.replace(/(^|\/)index\.html$/, "$1").replace(/\.html$/, "")}`;

/**
 * Every broken link, as a sentence.
 *
 * @param files what is served: the path of each file below the root, with its text if it is a page
 * @param elsewhere addresses that the Worker answers
 */
export function brokenLinks(files: ReadonlyMap<string, string | null>, elsewhere: ReadonlySet<string>): string[] {
  const places = new Map<string, ReadonlySet<string>>();
  for (const [file, page] of files)
    places.set(servedAt(file), new Set([...(page ?? "").matchAll(ID)].map(([, id = ""]) => unescaped(id))));
  const problems: string[] = [];
  for (const [file, page] of files) {
    if (page === null) continue;
    const here = servedAt(file);
    for (const [, value = ""] of markup(page).matchAll(ADDRESS)) {
      const target = new URL(unescaped(value), `https://site.test${here}`);
      if (target.origin !== "https://site.test" || elsewhere.has(target.pathname)) continue;
      const ids = places.get(decodeURIComponent(target.pathname));
      const anchor = decodeURIComponent(target.hash.slice(1));
      if (ids === undefined) problems.push(`${here} links to ${value}, which is not there`);
      else if (anchor !== "" && anchor !== "_top" && !ids.has(anchor))
        problems.push(`${here} links to ${value}: that page has no "${anchor}"`);
    }
  }
  return [...new Set(problems)].toSorted();
}
