/** The operator's view of the rules: what goes in, and what comes out. */
import * as z from "zod";
import { Extension, Renewal } from "./pack.ts";

const PackView = z.strictObject({ version: z.string(), sequence: z.number().int() });

export const CandidateQuery = z.strictObject({ candidate: z.enum(["true", "false"]).optional() });

/** `PUT /v1/admin/rules/renewals/{row}`: somebody read the source again; or an operator's own word, once, for 30 days at most. */
export const RenewalInput = z.union([Renewal.omit({ row: true }), Extension.omit({ row: true, on: true })]);

export const RulesView = z.strictObject({
  inForce: PackView.extend({
    publishedAt: z.string(),
    origin: z.enum(["built_in", "stored", "development"]),
    rows: z.number().int(),
  }),
  /** The pack that this Worker carries. */
  builtIn: PackView,
  /** What a rollback goes back to: a version, or `built_in`. */
  previous: z.string().nullable(),
  /** Decided beside the one in force; how many decisions would have been others. */
  candidate: PackView.extend({
    decided: z.number().int(),
    wider: z.number().int(),
    narrower: z.number().int(),
    otherReason: z.number().int(),
  }).nullable(),
  /** This deployment's own. */
  renewals: z.array(Renewal),
  extensions: z.array(Extension),
  /** What lapses or is to be checked again within 60 days. */
  due: z.array(
    z.strictObject({ id: z.string(), kind: z.enum(["lapse", "recheck"]), on: z.string(), daysLeft: z.number().int() }),
  ),
  /** Why the store's pack is not in force; null: it is, or there is none. */
  trouble: z.enum(["unreadable", "refused"]).nullable(),
  requestId: z.string(),
});
export type RulesView = z.output<typeof RulesView>;
