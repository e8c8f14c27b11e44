/** What the record of changes tells of a change of the rules. Names of people and texts are only named. */
import type { FieldChange } from "../ledger/audit/entry.ts";
import { changedFields } from "../ledger/audit/fields.ts";
import type { RulesHead } from "./store.ts";

const SHOWN = [
  "current",
  "previous",
  "candidate",
  "renewals.*.checkedOn",
  "renewals.*.recheckOn",
  "extensions.*.extendTo",
  "extensions.*.on",
];

/** Packs by their versions, renewals and extensions by their rows. */
function tellable({ current, previous, candidate, renewals, extensions }: RulesHead): object {
  const byRow = <T extends { readonly row: string; readonly rowHash: string }>(all: readonly T[]) =>
    Object.fromEntries(all.map(({ row, rowHash: _rowHash, ...rest }) => [row, rest]));
  return {
    current: current?.version ?? null,
    previous: typeof previous === "string" ? previous : (previous?.version ?? null),
    candidate: candidate?.version ?? null,
    renewals: byRow(renewals),
    extensions: byRow(extensions),
  };
}

export const rulesChange = (before: RulesHead, after: RulesHead): FieldChange[] =>
  changedFields(tellable(before), tellable(after), SHOWN);
