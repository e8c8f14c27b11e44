/**
 * The rules for the operator: what is in force, a new pack, a candidate, the way back, renewals and extensions. A change is
 * visible everywhere within 60 seconds.
 */
import type { Context } from "hono";
import { operatorResource } from "../doors/operator.ts";
import type { OperatorEnv } from "../doors/operator-env.ts";
import { noteChange } from "../doors/record-change.ts";
import type { AppContext } from "../http/app-env.ts";
import { readBody } from "../http/body.ts";
import { LARGE_BODY_MS } from "../http/body-bytes.ts";
import { requirePreconditions } from "../http/entity-tags.ts";
import { readQuery } from "../http/query.ts";
import { inTurn, requireNewest } from "../ledger/audit/in-turn.ts";
import { shadowCounts } from "../ledger/shadow/shadow-tally.ts";
import { json, type Operation, type OperatorChange } from "../openapi/operation.ts";
import { ProblemError } from "../problem.ts";
import { rulesChange } from "../rules/change-fields.ts";
import {
  type ChangeContext,
  type Changed,
  type ChangeRefusal,
  dropCandidate,
  goBack,
  takeExtension,
  takePack,
  takeRenewal,
} from "../rules/changes.ts";
import { rulesNow } from "../rules/clock.ts";
import { carriedPack, rulesStoreOf } from "../rules/in-force.ts";
import { CandidateQuery, RenewalInput, RulesView } from "../rules/operator-view.ts";
import { Pack } from "../rules/pack.ts";
import { RuleId } from "../rules/schema.ts";
import { type RulesStore, storedAhead } from "../rules/store.ts";
import { worldDays } from "../surcharge/day.ts";
import { stored, tagOfRules, viewOf } from "./rules-view.ts";

/** Ten thousand rows, about 700 bytes each, with room to spare. */
const PACK_MAX_BYTES = 12_582_912;
const RENEWAL_MAX_BYTES = 8_192;
const PACK_MAX_DEPTH = 8;

/** The rules, as the thing that is changed one at a time and as the target of a change. */
const RULES = "rules";

/** All of these change one thing, which is read at `/v1/admin/rules`, and take the tag of that read. */
const TAGGED = { givesTag: true, takesTag: true } as const;

const viewOperation: Operation = {
  id: "viewRules",
  summary: "Which rules are in force, where they came from, and what lapses when",
  replies: { 200: json("The rules in force here.", RulesView) },
  givesTag: true,
  problems: ["merchant_unavailable"],
};

const pushOperation: OperatorChange = {
  id: "pushRules",
  summary: "Put a newer rule pack in force, or beside the one in force",
  description:
    "Refused where it permits more than the carried pack without a newer `checkedOn` and a `by` on each such row. With `candidate=true` it decides nothing: differences are counted.",
  query: CandidateQuery,
  body: Pack,
  area: "rules",
  replies: { 200: json("The rules in force after it.", RulesView) },
  ...TAGGED,
  problems: ["conflict", "not_found", "merchant_unavailable"],
};

const dropCandidateOperation: OperatorChange = {
  id: "dropCandidate",
  summary: "Stop deciding by the candidate pack",
  area: "rules",
  replies: { 200: json("The rules in force.", RulesView) },
  ...TAGGED,
  problems: ["conflict", "not_found", "merchant_unavailable"],
};

const rollBackOperation: OperatorChange = {
  id: "rollBackRules",
  summary: "Go back to the pack before the one in force",
  area: "rules",
  replies: { 200: json("The rules in force after it.", RulesView) },
  ...TAGGED,
  problems: ["conflict", "not_found", "merchant_unavailable"],
};

const renewOperation: OperatorChange = {
  id: "renewRule",
  summary: "Renew a row whose source was read again, or extend it once by 30 days at most",
  description: "Bound to the row's hash, so that it never renews a text that has changed.",
  parameters: { row: RuleId },
  body: RenewalInput,
  area: "rules",
  replies: { 200: json("The rules in force after it.", RulesView) },
  ...TAGGED,
  problems: ["conflict", "not_found", "merchant_unavailable"],
};

