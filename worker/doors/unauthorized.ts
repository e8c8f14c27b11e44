import { ProblemError } from "../problem.ts";

/** The refusal of a key that is missing or wrong: one answer for both. */
export const unauthorized = (detail: string) =>
  new ProblemError("unauthorized", detail, { headers: { "WWW-Authenticate": 'Bearer realm="card-surcharge"' } });
