/** The Worker: mounts guards and routes, names the error handler, exports. */
import { Hono } from "hono";
import { requireAdminKey, requireServerKey } from "./doors/admit.ts";
import { browserCors } from "./doors/origin.ts";
import type { AppEnv } from "./http/app-env.ts";
import { note, requestLog } from "./http/log.ts";
import { notFound } from "./http/method.ts";
import { requestId } from "./http/request-id.ts";
import { securityHeaders } from "./http/security-headers.ts";
import { problemResponse } from "./problem.ts";
import { answerCounts } from "./routes/answer-counts.ts";
import { apiDocs } from "./routes/api-docs.ts";
import { cardPrograms } from "./routes/card-programs.ts";
import { challenge } from "./routes/challenge.ts";
import { demo } from "./routes/demo.ts";
import { health } from "./routes/health.ts";
import { lookup } from "./routes/lookup.ts";
import { merchants } from "./routes/merchants.ts";
import { policy } from "./routes/policy.ts";
import { quotes } from "./routes/quotes.ts";
import { readiness } from "./routes/readiness.ts";
import { rules } from "./routes/rules.ts";
import { securityTxt } from "./routes/security-txt.ts";
import { serverLookup } from "./routes/server-lookup.ts";
import { wellKnown } from "./routes/well-known.ts";
import { runOnSchedule } from "./schedule.ts";
import { readSettings } from "./settings/settings.ts";
import { SettingsError } from "./settings/settings-error.ts";

const app = new Hono<AppEnv>();

app.use(requestId(), securityHeaders(), requestLog());
app.route("/", health);
app.route("/", readiness);
if (__DEVELOPMENT__) app.route("/", demo);
app.use(async (c, next) => {
  c.set("settings", readSettings(c.env));
  await next();
});
app.use("/v1/lookup", browserCors("POST"));
app.use("/v1/merchants/:merchant/policy", browserCors("GET"));
app.use("/v1/server/*", requireServerKey());
app.use("/v1/admin/*", requireAdminKey());
app.route("/", cardPrograms);
app.route("/", wellKnown);
app.route("/", quotes);
app.route("/", merchants);
app.route("/", rules);
app.route("/", answerCounts);
app.route("/", securityTxt);
app.route("/", apiDocs);
app.route("/", challenge);
app.route("/", policy);
app.route("/", lookup);
app.route("/", serverLookup);
app.notFound(notFound(app));
app.onError((error, c) => {
  if (error instanceof SettingsError) note(c, { settings: error.message });
  return problemResponse(error, c.get("requestId"));
});

export { MerchantStats } from "./ledger/merchant-stats.ts";
export { RulesShadow } from "./ledger/shadow-counts.ts";
export { LookupShard } from "./lookup/shard.ts";
export default { fetch: app.fetch, scheduled: runOnSchedule };
