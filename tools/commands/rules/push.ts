/** `npm run rules -- push`, `rollback` and `extend`: what changes the rules of a deployment. */
import { rowHash } from "../../../worker/rules/pack.ts";
import { ToolError } from "../../cli/tool-error.mjs";
import { bookThere, type Deployment, type DeploymentRules, packAt } from "./deployment.ts";
import { differenceLines, tallyOf } from "./differences.ts";
import { packByNumberOrFile, sayPack } from "./named-packs.ts";
import { newestPack } from "./packs.ts";
import { rowNamed } from "./rows.ts";
import { sayCandidate, sayInForce } from "./show.ts";

const HTTP_NOT_FOUND = 404;

/** What would change against the pack in force; a Worker that cannot give that pack is pushed to all the same. */
async function tallyAgainst(
  deployment: Deployment,
  view: DeploymentRules,
  pack: Parameters<typeof bookThere>[0],
  day: string,
): Promise<string> {
  try {
    const there = await packAt(deployment, view.inForce.version);
    const [before, after] = await Promise.all([bookThere(there, view), bookThere(pack, view)]);
    const tally = tallyOf(differenceLines(before, after, day));
    return `${sayPack(pack)} against ${sayPack(there)} in force at ${deployment.origin}: ${tally}`;
  } catch (error) {
    if (!(error instanceof ToolError) || error.status !== HTTP_NOT_FOUND) throw error;
    return `${sayPack(pack)}: not compared, for ${deployment.origin} does not give out the pack in force, ${view.inForce.version}`;
  }
}

export interface Push {
  readonly deployment: Deployment;
  readonly root: URL;
  /** ISO date from which the packs are compared. */
  readonly day: string;
  /** A number or a file; left out: the newest pack of the checkout. */
  readonly word: string | undefined;
  readonly isCandidate: boolean;
  /** Told what will change before it does. */
  readonly say: (text: string) => void;
}

/** @throws ToolError with the deployment's own word where it refuses the pack */
export async function push({ deployment, root, day, word, isCandidate, say }: Push): Promise<string> {
  const pack = word === undefined ? newestPack(root) : await packByNumberOrFile(word, root);
  const seen = await deployment.readRules();
  say(await tallyAgainst(deployment, seen, pack, day));
  const view = await deployment.changeRules(seen, "PUT", isCandidate ? "?candidate=true" : "", pack);
  return isCandidate ? `candidate: ${sayCandidate(view.candidate)}` : `in force: ${sayInForce(view)}`;
}

export async function dropCandidate(deployment: Deployment): Promise<string> {
  const view = await deployment.changeRules(await deployment.readRules(), "DELETE", "/candidate");
  return `candidate: ${sayCandidate(view.candidate)}`;
}

export async function rollback(deployment: Deployment): Promise<string> {
  const view = await deployment.changeRules(await deployment.readRules(), "POST", "/rollback");
  return `in force: ${sayInForce(view)}`;
}

export interface Extend {
  readonly deployment: Deployment;
  readonly id: string;
  readonly extendTo: string;
  readonly by: string;
  readonly note: string | undefined;
}

/** The operator's own word for the row as it is in force there, so the hash is that row's. */
export async function extend({ deployment, id, extendTo, by, note }: Extend): Promise<string> {
  const seen = await deployment.readRules();
  const { rows } = await packAt(deployment, seen.inForce.version);
  const row = rowNamed(id, rows);
  const body = { rowHash: await rowHash(row), extendTo, by, ...(note === undefined ? {} : { note }) };
  const view = await deployment.changeRules(seen, "PUT", `/renewals/${row.id}`, body);
  const due = view.due.find((one) => one.id === row.id);
  return `${row.id} counts at ${deployment.origin} until ${due?.on ?? extendTo}: read ${row.source} and renew it by then`;
}
