/**
 * `GET /readyz`: the state of each thing the Worker depends on. Anybody may read states; merchants by name, their
 * warnings and breakers, and rules that lapse soon are told with an operator's key alone.
 */
import { type Context, Hono } from "hono";
import * as z from "zod";
import { ProgramSummary } from "../../contract/card-programs.ts";
import { ProgramStore } from "../card-program/store.ts";
import { hasAdminKey } from "../doors/admit.ts";
import { chargeStranger } from "../doors/rate-limit.ts";
import type { AppEnv } from "../http/app-env.ts";
import { note } from "../http/log.ts";
import { readQuery } from "../http/query.ts";
import { viewGateway } from "../lookup/gateway-view.ts";
import { shardOf } from "../lookup/shard-routing.ts";
import { directoryOf, hasOuterKey, storeOf } from "../merchants/access.ts";
import { constraintsOf } from "../merchants/constraints.ts";
import type { Merchant } from "../merchants/schema.ts";
import { validateMerchant } from "../merchants/validate-merchant.ts";
import { importKeys } from "../quote/keys.ts";
import { rulesNow } from "../rules/clock.ts";
import type { Edition } from "../rules/edition.ts";
import { editionInForce } from "../rules/in-force.ts";
import { outlookOf, type RulesOutlook } from "../rules/outlook.ts";
import type { RateLimiter } from "../settings/bindings.ts";
import { readSettings } from "../settings/settings.ts";
import { SettingsError } from "../settings/settings-error.ts";
import { within } from "../within.ts";

const CHECK_TIMEOUT_MS = 1_500;
/** Each merchant costs a call to each of its shards, and a request may make a limited number of calls. */
const MERCHANTS_A_PAGE = 20;

const State = z.enum(["ok", "warning", "failing"]);
type State = z.output<typeof State>;

const Checks = z.strictObject({
  settings: State,
  merchants: State,
  cardPrograms: State,
  lookups: State,
  rateLimits: State,
  rules: State,
});

const MerchantReadiness = z.strictObject({
  id: z.string(),
  name: z.string(),
  enabled: z.boolean(),
  mode: z.enum(["test", "live"]),
  gateway: z.string(),
  /** Whether the merchant's gateway is being asked, and if not, why and until when. */
  gatewayView: z.strictObject({
    /** The worst of the merchant's shards. */
    state: z.enum(["closed", "probing", "open", "key_refused", "silent"]),
    limitedShards: z.number().int(),
    answeringShards: z.number().int(),
    /** Milliseconds since 1970. */
    retryAt: z.number().nullable(),
  }),
  warnings: z.array(z.string()),
});

export const Readiness = z.strictObject({
  status: z.enum(["ready", "not_ready"]),
  checks: Checks,
  /** Days until the next permission lapses; 0 and less: one has. Null: none ever does. */
  rulesLapseInDays: z.number().int().nullable(),
  /** With an operator's key only, like all that follows: what lapses or is to be checked again within 60 days. */
  rules: z
    .strictObject({
      version: z.string(),
      due: z.array(
        z.strictObject({
          id: z.string(),
          kind: z.enum(["lapse", "recheck"]),
          on: z.string(),
          daysLeft: z.number().int(),
        }),
      ),
    })
    .optional(),
  /** Every mirrored programme with its last pull; see docs/card-programs.md. */
  cardPrograms: z.array(ProgramSummary).optional(),
  merchants: z.array(MerchantReadiness).optional(),
  /** Where the next page of merchants starts; null on the last one. */
  cursor: z.string().nullable().optional(),
  requestId: z.string(),
});

export const ReadinessQuery = z.strictObject({ cursor: z.string().min(1).max(1024).optional() });

export const readiness = new Hono<AppEnv>();

readiness.get("/readyz", async (c) => {
  const { cursor } = readQuery(c, ReadinessQuery);
  const settingsState = await checkSettings(c);
  const programs = await within(CHECK_TIMEOUT_MS, () => new ProgramStore(c.env.CARD_PROGRAMS).summaries(Date.now()));
  const { book } = await editionInForce(c.env, c.executionCtx);
  const outlook = outlookOf(book.rows, rulesNow());
  const checks: z.output<typeof Checks> = {
    settings: settingsState,
    merchants: settingsState === "failing" ? "failing" : await checkMerchants(c),
    cardPrograms: cardProgramsState(programs),
    lookups: await answers(() => shardOf(c.env.LOOKUP_SHARDS, { merchantId: "readiness" }, 0).view()),
    rateLimits: await checkRateLimits(c),
    rules: outlook.state,
  };
  const isReady = !Object.values(checks).includes("failing");
  const isOperator = settingsState !== "failing" && (await hasAdminKey(c));
  // A key that is wrong is a guess, and guesses are counted.
  if (settingsState !== "failing" && !isOperator && c.req.header("Authorization") !== undefined)
    await chargeStranger(c);
  const body: z.output<typeof Readiness> = {
    status: isReady ? "ready" : "not_ready",
    checks,
    rulesLapseInDays: outlook.lapseInDays,
    ...(isOperator ? await operatorView(c, cursor, programs ?? [], outlook) : {}),
    requestId: c.get("requestId"),
  };
  return c.json(Readiness.parse(body), isReady ? 200 : 503);
});

