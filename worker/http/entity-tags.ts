/**
 * Entity tags and the preconditions of a change (RFC 9110, 8.8.3 and 13.1): whoever sends back the tag that a read gave
 * changes what was read, and nothing newer. hono's own `etag` hashes whole answers, which differ by their request's id.
 */
import type { Context } from "hono";
import { ProblemError } from "../problem.ts";
import { sha256Hex } from "../sha256.ts";
import type { AppContext } from "./app-env.ts";

/** Hex digits of a hash: as many bits as a UUID has. */
const TAG_DIGITS = 32;

/** One tag of a list; its text may hold commas. */
const TAG = /(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"/;
const TAG_LIST = new RegExp(`^[ \\t,]*${TAG.source}(?:[ \\t]*,[ \\t,]*${TAG.source})*[ \\t,]*$`);

/** The strong tag of something that has this state, which is JSON. */
export const entityTagOf = async (state: unknown): Promise<string> =>
  `"${(await sha256Hex(JSON.stringify(state))).slice(0, TAG_DIGITS)}"`;

/**
 * Gives `tag` with the answer, which is not to be compressed on its way: what compresses makes a strong tag a weak one, and
 * a weak one is good for no change.
 */
export function giveTag(c: { readonly header: Context["header"] }, tag: string): void {
  c.header("ETag", tag);
  c.header("Cache-Control", "no-store, no-transform");
}

/** The tags of a header, strong ones in quotes; `any`: it is `*`. */
function readTags(name: string, text: string): "any" | readonly string[] {
  if (text.trim() === "*") return "any";
  if (!TAG_LIST.test(text))
    throw new ProblemError(
      "invalid_request",
      `${name} must be * or entity tags in double quotes with commas between them, as ETag gives them.`,
    );
  return [...text.matchAll(new RegExp(TAG, "g"))].map(([tag]) => tag);
}

const isWeak = (tag: string) => tag.startsWith("W/");
const withoutWeakness = (tag: string) => (isWeak(tag) ? tag.slice(2) : tag);

const failed = (detail: string) => new ProblemError("precondition_failed", detail);

/**
 * Holds a change to its `If-Match` and `If-None-Match`. Without either it is carried out.
 *
 * @param tag of what is there now; null: nothing is
 * @throws ProblemError `precondition_failed`, or `invalid_request` for a header that cannot be read: to ignore it would be to
 * change what somebody meant to protect
 */
export function requirePreconditions({ req }: Pick<AppContext, "req">, tag: string | null): void {
  const match = req.header("If-Match");
  const noneMatch = req.header("If-None-Match");
  const wanted = match === undefined ? null : readTags("If-Match", match);
  const unwanted = noneMatch === undefined ? null : readTags("If-None-Match", noneMatch);
  if (wanted !== null) requireMatch(wanted, tag);
  if (unwanted === null || tag === null) return;
  if (unwanted === "any")
    throw failed(
      "It exists already, and If-None-Match: * only adds. To change it, send the ETag of a read as If-Match.",
    );
  if (unwanted.some((one) => withoutWeakness(one) === tag))
    throw failed("It still is as one of the entity tags in If-None-Match says.");
}

function requireMatch(wanted: "any" | readonly string[], tag: string | null): void {
  if (tag === null)
    throw failed(
      "There is nothing here to change: it is not there yet, or not any more. To add it, leave If-Match out.",
    );
  if (wanted === "any" || wanted.includes(tag)) return;
  if (wanted.some((one) => withoutWeakness(one) === tag))
    throw failed("If-Match takes strong entity tags alone. This one became weak on its way to you: leave its W/ out.");
  throw failed("Somebody changed it since you read it. Read it again, and make your change to what is there now.");
}
