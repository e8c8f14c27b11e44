/** What lapses or is to be checked again, of the rows of this checkout. */
import { type DueRow, dueRows } from "../../../worker/rules/freshness.ts";
import { renewed } from "../../../worker/rules/pack.ts";
import type { Shown } from "../../cli/answer.ts";
import type { Surroundings } from "../../cli/surroundings.ts";
import { dayOf } from "./day.ts";
import { packOfFiles } from "./packs.ts";
import { dueTable } from "./show.ts";
import { taxDueText } from "./tax.ts";

/** @param within days; undefined: however far ahead */
export async function due(
  within: number | undefined,
  { now, root }: Pick<Surroundings, "now" | "root">,
): Promise<Shown> {
  const today = now();
  const { rows, renewals, taxOnSurcharge } = await packOfFiles(today, root);
  const sources = new Map(rows.map(({ id, source }) => [id, source]));
  const isNear = ({ daysLeft }: DueRow) => within === undefined || daysLeft <= within;
  const found = dueRows(renewed(rows, renewals), today).filter(isNear);
  const none = within === undefined ? "nothing is ever due" : `nothing is due within ${within} days`;
  const lapses = found.length === 0 ? none : dueTable(found, (id) => sources.get(id) ?? "");
  const tax = taxDueText(taxOnSurcharge ?? [], dayOf(today), within);
  const data = { due: found.map((row) => ({ ...row, source: sources.get(row.id) ?? null })) };
  return { data, text: tax === "" ? lapses : `${lapses}\n\n${tax}` };
}
