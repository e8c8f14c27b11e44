import type * as z from "zod";
import { ProblemError } from "../problem.ts";
import { describeIssues } from "./issues.ts";

/**
 * `value` as `schema` gives it.
 *
 * @throws ProblemError `invalid_request` with all that `schema` objects to
 */
export function checked<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new ProblemError("invalid_request", describeIssues(parsed.error));
  return parsed.data;
}
