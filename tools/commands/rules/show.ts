/** What is in force at a deployment, in words. */
import type { DueRow } from "../../../worker/rules/freshness.ts";
import { AHEAD_DAYS } from "../../../worker/rules/outlook.ts";
import type { TaxFinding } from "../../../worker/rules/tax-on-surcharge.ts";
import { shown, table } from "../../cli/tables.mjs";
import type { Deployment, DeploymentRules } from "./deployment.ts";
import { taxDueText, taxTally } from "./tax.ts";

/** Rows with the day by which somebody should look, as a table. */
export function dueTable(due: readonly DueRow[], sourceOf: (id: string) => string = () => ""): string {
  const heading = ["ON", "DAYS LEFT", "WHAT", "ROW", "SOURCE"];
  const rows = due.map(({ id, kind, on, daysLeft }) => [
    on,
    String(daysLeft),
    kind === "lapse" ? "lapses" : "check again",
    shown(id),
    sourceOf(id),
  ]);
  const cells = [heading, ...rows];
  return table(cells.some((row, index) => index > 0 && row[4] !== "") ? cells : cells.map((row) => row.slice(0, 4)));
}

/** A deployment tells what is due within the earliest warning. */
const sayDue = (due: readonly DueRow[]): string =>
  due.length === 0 ? `Nothing is due within ${AHEAD_DAYS} days.` : `Due within ${AHEAD_DAYS} days:\n${dueTable(due)}`;

/** One line on the candidate: how often it would have decided otherwise. */
export const sayCandidate = (candidate: DeploymentRules["candidate"]): string =>
  candidate === null
    ? "none"
    : `pack ${candidate.sequence}, ${shown(candidate.version)}: ${candidate.decided} decided, of which ${candidate.wider} wider, ${candidate.narrower} narrower, ${candidate.otherReason} for another reason`;

export const sayInForce = ({ inForce }: DeploymentRules): string =>
  `pack ${inForce.sequence}, ${shown(inForce.version)}, ${ORIGIN_WORDS.get(inForce.origin) ?? shown(inForce.origin)}, published ${shown(inForce.publishedAt)}`;

const ORIGIN_WORDS: ReadonlyMap<string, string> = new Map([
  ["built_in", "built in"],
  ["development", "the local pack"],
]);

const ABOUT_LOCAL_PACK =
  "The local pack: npm start and the tests decide by pack 1, which never changes, as if it had been checked today, so nothing here is ever due, and nothing is said of tax on the surcharge. What a deployment carries, and when it lapses: npm run rules -- due";

function sayPrevious(previous: string | null): string {
  if (previous === null) return "nothing: no other pack was in force before";
  return previous === "built_in" ? "the built-in pack" : shown(previous);
}

/**
 * Everything, for `show`.
 *
 * @param tax what the pack in force says of tax on the surcharge itself
 * @param today ISO date
 */
export function rulesSheet(
  { origin }: Deployment,
  view: DeploymentRules,
  tax: readonly TaxFinding[],
  today: string,
): string {
  const lines = [
    ["Deployment", origin],
    ["In force", sayInForce(view)],
    ["Built in", `pack ${view.builtIn.sequence}, ${shown(view.builtIn.version)}`],
    ["Rollback to", sayPrevious(view.previous)],
    ["Candidate", sayCandidate(view.candidate)],
    ["Tax on surcharge", taxTally(tax)],
    ...view.renewals.map(({ row, checkedOn, by }) => ["Renewed here", `${row}, checked ${checkedOn} by ${shown(by)}`]),
    ...view.extensions.map(({ row, extendTo, by }) => ["Extended here", `${row}, to ${extendTo}, by ${shown(by)}`]),
    ...(view.trouble === null ? [] : [["Trouble", shown(view.trouble)]]),
  ];
  const taxDue = taxDueText(tax, today, AHEAD_DAYS);
  const about = view.inForce.origin === "development" ? [ABOUT_LOCAL_PACK] : [];
  return [table(lines), ...about, sayDue(view.due), ...(taxDue === "" ? [] : [taxDue])].join("\n\n");
}
