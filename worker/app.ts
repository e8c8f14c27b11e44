/** The HTTP API: what every request goes through, three doors, and what anybody may ask. */
import { Hono } from "hono";
import { RegExpRouter } from "hono/router/reg-exp-router";
import { countRefusals } from "./doors/count-refusals.ts";
import { countRequests } from "./doors/count-requests.ts";
import { operatorDoor } from "./doors/operator.ts";
import { pageDoor } from "./doors/page.ts";
import { publicRoutes } from "./doors/public.ts";
import { operationsOf } from "./doors/resource.ts";
import { serverDoor } from "./doors/server.ts";
import type { AppEnv } from "./http/app-env.ts";
import { refuseCardNumbersInAddress } from "./http/card-numbers.ts";
import { note, requestLog } from "./http/log.ts";
import { methodNotAllowed, notFound } from "./http/method.ts";
import { requestId } from "./http/request-id.ts";
import { securityHeaders } from "./http/security-headers.ts";
import { traceContext } from "./http/trace-context.ts";
import { withSettings } from "./http/with-settings.ts";
import { problemResponse } from "./problem.ts";
import { alerts } from "./routes/alerts.ts";
import { apiDocs } from "./routes/api-docs.ts";
import { audit } from "./routes/audit.ts";
import { cardPrograms } from "./routes/card-programs.ts";
import { challenge } from "./routes/challenge.ts";
import { demo } from "./routes/demo.ts";
import { explain } from "./routes/explain.ts";
import { health } from "./routes/health.ts";
import { lookup } from "./routes/lookup.ts";
import { merchants } from "./routes/merchants.ts";
import { operatorPolicy } from "./routes/operator-policy.ts";
import { outcomes } from "./routes/outcomes.ts";
import { policy } from "./routes/policy.ts";
import { ownProgramBins, programBins } from "./routes/program-bins.ts";
import { quotes } from "./routes/quotes.ts";
import { readiness } from "./routes/readiness.ts";
import { merchantReports, ownReports } from "./routes/reports.ts";
import { rulePack } from "./routes/rule-pack.ts";
import { rules } from "./routes/rules.ts";
import { securityTxt } from "./routes/security-txt.ts";
import { serverLookup } from "./routes/server-lookup.ts";
import { siteComing } from "./routes/site-coming.ts";
import { stats } from "./routes/stats.ts";
import { wellKnown } from "./routes/well-known.ts";
import { SettingsError } from "./settings/settings-error.ts";

// One expression matches every address. Routes that would be ambiguous in it are refused; hono's default router falls back to
// a slower one then, without a word.
export const app = new Hono<AppEnv>({ router: new RegExpRouter() });
const docs = apiDocs(() => operationsOf(app));

// Before all that counts and logs, as the files are that come in its place.
if (__DEVELOPMENT__) app.route("/", publicRoutes(siteComing));
app.use(requestId(), securityHeaders(), requestLog(), countRequests(), countRefusals());
app.use(refuseCardNumbersInAddress(), methodNotAllowed(app));
// These two answer while a setting is missing or malformed as well.
app.route("/", publicRoutes(health, readiness));
if (__DEVELOPMENT__) app.route("/", publicRoutes(demo));
app.use(withSettings(), traceContext());
app.route("/v1", pageDoor(lookup, policy));
app.route("/v1/server", serverDoor(serverLookup, quotes, outcomes, ownReports, ownProgramBins));
app.route(
  "/v1/admin",
  operatorDoor(
    merchants,
    explain,
    operatorPolicy,
    stats,
    merchantReports,
    alerts,
    audit,
    rules,
    cardPrograms,
    programBins,
  ),
);
app.route("/", publicRoutes(rulePack, wellKnown, securityTxt, docs, challenge));
app.notFound(notFound);
app.onError((error, c) => {
  if (error instanceof SettingsError) note(c, { settings: error.message });
  return problemResponse(error, c.get("requestId"));
});
