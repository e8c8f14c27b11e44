/** A setting that is a JSON text. */
import * as z from "zod";
import { scanKeys } from "../json-keys.ts";

const MAX_DEPTH = 16;

/** A JSON text that must parse, say nothing twice, and then fit `schema`. */
export const jsonOf = <Schema extends z.ZodType>(schema: Schema) =>
  z
    .string()
    .transform((text, context) => {
      const problem = problemOf(text);
      if (problem === null) return JSON.parse(text) as unknown;
      context.addIssue({ code: "custom", message: problem });
      return z.NEVER;
    })
    .pipe(schema);

function problemOf(text: string): string | null {
  try {
    JSON.parse(text);
  } catch {
    return "must be JSON";
  }
  return scanKeys(text, MAX_DEPTH) === null
    ? null
    : "must be JSON with each name once in an object, and none __proto__";
}
