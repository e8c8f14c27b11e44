/**
 * Which fields a change changes. A value is told only where somebody listed its field as one that can hold no secret;
 * every other is named and no more. Pure.
 */
import type { FieldChange } from "./entry.ts";

/** Longer texts are only named. */
const LONGEST_VALUE = 120;
/** Where more fields differ, the settings with the most of them are named with their number alone. */
const MOST_FIELDS = 60;

type Value = string | number | boolean | null;

/** What stands in each field, by its path: its parts with dots between them. */
function leavesOf(value: unknown, path: readonly string[] = []): Map<string, Value> {
  if (value === undefined) return new Map();
  if (typeof value !== "object" || value === null) return new Map([[path.join("."), value as Value]]);
  return new Map(Object.entries(value).flatMap(([name, inner]) => [...leavesOf(inner, [...path, name])]));
}

/** Whether one of the paths fits, in which `*` stands for any one part. */
const fits = (path: string, shown: readonly string[]): boolean => {
  const parts = path.split(".");
  return shown.some((pattern) => {
    const wanted = pattern.split(".");
    return wanted.length === parts.length && wanted.every((part, at) => part === "*" || part === parts[at]);
  });
};

const isTold = (value: unknown) => typeof value !== "string" || value.length <= LONGEST_VALUE;

/** The paths below each setting: their first parts, in their order. */
function bySetting(paths: readonly string[]): Map<string, string[]> {
  const settings = new Map<string, string[]>();
  for (const path of paths) {
    const [setting = path] = path.split(".", 1);
    settings.set(setting, [...(settings.get(setting) ?? []), path]);
  }
  return settings;
}

/**
 * The settings, each with its paths, of which the fields are told one by one: from the one with the fewest on, as far as there is room, so
 * that no setting hides another. One with a single field takes no room away by being told.
 */
function toldWhole(settings: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  let room = MOST_FIELDS;
  const fewestFirst = [...settings].toSorted(([, one], [, other]) => one.length - other.length);
  const whole = fewestFirst.filter(([, paths]) => {
    room -= paths.length;
    return room >= 0 || paths.length === 1;
  });
  return new Set(whole.map(([setting]) => setting));
}

/**
 * The fields in which two states differ; both of plain JSON. Every setting that differs is named, however many do.
 *
 * @param before null: there was nothing
 * @param after null: there is nothing any more
 * @param shown paths whose values may be told, such as `rates.*`; those of a list by their places, from 0
 */
export function changedFields(before: object | null, after: object | null, shown: readonly string[]): FieldChange[] {
  const [old, fresh] = [leavesOf(before ?? undefined), leavesOf(after ?? undefined)];
  const paths = [...new Set([...old.keys(), ...fresh.keys()])].filter((path) => old.get(path) !== fresh.get(path));
  const settings = bySetting(paths);
  const whole = toldWhole(settings);
  const tell = (path: string): FieldChange => {
    const [was, is] = [old.get(path), fresh.get(path)];
    if (!fits(path, shown) || !isTold(was) || !isTold(is)) return { path };
    return { path, ...(was === undefined ? {} : { before: was }), ...(is === undefined ? {} : { after: is }) };
  };
  return [...settings].flatMap(([setting, own]) =>
    whole.has(setting) ? own.map(tell) : [{ path: `${setting}: ${own.length} fields` }],
  );
}
