/**
 * An operator's changes of the rules: a pack in force or beside, a way back, a renewal, an extension. Each is judged
 * against what the Worker carries and what is in force, and refused with a reason; nothing here knows HTTP.
 */
import { addDays, worldDays } from "../surcharge/day.ts";
import { lapsesByAge } from "./ages.ts";
import { lapsesOn } from "./freshness.ts";
import { type Extension, type Pack, type Renewal, renewed, rowHash, soundOnes, versionOf } from "./pack.ts";
import type { RuleRow } from "./schema.ts";
import { type RulesHead, type RulesStore, storedAhead } from "./store.ts";
import { unvouchedBetween } from "./vouched.ts";

/** An operator may lengthen a row's time by this much, once for each time that somebody read its source. */
const EXTENSION_DAYS = 30;
/** Rows named in a refusal. */
const MOST_NAMED = 10;

/** `stale`: something newer is there. `unsound`: the input cannot be taken. `missing`: there is no such row. */
export type ChangeRefusal = { readonly kind: "stale" | "unsound" | "missing"; readonly because: string };
export type Changed = { readonly kind: "changed"; readonly head: RulesHead };

const refuse = (kind: ChangeRefusal["kind"], because: string): ChangeRefusal => ({ kind, because });

export interface ChangeContext {
  readonly store: RulesStore;
  readonly head: RulesHead;
  /** The pack that the Worker carries. */
  readonly carried: Pack;
  /** The pack in force, without the deployment's own renewals. */
  readonly current: Pack;
  /** The instant at which rules are judged. */
  readonly at: Date;
  /** Milliseconds since 1970. */
  readonly now: number;
}

const after = ({ head, now }: ChangeContext) => Math.max(now, head.updatedAt + 1);

/** What is wrong with a pack as such; null: nothing. */
async function flawOf(pack: Pack, { carried, at }: ChangeContext): Promise<string | null> {
  if ((await versionOf(pack)) !== pack.version) return "version is not the hash of the pack's content: build it again";
  const sound = await soundOnes(pack.rows, pack.renewals);
  const unsound = pack.renewals.find((one) => !sound.includes(one));
  if (unsound !== undefined) return `the renewal of ${unsound.row} is for another text than the row's`;
  const unvouched = unvouchedBetween(carried, pack, worldDays(at).first);
  if (unvouched.length === 0) return null;
  const rows = [...new Set(unvouched.flatMap((one) => (one.rows.length === 0 ? one.difference.sale.brand : one.rows)))];
  const named =
    rows.slice(0, MOST_NAMED).join(", ") + (rows.length > MOST_NAMED ? ` and ${rows.length - MOST_NAMED} more` : "");
  return `the pack permits more than the one that this Worker carries, and nobody stands for it: each of these rows needs a newer checkedOn and a by (a row that is gone: a by in retired): ${named}`;
}

/** Puts `pack` in force, or beside the one in force. */
export async function takePack(
  pack: Pack,
  isCandidate: boolean,
  given: ChangeContext,
): Promise<Changed | ChangeRefusal> {
  const { store, head, carried, current } = given;
  const newest = Math.max(current.sequence, carried.sequence);
  if (pack.sequence <= newest)
    return refuse("stale", `sequence must be above ${newest}, that of the pack in force or carried by this Worker`);
  const flaw = await flawOf(pack, given);
  if (flaw !== null) return refuse("unsound", flaw);
  await store.putVerdict(carried.version, pack.version, "sound");
  const ref = await store.putPack(pack);
  const changed: RulesHead = isCandidate
    ? { ...head, candidate: ref, updatedAt: after(given) }
    : {
        ...head,
        current: ref,
        previous: storedAhead(head, carried) ?? "built_in",
        candidate: null,
        updatedAt: after(given),
      };
  return { kind: "changed", head: changed };
}

/** Goes back one: to the pack before, or to the one that the Worker carries. */
export function goBack(given: ChangeContext): Changed | ChangeRefusal {
  const { head, carried } = given;
  const { previous } = head;
  if (storedAhead(head, carried) === null || previous === null)
    return refuse("stale", "there is nothing to go back to: the pack that the Worker carries is in force");
  const target = previous === "built_in" ? null : previous;
  return { kind: "changed", head: { ...head, current: target, previous: null, updatedAt: after(given) } };
}

export const dropCandidate = (given: ChangeContext): Changed => ({
  kind: "changed",
  head: { ...given.head, candidate: null, updatedAt: after(given) },
});

/** The row in force that an operator speaks of, with what its pack's and the deployment's renewals made of it. */
async function rowOf(id: string, hash: string, { current, head }: ChangeContext): Promise<RuleRow | ChangeRefusal> {
  const row = current.rows.find((one) => one.id === id);
  if (row === undefined) return refuse("missing", "There is no row of this id in the pack in force.");
  if ((await rowHash(row)) !== hash)
    return refuse("stale", "rowHash is not that of the row in force: its text has changed, so read it again");
  const own = await soundOnes(current.rows, head.renewals);
  const [fresh = row] = renewed([row], [...current.renewals, ...own]);
  return fresh;
}

const withoutRow = <T extends { readonly row: string }>(all: readonly T[], { row }: T): T[] =>
  all.filter((one) => one.row !== row);

/** Takes the word of somebody who read the row's source again. */
export async function takeRenewal(renewal: Renewal, given: ChangeContext): Promise<Changed | ChangeRefusal> {
  const row = await rowOf(renewal.row, renewal.rowHash, given);
  if ("because" in row) return row;
  const { checkedOn, recheckOn } = renewal;
  const { last: today } = worldDays(given.at);
  if (checkedOn > today) return refuse("unsound", "checkedOn must not be in the future");
  if (checkedOn <= row.checkedOn)
    return refuse("stale", `checkedOn must be after ${row.checkedOn}, when the row was last checked`);
  const aged = lapsesByAge({ ...row, checkedOn });
  if (recheckOn !== null && (recheckOn <= checkedOn || (aged !== null && recheckOn > aged)))
    return refuse(
      "unsound",
      `recheckOn must be after checkedOn${aged === null ? "" : ` and at most ${aged}, when the row lapses by its age`}`,
    );
  const renewals = [...withoutRow(given.head.renewals, renewal), renewal];
  return { kind: "changed", head: { ...given.head, renewals, updatedAt: after(given) } };
}

/** Lets a row count a little longer on an operator's word: once until somebody reads its source, and 30 days at most. */
export async function takeExtension(extension: Extension, given: ChangeContext): Promise<Changed | ChangeRefusal> {
  const row = await rowOf(extension.row, extension.rowHash, given);
  if ("because" in row) return row;
  const lapses = lapsesOn(row);
  if (lapses === null) return refuse("unsound", "this row never lapses: there is nothing to extend");
  const before = given.head.extensions.find((one) => one.row === row.id && one.on >= row.checkedOn);
  if (before !== undefined)
    return refuse(
      "stale",
      `the row was extended to ${before.extendTo} already: once only, until somebody reads its source again`,
    );
  const latest = addDays(lapses, EXTENSION_DAYS);
  if (extension.extendTo <= lapses || extension.extendTo > latest)
    return refuse("unsound", `extendTo must be after ${lapses}, when the row lapses, and at most ${latest}`);
  const extensions = [...withoutRow(given.head.extensions, extension), extension];
  return { kind: "changed", head: { ...given.head, extensions, updatedAt: after(given) } };
}
