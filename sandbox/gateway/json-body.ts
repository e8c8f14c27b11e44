/** Reads a JSON object from a request, with the gateway's own 400 for anything else. */
import type { Context } from "hono";
import type * as z from "zod";
import type { SandboxEnv } from "../env.ts";
import { badRequest } from "./failure.ts";

export async function readBody<Schema extends z.ZodType>(
  context: Context<SandboxEnv>,
  schema: Schema,
): Promise<z.output<Schema>> {
  const parsed = schema.safeParse(await context.req.json().catch(() => undefined));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.join(".") ?? "";
  throw badRequest(
    where === "" ? "the body must be a JSON object of the documented fields" : `${where}: ${issue?.message}`,
  );
}
