/**
 * `GET /readyz`: the state of each thing the Worker depends on. Anybody may read states; merchants by name, their
 * warnings and breakers, and rules that lapse soon are told with an operator's key alone.
 */
import type { Context } from "hono";
import * as z from "zod";
import { ProgramStore } from "../card-program/store.ts";
import { findOperator } from "../doors/operator.ts";
import { publicResource } from "../doors/public.ts";
import { chargeStranger } from "../doors/rate-limit.ts";
import type { AppEnv } from "../http/app-env.ts";
import { note } from "../http/log.ts";
import { readQuery } from "../http/query.ts";
import { json, named, type Operation } from "../openapi/operation.ts";
import { importKeys } from "../quote/keys.ts";
import { CHECK_TIMEOUT_MS, checkAll } from "../readiness/checks.ts";
import { operatorView } from "../readiness/operator-view.ts";
import { type CheckState, Readiness } from "../readiness/wire.ts";
import { rulesNow } from "../rules/clock.ts";
import { editionInForce } from "../rules/in-force.ts";
import { outlookOf } from "../rules/outlook.ts";
import type { Bindings } from "../settings/bindings.ts";
import { readSettings } from "../settings/settings.ts";
import { SettingsError } from "../settings/settings-error.ts";
import { within } from "../within.ts";

const ReadinessQuery = z.strictObject({ cursor: z.string().min(1).max(1024).optional() });

const Ready = named("Readiness", Readiness);

const readyOperation: Operation = {
  id: "isReady",
  summary: "The state of what the Worker depends on",
  description:
    "States for anybody, at most 5 seconds old; merchants by name, and everything asked anew, with an operator's key.",
  query: ReadinessQuery,
  replies: { 200: json("Ready.", Ready), 503: json("Not ready: at least one check fails.", Ready) },
  problems: ["invalid_request"],
};

export const readiness = publicResource();

readiness.get("/readyz", readyOperation, async (c) => {
  const { cursor } = readQuery(c, ReadinessQuery);
  const settings = await checkSettings(c);
  const isOperator = settings !== "failing" && (await findOperator(c)) !== null;
  if (!isOperator) await chargeStranger(c);
  const kept = isOperator ? undefined : keptFor.get(c.env);
  const state = kept !== undefined && Date.now() < kept.until ? kept.state : await look(c, settings);
  if (!isOperator && state !== kept?.state)
    keptFor.set(c.env, { state, until: Date.now() + KEPT_SECONDS * MS_PER_SECOND });
  const { checks, programs, outlook } = state;
  const isReady = !Object.values(checks).includes("failing");
  const body: z.output<typeof Readiness> = {
    status: isReady ? "ready" : "not_ready",
    checks,
    rulesLapseInDays: outlook.lapseInDays,
    ...(isOperator ? await operatorView(c, cursor, programs ?? [], outlook) : {}),
    requestId: c.get("requestId"),
  };
  return c.json(Readiness.parse(body), isReady ? 200 : 503);
});

/** How long one look is answered from, to anybody without an operator's key: it costs reads and a Durable Object. */
const KEPT_SECONDS = 5;
const MS_PER_SECOND = 1_000;

type Look = Awaited<ReturnType<typeof look>>;

const keptFor = new WeakMap<Bindings, { readonly state: Look; readonly until: number }>();

/** Asks everything that the Worker depends on. */
async function look(c: Context<AppEnv>, settings: CheckState) {
  const programs = await within(CHECK_TIMEOUT_MS, () => new ProgramStore(c.env.CARD_PROGRAMS).summaries(Date.now()));
  const { book } = await editionInForce(c.env, c.executionCtx);
  const outlook = outlookOf(book.rows, rulesNow());
  return { checks: await checkAll(c, { settings, rules: outlook.state, programs }), programs, outlook };
}

/** The settings' state. Where they are malformed the reasons go to the log alone: there is no key to trust then. */
async function checkSettings(c: Context<AppEnv>): Promise<CheckState> {
  try {
    c.set("settings", readSettings(c.env));
    await importKeys(c.get("settings"));
    const { environment, issuer } = c.get("settings");
    if (environment !== "staging" || issuer !== null) return "ok";
    note(c, { settings: "ISSUER is not set: quotes get the host of each request as iss" });
    return "warning";
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    note(c, { settings: error.message });
    return "failing";
  }
}
