/**
 * The mirrored card programmes: the operator's list, snapshots and syncs.
 * A KeySecure that fails is not a failure of a sync call: the answer says that the last good copy was kept, and why.
 */
import type { Context } from "hono";
import * as z from "zod";
import {
  MirrorAnswer,
  type ProgramBin,
  ProgramId,
  ProgramSnapshot,
  ProgramSummary,
  PullFailure,
} from "../../contract/card-programs.ts";
import { PullError } from "../card-program/errors.ts";
import { type Mirrored, type MirrorOptions, mirrorSnapshot, syncProgramme } from "../card-program/mirror.ts";
import { programmesIn } from "../card-program/programmes.ts";
import { type ProgrammeHead, ProgramStore, summarise } from "../card-program/store.ts";
import { operatorResource } from "../doors/operator.ts";
import type { OperatorEnv } from "../doors/operator-env.ts";
import { noteChange } from "../doors/record-change.ts";
import type { AppContext } from "../http/app-env.ts";
import { readBody } from "../http/body.ts";
import { LARGE_BODY_MS } from "../http/body-bytes.ts";
import { requirePreconditions } from "../http/entity-tags.ts";
import { readQuery } from "../http/query.ts";
import { inTurn, requireNewest } from "../ledger/audit/in-turn.ts";
import { json, named, type Operation, type OperatorChange } from "../openapi/operation.ts";
import { ProblemError } from "../problem.ts";
import { giveTagOf, programOf, storeAnswers, tagOf } from "./program-bins.ts";

/** {@link ProgramSnapshot} at its most records, about 300 bytes each, with room to spare. */
const SNAPSHOT_MAX_BYTES = 8_388_608;

const ForceQuery = z.strictObject({
  force: z.enum(["true", "false"]).optional().describe("Replace the last good copy although much of it would go."),
});

const ProgramList = z.strictObject({ programs: z.array(ProgramSummary), requestId: z.string() });

const FailureNoted = z.strictObject({ program: ProgramId, requestId: z.string() });

const Mirror = named("MirrorAnswer", MirrorAnswer);

const listOperation: Operation = {
  id: "listPrograms",
  summary: "Mirrored card programmes and their last pulls",
  replies: { 200: json("All programmes.", ProgramList) },
  problems: ["merchant_unavailable"],
};

const pushOperation: OperatorChange = {
  id: "pushProgram",
  summary: "Mirror a snapshot that was pulled elsewhere",
  parameters: { program: ProgramId },
  query: ForceQuery,
  body: named("ProgramSnapshot", ProgramSnapshot),
  area: "merchants",
  replies: { 200: json("What came and went.", Mirror) },
  givesTag: true,
  takesTag: true,
  problems: ["conflict"],
};

const noteFailureOperation: OperatorChange = {
  id: "notePullFailure",
  summary: "Note that a pull made elsewhere did not work",
  parameters: { program: ProgramId },
  body: PullFailure,
  area: "merchants",
  replies: { 200: json("Noted; it shows in `/readyz`.", FailureNoted) },
  takesTag: true,
};

const syncOperation: OperatorChange = {
  id: "syncProgram",
  summary: "Pull a programme from KeySecure now",
  description: "A pull that fails is answered with `kept`: the last good copy stays in use.",
  parameters: { program: ProgramId },
  query: ForceQuery,
  area: "merchants",
  replies: { 200: json("What came and went, or why the last good copy stays.", Mirror) },
  givesTag: true,
  takesTag: true,
  problems: ["conflict", "not_found"],
};

const storeOf = (c: AppContext) => new ProgramStore(c.env.CARD_PROGRAMS);

const isForced = (c: AppContext) => readQuery(c, ForceQuery, { refuseEmpty: true }).force === "true";

/** Refuses where the copy that is there is not the one that the caller means. */
const requireMeant = (c: AppContext, before: ProgrammeHead | null) => requirePreconditions(c, tagOf(before));

/** The same right before the copy is replaced, with a note of what comes in its place. */
const replacing =
  (c: Context<OperatorEnv>, program: string, force: boolean): NonNullable<MirrorOptions["allow"]> =>
  (before, { version, records }) => {
    const fields = [
      { path: "version", ...(before === null ? {} : { before: before.version }), after: version },
      { path: "records", ...(before === null ? {} : { before: before.records }), after: records.length },
    ];
    const asked = force ? [{ path: "force", after: true }] : [];
    noteChange(c, { target: targetOf(program), fields: [...(before?.version === version ? [] : fields), ...asked] });
    requireMeant(c, before);
  };

