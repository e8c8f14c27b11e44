/**
 * `npm run rules -- renew`: somebody read a row's source again and found it as the row says. Opens nothing by itself: the
 * address is the person's word, and so is the name.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { lapsesByAge } from "../../../worker/rules/ages.ts";
import { lapsesOn } from "../../../worker/rules/freshness.ts";
import { type Pack, Renewal, renewed, rowHash } from "../../../worker/rules/pack.ts";
import type { RuleRow } from "../../../worker/rules/schema.ts";
import { worldDays } from "../../../worker/surcharge/day.ts";
import { ToolError } from "../../cli/tool-error.mjs";
import { build } from "./build.ts";
import { dayOf } from "./day.ts";
import type { Deployment } from "./deployment.ts";
import { packOfFiles, RENEWALS } from "./packs.ts";
import { chooseRecheckDay } from "./recheck-day.ts";
import { rowNamed } from "./rows.ts";

export interface Renew {
  readonly id: string;
  readonly by: string;
  readonly source: string;
  /** ISO dates; left out: chosen, and today. */
  readonly until: string | undefined;
  readonly checked: string | undefined;
  readonly note: string | undefined;
  readonly root: URL;
  readonly now: Date;
  /** Where it shall count at once; null: with the next pack only. */
  readonly deployment: Deployment | null;
}

/** @throws ToolError where a renewal of this row on this day would say nothing */
function refuseIdle(row: RuleRow, renewals: readonly Renewal[], checkedOn: string, today: string): void {
  if (checkedOn > today) throw new ToolError(`--checked must not be after today, ${today}`);
  if (lapsesByAge(row) === null && row.recheckOn === null)
    throw new ToolError(`${row.id} bars or only asks for more, and never lapses: there is nothing to renew`);
  if (checkedOn <= row.checkedOn)
    throw new ToolError(
      `${row.id} was checked on ${row.checkedOn}, as its file says: --checked must be a later day than that`,
    );
  const newer = renewals.find((one) => one.row === row.id && one.checkedOn > checkedOn);
  if (newer !== undefined)
    throw new ToolError(`${row.id} was renewed on ${newer.checkedOn}: --checked must be that day or a later one`);
}

/** The day until which the row shall count, and how it was found. */
function untilOf(row: RuleRow, { rows, renewals }: Pack, asked: string | undefined, today: string) {
  if (asked === undefined) {
    const { on, alsoThatDay, alsoThatWeek } = chooseRecheckDay(row, renewed(rows, renewals));
    return { on, how: `, chosen: ${alsoThatDay} others lapse on that day, ${alsoThatWeek} in its week` };
  }
  const aged = lapsesByAge(row);
  if (asked <= today) throw new ToolError(`--until must be after today, ${today}`);
  if (aged !== null && asked > aged)
    throw new ToolError(`--until must be ${aged} or sooner: by its age ${row.id} lapses then`);
  return { on: asked, how: "" };
}

/** Writes it for this checkout, and takes it back where the rows then come to no pack. */
async function writeRenewal(renewal: Renewal, { renewals }: Pack, root: URL, now: Date): Promise<string> {
  const file = new URL(RENEWALS, root);
  const before = readFileSync(file, "utf8");
  const others = renewals.filter(({ row }) => row !== renewal.row);
  const all = [...others, renewal].toSorted((a, b) => (a.row < b.row ? -1 : 1));
  writeFileSync(file, `${JSON.stringify(all, null, 2)}\n`);
  try {
    return await build(now, root);
  } catch (error) {
    writeFileSync(file, before);
    throw error;
  }
}

async function renewAt(deployment: Deployment, { row, ...body }: Renewal, untilHere: string): Promise<string> {
  try {
    const seen = await deployment.readRules();
    const { due } = await deployment.changeRules(seen, "PUT", `/renewals/${row}`, body);
    return `${row} counts at ${deployment.origin} until ${due.find(({ id }) => id === row)?.on ?? untilHere}`;
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    throw new ToolError(
      `${row} is renewed in this checkout, and not at ${deployment.origin}: ${error.message}`,
      error.status,
    );
  }
}

/** @throws ToolError saying what is allowed */
export async function renew(order: Renew): Promise<string> {
  const { root, now, deployment } = order;
  const pack = await packOfFiles(now, root);
  const own = rowNamed(order.id, pack.rows);
  const today = dayOf(now);
  const checkedOn = order.checked ?? today;
  refuseIdle(own, pack.renewals, checkedOn, worldDays(now).last);
  const row: RuleRow = { ...own, checkedOn, recheckOn: null };
  const until = untilOf(row, pack, order.until, today);
  const given = Renewal.safeParse({
    row: own.id,
    rowHash: await rowHash(own),
    checkedOn,
    recheckOn: until.on,
    by: order.by,
    source: order.source,
    ...(order.note === undefined ? {} : { note: order.note }),
  });
  if (!given.success)
    throw new ToolError(
      "--by must be a name of 1 to 100 letters, --source the http or https address that was read, --note at most 500 letters",
    );
  const [counts] = renewed([own], [given.data]);
  const lapse = counts === undefined ? null : lapsesOn(counts);
  const written = await writeRenewal(given.data, pack, root, now);
  const lines = [
    `${own.id} checked on ${checkedOn} by ${given.data.by}; ${lapse === null ? "to be checked again on" : "counts until"} ${lapse ?? until.on}${until.how}`,
    ...(own.source === given.data.source ? [] : [`the row's own source is another: ${own.source}`]),
    RENEWALS,
    written,
  ];
  if (deployment !== null) lines.push(await renewAt(deployment, given.data, until.on));
  return lines.join("\n");
}
