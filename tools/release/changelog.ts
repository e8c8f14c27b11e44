/** The changelog's sections: `## Unreleased` on top, below it one for each release, such as `## 1.2.0 (2026-11-28)`. */

export const UNRELEASED = "Unreleased";
const HEADING = /^## (.+)$/gm;
const RELEASED = /^(\S+) \((\d{4}-\d{2}-\d{2})\)$/;

interface Section {
  readonly heading: string;
  readonly body: string;
}

const sectionsOf = (changelog: string): Section[] =>
  changelog
    .split(/^(?=## )/m)
    .slice(1)
    .map((text) => ({
      heading: text.slice(3, text.indexOf("\n")).trim(),
      body: text.slice(text.indexOf("\n")).trim(),
    }));

/** Every release that the changelog tells of, with its date; the date is null where a heading has another form. */
export const releasedSections = (changelog: string): { version: string; date: string | null }[] =>
  [...changelog.matchAll(HEADING)]
    .map(([, heading = ""]) => heading.trim())
    .filter((heading) => heading !== UNRELEASED)
    .map((heading) => {
      const [, version = heading, date = null] = RELEASED.exec(heading) ?? [];
      return { version, date };
    });

/** What the top section says has changed, an entry each, without the breaks of lines. Empty where it is no `## Unreleased`. */
export function unreleasedChanges(changelog: string): string[] {
  const [top] = sectionsOf(changelog);
  if (top?.heading !== UNRELEASED) return [];
  return top.body
    .split(/^- /m)
    .slice(1)
    .map((entry) =>
      entry
        .split(/\n\n|\n#/)[0]
        ?.replaceAll(/\s+/g, " ")
        .trim(),
    )
    .filter((entry) => entry !== undefined && entry !== "") as string[];
}

/** With the top section made a release's. */
export const withRelease = (changelog: string, version: string, date: string): string =>
  changelog.replace(`## ${UNRELEASED}\n`, `## ${version} (${date})\n`);

/** With an empty `## Unreleased` on top, unless one is there. */
export const withUnreleased = (changelog: string): string =>
  sectionsOf(changelog)[0]?.heading === UNRELEASED
    ? changelog
    : changelog.replace(/^## /m, () => `## ${UNRELEASED}\n\n## `);