export const rules = operatorResource();

rules.get("/rules", viewOperation, async (c) => c.json(await viewOf(c)));

rules.put("/rules", pushOperation, async (c) => {
  const { candidate } = readQuery(c, CandidateQuery);
  const limits = { maxBytes: PACK_MAX_BYTES, maxMs: LARGE_BODY_MS, maxDepth: PACK_MAX_DEPTH };
  const pack = await readBody(c, Pack, limits);
  noteAsked(c, candidate === "true" ? "candidate" : "current", pack.version);
  return change(c, (given) => takePack(pack, candidate === "true", given));
});

rules.delete("/rules/candidate", dropCandidateOperation, (c) => change(c, dropCandidate));

rules.post("/rules/rollback", rollBackOperation, (c) => change(c, goBack));

rules.put("/rules/renewals/:row", renewOperation, async (c) => {
  const row = RuleId.safeParse(c.req.param("row"));
  if (!row.success) throw new ProblemError("not_found", "There is no row of this id in the pack in force.");
  const input = await readBody(c, RenewalInput, { maxBytes: RENEWAL_MAX_BYTES });
  if ("extendTo" in input) noteAsked(c, `extensions.${row.data}.extendTo`, input.extendTo);
  else noteAsked(c, `renewals.${row.data}.checkedOn`, input.checkedOn);
  return change(c, (given) =>
    "extendTo" in input
      ? takeExtension({ ...input, row: row.data, on: worldDays(given.at).first }, given)
      : takeRenewal({ ...input, row: row.data }, given),
  );
});

/** Says what is asked for, so that a change that is refused as a whole is told of as well. What it changes is said once it is known. */
const noteAsked = (c: Context<OperatorEnv>, path: string, after: string): void =>
  noteChange(c, { target: RULES, fields: [{ path, after }] });

/** Carries out a change and answers what is in force by it. */
async function change(
  c: Context<OperatorEnv>,
  carryOut: (given: ChangeContext) => Promise<Changed | ChangeRefusal> | Changed | ChangeRefusal,
): Promise<Response> {
  const store = requireStore(c);
  const { candidate } = await inTurn(c.env, [RULES], async (turn) => {
    const head = await stored(() => store.head());
    requireNewest(head.updatedAt < Number(turn.left(RULES) ?? 0));
    requirePreconditions(c, await tagOfRules(head));
    const carried = carriedPack();
    const ref = storedAhead(head, carried);
    const current = ref === null ? carried : await stored(() => store.pack(ref));
    const given = { store, head, carried, current, at: rulesNow(), now: Date.now() };
    const result = await stored(async () => carryOut(given));
    if (result.kind !== "changed") throw problemOf(result);
    noteChange(c, { target: RULES, fields: rulesChange(head, result.head) });
    await stored(() => store.putHead(result.head));
    turn.leave(RULES, String(result.head.updatedAt));
    return result.head;
  });
  // Counts of a candidate that is none any more tell nothing; that they stay a while where this fails harms nothing.
  c.executionCtx.waitUntil(
    shadowCounts(c.env.RULES_SHADOW)
      .keep(candidate?.version ?? null)
      .catch(() => {}),
  );
  return c.json(await viewOf(c));
}

function problemOf({ kind, because }: ChangeRefusal): ProblemError {
  const codes = { stale: "conflict", unsound: "invalid_request", missing: "not_found" } as const;
  return new ProblemError(codes[kind], because.endsWith(".") ? because : `${because}.`);
}

function requireStore(c: AppContext): RulesStore {
  const store = rulesStoreOf(c.env);
  if (store === null) throw new ProblemError("not_found", "This deployment has no store of rules: bind RULES.");
  return store;
}
