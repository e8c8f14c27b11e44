/** The Worker: mounts routes, names the error handler, exports. */
import { Hono } from "hono";
import { readSettings } from "./env.ts";
import { requestId } from "./guard/request-id.ts";
import type { AppEnv } from "./http.ts";
import { ProblemError, problemResponse } from "./problem.ts";
import { health } from "./routes/health.ts";

const app = new Hono<AppEnv>();

app.use(requestId());
app.route("/", health);
app.use(async (c, next) => {
  c.set("settings", readSettings(c.env));
  await next();
});
app.notFound(() => {
  throw new ProblemError("not_found", "There is nothing at this address. The API is described at /openapi.json.");
});
app.onError((error, c) => {
  if (!(error instanceof ProblemError))
    console.error(JSON.stringify({ requestId: c.get("requestId"), error: error.name }));
  return problemResponse(error, c.get("requestId"));
});

export default app;
