/** Reads a query string by a closed schema: an unknown or repeated parameter is refused by name. */
import type { Context } from "hono";
import type * as z from "zod";
import { ProblemError } from "../problem.ts";
import { checked } from "./checked.ts";

/**
 * The request's query parameters as `schema` gives them. An empty parameter counts as left out.
 *
 * @throws ProblemError `invalid_request`
 */
export function readQuery<Schema extends z.ZodType>(c: Context, schema: Schema): z.output<Schema> {
  const given = [...new URL(c.req.url).searchParams].filter(([, value]) => value !== "");
  const query = Object.fromEntries(given);
  if (Object.keys(query).length < given.length)
    throw new ProblemError("invalid_request", "No query parameter may be given twice.");
  return checked(schema, query);
}
