/**
 * The wire types as values, which nothing runs: a compiler that writes declarations spells their types out, so that the
 * published package needs no schema library. See `tools/build-package.mjs`.
 */
import { LookupAnswer as LookupAnswerSchema } from "./lookup.ts";
import { Policy as PolicySchema } from "./policy.ts";

export const LookupAnswer = LookupAnswerSchema.parse(null);
export const Policy = PolicySchema.parse(null);
