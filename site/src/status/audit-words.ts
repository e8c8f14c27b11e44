/** A recorded change in words. Pure. */
import type { AuditedChangeRead, AuditedFieldRead } from "./read/audit.ts";

type Value = AuditedFieldRead["before"];

const sayValue = (value: Value): string => (value === undefined ? "nothing" : JSON.stringify(value));

/** Such as `rates.visa: 250 → 300`. A field without values is a secret, or a text that could hold one: it is only named. */
export function sayField({ path, before, after }: AuditedFieldRead): string {
  return before === undefined && after === undefined ? path : `${path}: ${sayValue(before)} → ${sayValue(after)}`;
}

/** What came of it, with the reason where it was refused. */
export function sayEnd({ state, status, code }: AuditedChangeRead): string {
  const why = [status, code?.replaceAll("_", " ")].filter((part) => part != null).join(" ");
  return state === "done" || why === "" ? state : `${state}: ${why}`;
}
