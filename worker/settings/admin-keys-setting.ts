/**
 * The operators' keys as the setting `ADMIN_KEYS` has them: `KEY`, `NAME:KEY` or `NAME:LIMIT:KEY`, with commas between
 * them. The name is what a record of changes shows. Tools read it too.
 */
import * as z from "zod";

/** What a key may do: everything; reading alone; reading, and changing merchants or rules alone. */
export const KEY_LIMITS = ["all", "read", "merchants", "rules"] as const;
export type KeyLimit = (typeof KEY_LIMITS)[number];

export interface AdminKey {
  readonly name: string;
  readonly limit: KeyLimit;
  /** A secret. */
  readonly key: string;
}

const KEY_HEAD = "ak_";
const NAME = /^[a-z0-9_-]{1,32}$/;
/** Names that are given to keys without one. */
const GIVEN_NAME = /^unnamed(-\d+)?$/;

/** What a name must be, to follow "must be". */
export const NAME_RULE = `1 to 32 of a-z, 0-9, _ and -, not begin with ${KEY_HEAD}, and be neither unnamed nor one of ${KEY_LIMITS.join(", ")}`;

/** A limit is no name: `read:ak_...` would be a key that is called so and may do everything. */
export const isKeyName = (text: string): boolean =>
  NAME.test(text) && !GIVEN_NAME.test(text) && !text.startsWith(KEY_HEAD) && !isKeyLimit(text);

export const isKeyLimit = (text: string): text is KeyLimit => KEY_LIMITS.some((limit) => limit === text);

type Entry = Omit<AdminKey, "name"> & { readonly name: string | null };

/** One entry; a text: what is wrong with it, without a word of it. */
function readEntry(text: string): Entry | string {
  // A key may hold colons itself.
  if (text.startsWith(KEY_HEAD) || !text.includes(":")) return { name: null, limit: "all", key: text };
  const [, name = "", limit = "all", key] = /^([^:]*):(?:([^:]*):)?(ak_.*)$/.exec(text) ?? [];
  if (key === undefined) return `must be KEY, NAME:KEY or NAME:LIMIT:KEY, and its key begin with ${KEY_HEAD}`;
  if (!isKeyName(name)) return `must have a name of ${NAME_RULE}`;
  return isKeyLimit(limit) ? { name, limit, key } : `must have one of the limits ${KEY_LIMITS.join(", ")}`;
}

/**
 * The keys in `text`, in their order; those without a name are `unnamed`, `unnamed-2` and so on. With the first thing that
 * is wrong, to follow the setting's name; it never repeats what was written.
 */
export function readAdminKeys(text: string): { readonly keys: readonly AdminKey[]; readonly error: string | null } {
  const keys: AdminKey[] = [];
  let unnamed = 0;
  const wrong = (at: number, what: string) => ({ keys, error: `entry ${at + 1} ${what}` });
  for (const [at, written] of text.split(",").entries()) {
    const entry = readEntry(written.trim());
    if (typeof entry === "string") return wrong(at, entry);
    if (entry.key === "") continue;
    if (entry.name === null) unnamed += 1;
    const name = entry.name ?? (unnamed === 1 ? "unnamed" : `unnamed-${unnamed}`);
    if (keys.some((other) => other.name === name)) return wrong(at, "must have a name that no other entry has");
    if (keys.some((other) => other.key === entry.key)) return wrong(at, "must have a key that no other entry has");
    keys.push({ name, limit: entry.limit, key: entry.key });
  }
  return { keys, error: null };
}

export const AdminKeysSetting = z.string().transform((text, context): readonly AdminKey[] => {
  const { keys, error } = readAdminKeys(text);
  if (error === null) return keys;
  context.addIssue({ code: "custom", message: error });
  return z.NEVER;
});
