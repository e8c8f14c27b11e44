/**
 * Sums as the service counts them: a map from `series:value[:value]` to how often. Here they are added up and taken apart.
 * Pure; what a key of tomorrow means is not guessed, so it is carried along and never breaks anything.
 */

export type Sums = Readonly<Record<string, number>>;

/** The sums of one minute, hour or day. */
export interface Period {
  /** When it begins: milliseconds since 1970. */
  readonly at: number;
  readonly sums: Sums;
}

/** One value with how often it was counted. */
export interface Share {
  readonly value: string;
  readonly count: number;
}

/** All sums together. */
export function addSums(many: readonly Sums[]): Sums {
  const total: Record<string, number> = {};
  for (const sums of many) for (const [key, count] of Object.entries(sums)) total[key] = (total[key] ?? 0) + count;
  return total;
}

/**
 * How often each value of a series was counted, the most frequent first; equal ones by name.
 *
 * @param place which part of the key after the series' name: 0 in `answer:debit:visa` is `debit`, 1 is `visa`
 * @param when only keys whose parts it lets through
 */
export function sharesOf(
  sums: Sums,
  series: string,
  place = 0,
  when: (parts: readonly string[]) => boolean = () => true,
): readonly Share[] {
  const found = new Map<string, number>();
  for (const [key, count] of Object.entries(sums)) {
    // Most keys are of other series, and a year has many.
    if (!key.startsWith(series)) continue;
    const [name, ...parts] = key.split(":");
    const value = parts[place];
    if (name !== series || value === undefined || count <= 0 || !when(parts)) continue;
    found.set(value, (found.get(value) ?? 0) + count);
  }
  return [...found]
    .map(([value, count]) => ({ value, count }))
    .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

/** How often one value of a series was counted. */
export const countOf = (sums: Sums, series: string, value: string): number => sums[`${series}:${value}`] ?? 0;

/** How many were counted in all. */
export const totalOf = (shares: readonly Share[]): number => shares.reduce((sum, { count }) => sum + count, 0);
