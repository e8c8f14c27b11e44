/**
 * The rules over HTTP: any pack that a quote can name, for anybody; and for the operator what is in force, a new pack, a
 * candidate, the way back, renewals and extensions. A change is visible everywhere within 60 seconds.
 */
import { type Context, Hono } from "hono";
import { chargeStranger } from "../doors/rate-limit.ts";
import type { AppEnv } from "../http/app-env.ts";
import { readBody } from "../http/body.ts";
import { readQuery } from "../http/query.ts";
import { shadowCounts } from "../ledger/shadow-counts.ts";
import { ProblemError } from "../problem.ts";
import {
  type ChangeContext,
  type Changed,
  dropCandidate,
  goBack,
  type Refusal,
  takeExtension,
  takePack,
  takeRenewal,
} from "../rules/changes.ts";
import { rulesNow } from "../rules/clock.ts";
import { editionText } from "../rules/edition.ts";
import { dueRows, WARNING_DAYS } from "../rules/freshness.ts";
import { carriedPack, editionInForce, rulesOf, rulesStoreOf } from "../rules/in-force.ts";
import { CandidateQuery, RenewalInput, RulesView } from "../rules/operator-view.ts";
import { Pack, PackVersion } from "../rules/pack.ts";
import { RuleId } from "../rules/schema.ts";
import type { PackRef, RulesStore } from "../rules/store.ts";
import { worldDays } from "../surcharge/day.ts";

/** Ten thousand rows, about 700 bytes each, with room to spare. */
const PACK_MAX_BYTES = 12_582_912;
const RENEWAL_MAX_BYTES = 8_192;
const PACK_MAX_DEPTH = 8;
/** A pack never changes. */
const PACK_MAX_AGE_SECONDS = 86_400;

export const rules = new Hono<AppEnv>();

rules.get("/v1/rules/:version", async (c) => {
  const version = PackVersion.safeParse(c.req.param("version"));
  const text = version.success ? await packText(c, version.data) : null;
  if (text === null) {
    // Versions can be guessed at, and each guess may cost a read.
    await chargeStranger(c);
    throw new ProblemError("not_found", "There is no pack of this version. A quote names its own in rules.version.");
  }
  return c.body(text, 200, {
    "Content-Type": "application/json",
    "Cache-Control": `public, max-age=${PACK_MAX_AGE_SECONDS}, immutable`,
    "Access-Control-Allow-Origin": "*",
  });
});

rules.get("/v1/admin/rules", async (c) => c.json(await viewOf(c)));

rules.put("/v1/admin/rules", async (c) => {
  const { candidate } = readQuery(c, CandidateQuery);
  const pack = await readBody(c, Pack, { maxBytes: PACK_MAX_BYTES, maxDepth: PACK_MAX_DEPTH });
  return change(c, (given) => takePack(pack, candidate === "true", given));
});

rules.delete("/v1/admin/rules/candidate", (c) => change(c, dropCandidate));

rules.post("/v1/admin/rules/rollback", (c) => change(c, goBack));

rules.put("/v1/admin/rules/renewals/:row", async (c) => {
  const row = RuleId.safeParse(c.req.param("row"));
  if (!row.success) throw new ProblemError("not_found", "There is no row of this id in the pack in force.");
  const input = await readBody(c, RenewalInput, { maxBytes: RENEWAL_MAX_BYTES });
  return change(c, (given) =>
    "extendTo" in input
      ? takeExtension({ ...input, row: row.data, on: worldDays(given.at).first }, given)
      : takeRenewal({ ...input, row: row.data }, given),
  );
});

/** What this isolate decides by, what it carries, or what the store kept. */
async function packText(c: Context<AppEnv>, version: string): Promise<string | null> {
  const edition = await editionInForce(c.env, c.executionCtx);
  if (edition.pack.version === version) return editionText(edition);
  const carried = carriedPack();
  if (carried.version === version) return JSON.stringify(carried);
  const store = rulesStoreOf(c.env);
  return store === null ? null : stored(() => store.packText(version));
}

/** Carries out a change and answers what is in force by it. */
async function change(
  c: Context<AppEnv>,
  carryOut: (given: ChangeContext) => Promise<Changed | Refusal> | Changed | Refusal,
): Promise<Response> {
  const store = requireStore(c);
  const head = await stored(() => store.head());
  const carried = carriedPack();
  const ref = head.current !== null && head.current.sequence > carried.sequence ? head.current : null;
  const current = ref === null ? carried : await stored(() => store.pack(ref));
  const result = await stored(async () => carryOut({ store, head, carried, current, at: rulesNow(), now: Date.now() }));
  if (result.kind !== "changed") throw problemOf(result);
  await stored(() => store.putHead(result.head));
  await rulesOf(c.env).reload();
  return c.json(await viewOf(c));
}

function problemOf({ kind, because }: Refusal): ProblemError {
  const codes = { stale: "conflict", unsound: "invalid_request", missing: "not_found" } as const;
  return new ProblemError(codes[kind], because.endsWith(".") ? because : `${because}.`);
}

function requireStore(c: Context<AppEnv>): RulesStore {
  const store = rulesStoreOf(c.env);
  if (store === null) throw new ProblemError("not_found", "This deployment has no store of rules: bind RULES.");
  return store;
}

/** A store that fails is the store's trouble: the operator tries again. */
async function stored<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new ProblemError("merchant_unavailable", "The store of rules does not answer right now. Try again.", {
      headers: { "Retry-After": "2" },
      cause,
    });
  }
}

async function viewOf(c: Context<AppEnv>): Promise<RulesView> {
  const { pack, origin, book } = await editionInForce(c.env, c.executionCtx);
  const store = rulesStoreOf(c.env);
  const head = store === null ? null : await stored(() => store.head());
  const carried = carriedPack();
  const ahead = Math.max(...WARNING_DAYS);
  return RulesView.parse({
    inForce: {
      version: pack.version,
      sequence: pack.sequence,
      publishedAt: pack.publishedAt,
      origin,
      rows: pack.rows.length,
    },
    builtIn: { version: carried.version, sequence: carried.sequence },
    previous:
      head === null || head.previous === null
        ? null
        : head.previous === "built_in"
          ? head.previous
          : head.previous.version,
    candidate: head === null || head.candidate === null ? null : await candidateView(c, head.candidate),
    renewals: head?.renewals ?? [],
    extensions: head?.extensions ?? [],
    due: dueRows(book.rows, rulesNow()).filter(({ daysLeft }) => daysLeft <= ahead),
    trouble: rulesOf(c.env).trouble,
    requestId: c.get("requestId"),
  } satisfies RulesView);
}

async function candidateView(
  c: Context<AppEnv>,
  { version, sequence }: PackRef,
): Promise<NonNullable<RulesView["candidate"]>> {
  const counts = await stored(() => shadowCounts(c.env.RULES_SHADOW).read(version));
  const total = (change?: string) =>
    counts.reduce((sum, one) => (change === undefined || one.change === change ? sum + one.count : sum), 0);
  return {
    version,
    sequence,
    decided: total(),
    wider: total("wider"),
    narrower: total("narrower"),
    otherReason: total("reason"),
  };
}
