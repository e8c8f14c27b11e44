/** `GET /healthz`: the Worker runs. It says nothing about what the Worker depends on. */
import { Hono } from "hono";
import type { AppEnv } from "../http.ts";

export const health = new Hono<AppEnv>();

health.get("/healthz", (c) => c.json({ status: "alive", requestId: c.get("requestId") }));
