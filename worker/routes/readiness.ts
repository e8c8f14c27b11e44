/**
 * `GET /readyz`: the state of each thing the Worker depends on. Anybody may read states; merchants by name, their
 * warnings and breakers, and rules that lapse soon are told with an operator's key alone.
 */
import type { Context } from "hono";
import * as z from "zod";
import { ProgramStore } from "../card-program/store.ts";
import { hasAdminKey } from "../doors/operator.ts";
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
import { readSettings } from "../settings/settings.ts";
import { SettingsError } from "../settings/settings-error.ts";
import { within } from "../within.ts";

const ReadinessQuery = z.strictObject({ cursor: z.string().min(1).max(1024).optional() });

const Ready = named("Readiness", Readiness);

const readyOperation: Operation = {
  id: "isReady",
  summary: "The state of what the Worker depends on",
  description: "States for anybody; merchants by name with an operator's key.",
  query: ReadinessQuery,
  replies: { 200: json("Ready.", Ready), 503: json("Not ready: at least one check fails.", Ready) },
  problems: ["invalid_request"],
};

export const readiness = publicResource();

readiness.get("/readyz", readyOperation, async (c) => {
  const { cursor } = readQuery(c, ReadinessQuery);
  const settingsState = await checkSettings(c);
  const programs = await within(CHECK_TIMEOUT_MS, () => new ProgramStore(c.env.CARD_PROGRAMS).summaries(Date.now()));
  const { book } = await editionInForce(c.env, c.executionCtx);
  const outlook = outlookOf(book.rows, rulesNow());
  const checks = await checkAll(c, { settings: settingsState, rules: outlook.state, programs });
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
