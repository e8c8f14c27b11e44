/** What `GET /v1/admin/audit` answers, as far as this page reads it. */
import * as z from "zod/mini";

const FieldValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const FieldRead = z.object({ path: z.string(), before: z.optional(FieldValue), after: z.optional(FieldValue) });
export type AuditedFieldRead = z.output<typeof FieldRead>;

const ChangeRead = z.object({
  number: z.number(),
  at: z.string(),
  by: z.string(),
  limit: z.string(),
  operation: z.string(),
  target: z.string(),
  conditional: z.boolean(),
  requestId: z.string(),
  state: z.string(),
  status: z.nullable(z.number()),
  code: z.nullable(z.string()),
  fields: z.array(FieldRead),
});
export type AuditedChangeRead = z.output<typeof ChangeRead>;

export const AuditRead = z.object({ changes: z.array(ChangeRead), cursor: z.nullable(z.string()) });
export type AuditRead = z.output<typeof AuditRead>;
