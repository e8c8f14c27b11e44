/**
 * Which fields a change changes. A value is told only where somebody listed its field as one that can hold no secret;
 * every other is named and no more. Pure.
 */
import type { FieldChange } from "./entry.ts";

/** Longer texts are only named. */
const LONGEST_VALUE = 120;
/** Fields beyond these are counted. */
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

/**
 * The fields in which two states differ; both of plain JSON.
 *
 * @param before null: there was nothing
 * @param after null: there is nothing any more
 * @param shown paths whose values may be told, such as `rates.*`; those of a list by their places, from 0
 */
export function changedFields(before: object | null, after: object | null, shown: readonly string[]): FieldChange[] {
  const [old, fresh] = [leavesOf(before ?? undefined), leavesOf(after ?? undefined)];
  const paths = [...new Set([...old.keys(), ...fresh.keys()])].filter((path) => old.get(path) !== fresh.get(path));
  const fields = paths.slice(0, MOST_FIELDS).map((path): FieldChange => {
    const [was, is] = [old.get(path), fresh.get(path)];
    if (!fits(path, shown) || !isTold(was) || !isTold(is)) return { path };
    return { path, ...(was === undefined ? {} : { before: was }), ...(is === undefined ? {} : { after: is }) };
  });
  const more = paths.length - fields.length;
  return more === 0 ? fields : [...fields, { path: `and ${more} more` }];
}
