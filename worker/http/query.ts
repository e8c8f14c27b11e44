/** Reads a query string by a closed schema: an unknown or repeated parameter is refused by name. */
import type { HonoRequest } from "hono";
import type * as z from "zod";
import { checked } from "./checked.ts";

/**
 * The request's query parameters as `schema` gives them. An empty parameter counts as left out: a page sends it for what
 * is not chosen yet. With `refuseEmpty` it is for the schema to refuse.
 *
 * @throws ProblemError `invalid_request`
 */
export function readQuery<Schema extends z.ZodType>(
  c: { readonly req: Pick<HonoRequest, "queries"> },
  schema: Schema,
  { refuseEmpty = false } = {},
): z.output<Schema> {
  const given = Object.entries(c.req.queries()).filter(
    ([, values]) => refuseEmpty || values.some((value) => value.trim() !== ""),
  );
  // A list fits no schema, so that what is given twice is refused under its name.
  const query = Object.fromEntries(given.map(([name, values]) => [name, values.length === 1 ? values[0] : values]));
  return checked(schema, query);
}
