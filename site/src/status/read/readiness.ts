/** What `GET /readyz` tells an operator, as far as this page reads it. */
import * as z from "zod/mini";

const DueRead = z.object({ id: z.string(), kind: z.string(), on: z.string(), daysLeft: z.number() });
export type DueRead = z.output<typeof DueRead>;

const ProgramRead = z.object({
  program: z.string(),
  state: z.string(),
  bins: z.number(),
  pulledAt: z.nullable(z.string()),
  failure: z.nullish(z.object({ problem: z.string(), at: z.string() })),
});
export type ProgramRead = z.output<typeof ProgramRead>;

export const ReadinessRead = z.object({
  checks: z.record(z.string(), z.enum(["ok", "warning", "failing"])),
  rulesLapseInDays: z.nullable(z.number()),
  rules: z.nullish(z.object({ version: z.string(), due: z.array(DueRead) })),
  cardPrograms: z.nullish(z.array(ProgramRead)),
});
export type ReadinessRead = z.output<typeof ReadinessRead>;
