/** Versions such as 1.2.3: which is newer, which comes next, and which a page is to name. No other form is released. */

const FORM = /^(0|[1-9]\d{0,3})\.(0|[1-9]\d{0,3})\.(0|[1-9]\d{0,5})$/;

export const STEPS = ["major", "minor", "patch"] as const;
/** What a new version means to those who use it, as in semantic versioning. */
export type Step = (typeof STEPS)[number];

type Numbers = readonly [number, number, number];

/** Its three numbers, or null for a text that is no version. */
export function numbersOf(version: string): Numbers | null {
  const [, major, minor, patch] = FORM.exec(version) ?? [];
  return major === undefined ? null : [Number(major), Number(minor), Number(patch)];
}

/** Below 0 when `a` is older than `b`, above 0 when it is newer. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [numbersOf(a) ?? [0, 0, 0], numbersOf(b) ?? [0, 0, 0]];
  return left.map((number, at) => number - (right[at] ?? 0)).find((difference) => difference !== 0) ?? 0;
}

/** @throws {RangeError} on what is no version */
export function nextVersion(version: string, step: Step): string {
  const numbers = numbersOf(version);
  if (numbers === null) throw new RangeError(`${version} is no version: it must be three numbers such as 1.2.3.`);
  const at = STEPS.indexOf(step);
  return numbers.map((number, index) => (index < at ? number : index === at ? number + 1 : 0)).join(".");
}

/** The newest, or undefined where there is none. */
export const newestOf = (versions: readonly string[]): string | undefined => versions.toSorted(compareVersions).at(-1);

/**
 * The version that pages and docs are to name: the newest release; before the first one, the version that is being worked on.
 *
 * @param releases as in `releases.json`
 */
export const pinnedVersion = (releases: readonly { readonly version: string }[], worked: string): string =>
  newestOf(releases.map(({ version }) => version)) ?? worked;

/** The newest release of each major version, by that: what `/widget/1/` leads to. Where there is none, the one being worked on. */
export function movingVersions(releases: readonly { readonly version: string }[], worked: string): Map<string, string> {
  const byMajor = new Map<string, string>();
  for (const version of releases.map((release) => release.version).toSorted(compareVersions))
    byMajor.set(majorOf(version), version);
  const major = majorOf(worked);
  if (!byMajor.has(major)) byMajor.set(major, worked);
  return byMajor;
}

const majorOf = (version: string): string => version.slice(0, version.indexOf("."));
