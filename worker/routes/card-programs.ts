/**
 * The mirrored card programmes: pages of them for the merchant's server, snapshots and syncs for the operator.
 * A KeySecure that fails is not a failure of a sync call: the answer says that the last good copy was kept, and why.
 */
import { type Context, Hono } from "hono";
import * as z from "zod";
import {
  type MirrorAnswer,
  type ProgramBinsPage,
  ProgramBinsQuery,
  ProgramId,
  ProgramSnapshot,
  type ProgramSummary,
  PullFailure,
} from "../../contract/card-programs.ts";
import { PullError } from "../card-program/errors.ts";
import { type Mirrored, mirrorSnapshot, syncProgramme } from "../card-program/mirror.ts";
import { programmesIn } from "../card-program/programmes.ts";
import { ProgramStore, summarise } from "../card-program/store.ts";
import type { AppEnv } from "../http/app-env.ts";
import { readBody } from "../http/body.ts";
import { describeIssues } from "../http/issues.ts";
import { readQuery } from "../http/query.ts";
import { ProblemError } from "../problem.ts";

/** {@link ProgramSnapshot} at its most records, about 300 bytes each, with room to spare. */
const SNAPSHOT_MAX_BYTES = 8_388_608;

const ForceQuery = z.strictObject({ force: z.enum(["true", "false"]).default("false") });

const storeOf = (c: Context<AppEnv>) => new ProgramStore(c.env.CARD_PROGRAMS);

function programOf(c: Context<AppEnv>): string {
  const program = ProgramId.safeParse(c.req.param("program"));
  if (!program.success) throw new ProblemError("invalid_request", describeIssues(program.error));
  return program.data;
}

const isForced = (c: Context<AppEnv>) => readQuery(c, ForceQuery, { refuseEmpty: true }).force === "true";

async function pageOf(c: Context<AppEnv>, program: string): Promise<ProgramBinsPage> {
  const { page, size } = readQuery(c, ProgramBinsQuery, { refuseEmpty: true });
  const store = storeOf(c);
  const head = await store.head(program);
  if (head === null)
    throw new ProblemError("not_found", "Nothing is mirrored of this card programme yet: pull it first.");
  const start = Math.min(page * size, head.records);
  const end = Math.min(start + size, head.records);
  return {
    program,
    version: head.version,
    pulledAt: new Date(head.pulledAt).toISOString(),
    page,
    size,
    total: head.records,
    bins: await store.records(program, head.version, start, end),
    requestId: c.get("requestId"),
  };
}

/** The answer to a copy that was taken over. */
function takenOver(c: Context<AppEnv>, program: string, mirrored: Mirrored): MirrorAnswer {
  programmesIn(c.env.CARD_PROGRAMS).expire(program);
  return { ...mirrored, problem: null, requestId: c.get("requestId") };
}

const now = () => Date.now();

/** Mounted behind the guards of `/v1/server/*` and `/v1/admin/*`. */
export const cardPrograms = new Hono<AppEnv>();

/** A merchant sees its own programmes alone; any other is not found. */
cardPrograms.get("/v1/server/card-programs/:program/bins", async (c) => {
  const program = programOf(c);
  if (!c.get("merchant").cardPrograms.some(({ id }) => id === program))
    throw new ProblemError("not_found", "The merchant of this key has no card programme of this name.");
  return c.json(await pageOf(c, program));
});

cardPrograms.get("/v1/admin/card-programs", async (c) => {
  const programs: ProgramSummary[] = await storeOf(c).summaries(now());
  return c.json({ programs, requestId: c.get("requestId") });
});

cardPrograms.get("/v1/admin/card-programs/:program/bins", async (c) => c.json(await pageOf(c, programOf(c))));

/** A snapshot that was pulled elsewhere. */
cardPrograms.put("/v1/admin/card-programs/:program", async (c) => {
  const program = programOf(c);
  const options = { source: "push", force: isForced(c), now: now() } as const;
  const { bins } = await readBody(c, ProgramSnapshot, { maxBytes: SNAPSHOT_MAX_BYTES });
  try {
    return c.json(takenOver(c, program, await mirrorSnapshot(storeOf(c), program, bins, options)));
  } catch (error) {
    if (error instanceof PullError)
      throw new ProblemError("invalid_request", `The last good copy stays: ${error.message}.`);
    throw error;
  }
});

/** A pull made elsewhere did not work: it shows in /readyz, and nothing else changes. */
cardPrograms.post("/v1/admin/card-programs/:program/failure", async (c) => {
  const program = programOf(c);
  await storeOf(c).recordFailure(program, await readBody(c, PullFailure), now());
  return c.json({ program, requestId: c.get("requestId") });
});

cardPrograms.post("/v1/admin/card-programs/:program/sync", async (c) => {
  const program = programOf(c);
  const { keySecureOrigin: origin, keySecureApiKeys } = c.get("settings");
  const apiKey = Object.hasOwn(keySecureApiKeys, program) ? keySecureApiKeys[program] : undefined;
  if (origin === null || apiKey === undefined)
    throw new ProblemError(
      "not_found",
      "This Worker has no KEYSECURE_ORIGIN or no Api-Key for this programme in KEYSECURE_API_KEYS: set both, or pull from a host of your own.",
    );
  const options = { force: isForced(c), now: now() };
  try {
    return c.json(takenOver(c, program, await syncProgramme(storeOf(c), program, { origin, apiKey }, options)));
  } catch (error) {
    if (!(error instanceof PullError)) throw error;
    const failure = error.toFailure();
    const kept: MirrorAnswer = {
      outcome: "kept",
      summary: summarise(program, await storeOf(c).head(program), { ...failure, at: options.now }, options.now),
      added: 0,
      removed: 0,
      problem: { ...failure, detail: error.message },
      requestId: c.get("requestId"),
    };
    return c.json(kept);
  }
});
