/**
 * A pack: every row of every country together, numbered, so that it travels by itself. The built-in one is made of the
 * country files; a newer one may come through the operator's API. Beside the rows it carries renewals (somebody read a
 * source again) and the ids that are no longer used. Nothing here reads a clock or a store.
 */
import * as z from "zod";
import { needsState } from "../../contract/plain-checks.ts";
import { sha256Hex } from "../sha256.ts";
import { compileRules, type RuleBook } from "./book.ts";
import { type BookRow, Checker, IsoDate, RuleId, type RuleRow, RuleRows, Source } from "./schema.ts";
import { TaxFindings } from "./tax-on-surcharge.ts";

/** What a pack may say. A pack of another format is refused: this engine would ignore what it does not know. */
export const PACK_FORMAT = 1;
/** Raised with every change of what a pack may say or means: a stored pack is then checked again, and an older Worker refuses it. */
export const ENGINE = 2;

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, "must be a SHA-256 in lower-case hex");

/** Day, sequence and the head of a hash, such as `2026-11-27.2.1a2b3c4d5e6f`, and of the renewals where there are some. */
export const PackVersion = z
  .string()
  .regex(
    /^\d{4}-\d{2}-\d{2}\.\d{1,9}\.[0-9a-f]{12}(\.r[0-9a-f]{8})?$/,
    "must be a version such as 2026-11-27.2.1a2b3c4d5e6f",
  );

/**
 * Somebody read a row's source again and found it as the row says. Bound to the hash of what the row says, so that it
 * never renews a text that has changed since.
 */
export const Renewal = z.strictObject({
  row: RuleId,
  rowHash: Sha256,
  checkedOn: IsoDate,
  /** Null: the row's age alone decides when it lapses. */
  recheckOn: IsoDate.nullable(),
  by: Checker,
  /** What was read. */
  source: Source,
  note: z.string().trim().min(1).max(500).optional(),
});
export type Renewal = z.output<typeof Renewal>;

/** An operator's own word, for its own deployment, that a row may be relied upon a little longer. Nobody read anything. */
export const Extension = z.strictObject({
  row: RuleId,
  rowHash: Sha256,
  /** The first day on which the row no longer counts. */
  extendTo: IsoDate,
  by: Checker,
  on: IsoDate,
  note: z.string().trim().min(1).max(500).optional(),
});
export type Extension = z.output<typeof Extension>;

/** An id that is used no longer, and what stands in its place. */
export const Retired = z.strictObject({
  id: RuleId,
  replacedBy: z.array(RuleId),
  on: IsoDate,
  by: Checker.optional(),
  note: z.string().trim().min(1).max(500).optional(),
});
export type Retired = z.output<typeof Retired>;

const packHead = {
  format: z.literal(PACK_FORMAT, `must be ${PACK_FORMAT}`),
  /** Only ever rises. */
  sequence: z.number().int().min(1).max(999_999_999),
  version: PackVersion,
  publishedAt: z.iso.datetime("must be an ISO 8601 instant such as 2026-11-27T12:00:00Z"),
  /** The oldest engine that understands every row. */
  minEngine: z.number().int().min(1).max(ENGINE, `needs a newer Worker: this one has engine ${ENGINE}`),
};

/** What a pack says of itself, whatever its rows are. */
export const PackHead = z.object(packHead);

export const Pack = z
  .strictObject({
    ...packHead,
    rows: RuleRows.min(1),
    renewals: z.array(Renewal),
    retired: z.array(Retired),
    /** Where the surcharge itself is taxed. Packs of before engine 2 have none. */
    taxOnSurcharge: TaxFindings.optional(),
  })
  .superRefine(({ rows, retired, taxOnSurcharge = [] }, context) => {
    const ids = new Set(rows.map(({ id }) => id));
    // A sale's place has a state there alone: a row for any other would never be met.
    for (const [table, entries] of Object.entries({ rows, taxOnSurcharge }))
      for (const [index, { places }] of entries.entries())
        if (places.some((place) => place.includes("-") && !needsState(place.slice(0, 2))))
          context.addIssue({
            code: "custom",
            path: [table, index, "places"],
            message: "may name states of US and CA alone",
          });
    for (const [index, { id }] of retired.entries())
      if (ids.has(id)) context.addIssue({ code: "custom", path: ["retired", index, "id"], message: `${id} is in use` });
  });
export type Pack = z.output<typeof Pack>;

/** What a version is a hash of. */
export type PackContent = Omit<Pack, "version">;

/** JSON with the members of every object in the order of their names: the same value gives the same text. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === "object" && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}

const VERSION_CHARACTERS = 12;

/** The version that belongs to a pack's content. */
export async function versionOf(content: PackContent): Promise<string> {
  const { format, sequence, publishedAt, minEngine, rows, renewals, retired, taxOnSurcharge } = content;
  const said = { format, sequence, publishedAt, minEngine, rows, renewals, retired, taxOnSurcharge };
  const hash = await sha256Hex(canonical(said));
  return `${publishedAt.slice(0, 10)}.${sequence}.${hash.slice(0, VERSION_CHARACTERS)}`;
}

/** The hash of what a row says. When it was checked, by whom and until when is not part of it. */
export async function rowHash(row: RuleRow): Promise<string> {
  const { checkedOn: _checkedOn, by: _by, recheckOn: _recheckOn, ...said } = row;
  return sha256Hex(canonical(said));
}

/** The renewals whose row still says what it said. */
export async function soundOnes<T extends { readonly row: string; readonly rowHash: string }>(
  rows: readonly RuleRow[],
  given: readonly T[],
): Promise<readonly T[]> {
  if (given.length === 0) return given;
  const byId = new Map(rows.map((row) => [row.id, row]));
  const sound = await Promise.all(
    given.map(async (one) => {
      const row = byId.get(one.row);
      return row !== undefined && (await rowHash(row)) === one.rowHash;
    }),
  );
  return given.filter((_, index) => sound[index]);
}

/** `rows` with what was renewed and extended. Every renewal is taken to be sound; an older one than the row's does nothing. */
export function renewed(
  rows: readonly RuleRow[],
  renewals: readonly Renewal[],
  extensions: readonly Extension[] = [],
): readonly BookRow[] {
  if (renewals.length === 0 && extensions.length === 0) return rows;
  return rows.map((row) => {
    const fresh = renewals
      .filter((renewal) => renewal.row === row.id)
      .reduce<RuleRow>(
        (newest, { checkedOn, recheckOn, by }) =>
          checkedOn > newest.checkedOn ? { ...row, checkedOn, recheckOn, by } : newest,
        row,
      );
    const extension = extensions.find(({ row: id, on }) => id === row.id && on >= fresh.checkedOn);
    return extension === undefined ? fresh : { ...fresh, extendedTo: extension.extendTo };
  });
}

/** The book of a pack whose renewals are sound. */
export const bookOf = (pack: Pack): RuleBook => compileRules(renewed(pack.rows, pack.renewals), pack.version);
