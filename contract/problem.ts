/** The failure body of every route: RFC 9457 problem details with our closed list of codes. */
import * as z from "zod";
import { PROBLEM_CODES } from "./lists.ts";

export const Problem = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  /** Names what was wrong and what is allowed. Never repeats a value that was sent. */
  detail: z.string(),
  code: z.enum(PROBLEM_CODES),
  requestId: z.string(),
  /** With `challenge_required` only: the page to show in a frame. */
  challengeUrl: z.string().optional(),
});
export type Problem = z.output<typeof Problem>;
