/** `GET /healthz`: the Worker runs. It says nothing about what the Worker depends on; that is `/readyz`. */
import { Hono } from "hono";
import * as z from "zod";
import type { AppEnv } from "../http/app-env.ts";

export const Health = z.strictObject({ status: z.literal("alive"), requestId: z.string() });

export const health = new Hono<AppEnv>();

health.get("/healthz", (c) =>
  c.json({ status: "alive", requestId: c.get("requestId") } satisfies z.output<typeof Health>),
);