const targetOf = (program: string) => `card-programs/${program}`;

/** The answer to a copy that was taken over. */
function takenOver(c: AppContext, program: string, mirrored: Mirrored): MirrorAnswer {
  programmesIn(c.env.CARD_PROGRAMS).expire(program);
  giveTagOf(c, mirrored.summary);
  return { ...mirrored, problem: null, requestId: c.get("requestId") };
}

/** Replaces the copy as one change at a time. A sync takes no turn, for it takes minutes: it holds its `If-Match` at its end. */
const replaceInTurn = (c: AppContext, program: string, bins: readonly ProgramBin[], options: MirrorOptions) =>
  inTurn(c.env, [targetOf(program)], async ({ left, leave }) => {
    const target = targetOf(program);
    const allow: MirrorOptions["allow"] = (before, next) => {
      requireNewest((before?.pulledAt ?? 0) < Number(left(target) ?? 0));
      options.allow?.(before, next);
    };
    const mirrored = await mirrorSnapshot(storeOf(c), program, bins, { ...options, allow });
    leave(target, String(options.now));
    return mirrored;
  });

const now = () => Date.now();

export const cardPrograms = operatorResource();

cardPrograms.get("/card-programs", listOperation, async (c) => {
  const programs: ProgramSummary[] = await storeAnswers(() => storeOf(c).summaries(now()));
  return c.json({ programs, requestId: c.get("requestId") });
});

/** A snapshot that was pulled elsewhere. */
cardPrograms.put("/card-programs/:program", pushOperation, async (c) => {
  const program = programOf(c);
  const force = isForced(c);
  const options = { source: "push", force, now: now(), allow: replacing(c, program, force) } as const;
  const { bins } = await readBody(c, ProgramSnapshot, { maxBytes: SNAPSHOT_MAX_BYTES, maxMs: LARGE_BODY_MS });
  try {
    return c.json(takenOver(c, program, await storeAnswers(() => replaceInTurn(c, program, bins, options))));
  } catch (error) {
    if (error instanceof PullError)
      throw new ProblemError("invalid_request", `The last good copy stays: ${error.message}.`);
    throw error;
  }
});

/** A pull made elsewhere did not work: it shows in /readyz, and nothing else changes. */
cardPrograms.post("/card-programs/:program/failure", noteFailureOperation, async (c) => {
  const program = programOf(c);
  const failure = await readBody(c, PullFailure);
  requireMeant(c, await storeAnswers(() => storeOf(c).head(program)));
  noteChange(c, { target: targetOf(program), fields: [{ path: "failure", after: failure.problem }] });
  await storeAnswers(() => storeOf(c).recordFailure(program, failure, now()));
  return c.json({ program, requestId: c.get("requestId") });
});

cardPrograms.post("/card-programs/:program/sync", syncOperation, async (c) => {
  const program = programOf(c);
  const { keySecureOrigin: origin, keySecureApiKeys } = c.get("settings");
  const apiKey = Object.hasOwn(keySecureApiKeys, program) ? keySecureApiKeys[program] : undefined;
  if (origin === null || apiKey === undefined)
    throw new ProblemError(
      "not_found",
      "This Worker has no KEYSECURE_ORIGIN or no Api-Key for this programme in KEYSECURE_API_KEYS: set both, or pull from a host of your own.",
    );
  const force = isForced(c);
  const options = { force, now: now(), allow: replacing(c, program, force) };
  // Now, so that nobody waits minutes for a refusal, and once more before the copy is replaced.
  requireMeant(c, await storeAnswers(() => storeOf(c).head(program)));
  try {
    return c.json(
      takenOver(c, program, await storeAnswers(() => syncProgramme(storeOf(c), program, { origin, apiKey }, options))),
    );
  } catch (error) {
    if (!(error instanceof PullError)) throw error;
    const failure = error.toFailure();
    const head = await storeAnswers(() => storeOf(c).head(program));
    const summary = summarise(program, head, { ...failure, at: options.now }, options.now);
    giveTagOf(c, summary);
    const kept: MirrorAnswer = {
      outcome: "kept",
      summary,
      added: 0,
      removed: 0,
      problem: { ...failure, detail: error.message },
      requestId: c.get("requestId"),
    };
    return c.json(kept);
  }
});
