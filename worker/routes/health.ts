/** `GET /healthz`: the Worker runs. It says nothing about what the Worker depends on; that is `/readyz`. */
import * as z from "zod";
import { publicResource } from "../doors/public.ts";
import { json, type Operation } from "../openapi/operation.ts";

const Health = z.strictObject({ status: z.literal("alive"), requestId: z.string() });

const aliveOperation: Operation = {
  id: "isAlive",
  summary: "Does the Worker run?",
  replies: { 200: json("It does.", Health) },
};

export const health = publicResource();

health.get("/healthz", aliveOperation, (c) =>
  c.json({ status: "alive", requestId: c.get("requestId") } satisfies z.output<typeof Health>),
);
