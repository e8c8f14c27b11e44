/** What is in force in one place and moment: a pack with every renewal that still fits it, compiled. No store, no clock. */
import { sha256Hex } from "../sha256.ts";
import { compileRules, type RuleBook } from "./book.ts";
import { type Extension, type Pack, type Renewal, renewed, soundOnes } from "./pack.ts";

export interface Edition {
  /** Where its pack came from. */
  readonly origin: "built_in" | "stored" | "development";
  /** The pack as published, with the deployment's own renewals added, under the version that quotes name. */
  readonly pack: Pack;
  readonly extensions: readonly Extension[];
  readonly book: RuleBook;
  /** Decided beside it and only counted; null: nothing is. */
  readonly candidate: RuleBook | null;
}

const SUFFIX_CHARACTERS = 8;

/**
 * A pack with a deployment's own renewals and extensions. Those about a row that says something else by now are left
 * out. Where some remain, the version says so: it is then the pack's with a mark of its own.
 */
export async function editionOf(
  origin: Edition["origin"],
  pack: Pack,
  own: { readonly renewals: readonly Renewal[]; readonly extensions: readonly Extension[] },
): Promise<Omit<Edition, "candidate">> {
  const [renewals, extensions] = await Promise.all([
    soundOnes(pack.rows, own.renewals),
    soundOnes(pack.rows, own.extensions),
  ]);
  const isPlain = renewals.length === 0 && extensions.length === 0;
  const mark = isPlain
    ? ""
    : `.r${(await sha256Hex(JSON.stringify([renewals, extensions]))).slice(0, SUFFIX_CHARACTERS)}`;
  const whole: Pack = { ...pack, version: `${pack.version}${mark}`, renewals: [...pack.renewals, ...renewals] };
  const rows = renewed(whole.rows, whole.renewals, extensions);
  return { origin, pack: whole, extensions, book: compileRules(rows, whole.version) };
}

/** What `GET /v1/rules/{version}` answers of it: the pack, and where there are some the deployment's own extensions. */
export const editionText = ({ pack, extensions }: Pick<Edition, "pack" | "extensions">): string =>
  JSON.stringify(extensions.length === 0 ? pack : { ...pack, extensions });