/** The settings' state. Where they are malformed the reasons go to the log alone: there is no key to trust then. */
async function checkSettings(c: Context<AppEnv>): Promise<State> {
  try {
    c.set("settings", readSettings(c.env));
    await importKeys(c.get("settings"));
    const { environment, issuer } = c.get("settings");
    if (environment !== "production" || issuer !== null) return "ok";
    note(c, { settings: "ISSUER is not set: quotes get the host of each request as iss" });
    return "warning";
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    note(c, { settings: error.message });
    return "failing";
  }
}

/** A programme whose last pull failed, or was long ago, is served from its last good copy: a warning, not a failure. */
function cardProgramsState(programs: readonly ProgramSummary[] | undefined): State {
  if (programs === undefined) return "failing";
  return programs.every(({ state }) => state === "ready") ? "ok" : "warning";
}

const answers = async (work: () => Promise<unknown>): Promise<State> =>
  (await within(CHECK_TIMEOUT_MS, async () => {
    await work();
    return true;
  })) === true
    ? "ok"
    : "failing";

async function checkMerchants(c: Context<AppEnv>): Promise<State> {
  const store = storeOf(c.env);
  if (store === null) return directoryOf(c.env, c.get("settings")).withoutStore().length === 0 ? "failing" : "ok";
  return (await store.read("mch_readiness")).kind === "failed" ? "failing" : "ok";
}

/** Without a limiter every lookup is answered with a zero quote, so that it counts as failing. */
async function checkRateLimits({ env }: Context<AppEnv>): Promise<State> {
  const limiters = [
    env.LIMIT_CLIENT_STANDARD,
    env.LIMIT_CLIENT_RAISED,
    env.LIMIT_CLIENT_HIGH,
    env.LIMIT_MERCHANT_STANDARD,
    env.LIMIT_MERCHANT_RAISED,
    env.LIMIT_MERCHANT_HIGH,
  ];
  const states = await Promise.all(
    limiters.map((limiter) => answers(() => requireLimiter(limiter).limit({ key: "readiness" }))),
  );
  return states.includes("failing") ? "failing" : "ok";
}

function requireLimiter(limiter: RateLimiter | undefined): RateLimiter {
  if (limiter === undefined) throw new Error("no limiter");
  return limiter;
}

async function operatorView(
  c: Context<AppEnv>,
  cursor: string | undefined,
  programs: readonly ProgramSummary[],
  { due }: RulesOutlook,
) {
  const settings = c.get("settings");
  const edition = await editionInForce(c.env, c.executionCtx);
  const directory = directoryOf(c.env, settings);
  const page = await within(CHECK_TIMEOUT_MS, async () => storeOf(c.env)?.list(cursor, MERCHANTS_A_PAGE));
  const local = cursor === undefined ? directory.withoutStore().map(({ id }) => id) : [];
  const ids = new Set([...local, ...(page?.merchants ?? []).map(({ id }) => id)]);
  const found = await Promise.all([...ids].map((id) => directory.find(id)));
  const merchants = found.flatMap((result) => (result.kind === "found" ? [result.merchant] : []));
  return {
    rules: { version: edition.book.version, due: [...due] },
    cardPrograms: [...programs],
    merchants: await Promise.all(merchants.map((merchant) => merchantView(c, merchant, programs, edition))),
    cursor: page?.cursor ?? null,
  };
}

async function merchantView(
  c: Context<AppEnv>,
  merchant: Merchant,
  programs: readonly ProgramSummary[],
  edition: Edition,
): Promise<z.output<typeof MerchantReadiness>> {
  const settings = c.get("settings");
  const { id, name, enabled, mode, gateway } = merchant;
  const hasGatewayKey = merchant.gatewayKey !== null || hasOuterKey(directoryOf(c.env, settings), id);
  const validation = validateMerchant(
    { ...merchant, before: merchant, hasGatewayKey },
    constraintsOf(settings.environment, edition, rulesNow()),
  );
  const mirrored = new Set(programs.flatMap(({ program, version }) => (version === null ? [] : program)));
  const missing = merchant.cardPrograms.filter((program) => !mirrored.has(program.id));
  return {
    id,
    name,
    enabled,
    mode,
    gateway,
    gatewayView: await viewGateway(c.env, { ...merchant, merchantId: id }),
    warnings: [
      ...validation.errors,
      ...validation.warnings,
      ...missing.map((program) => `cardPrograms: nothing is mirrored of ${program.id} yet`),
    ],
  };
}
