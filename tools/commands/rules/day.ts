/** Days as a person types them. */
import { ToolError } from "../../cli/tool-error.mjs";

/** @throws ToolError where it is no day of the calendar */
export function readDay(name: string, text: string): string {
  const at = new Date(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== text)
    throw new ToolError(`${name} must be a day such as 2027-03-31`);
  return text;
}

/** The ISO date of `at` in UTC. */
export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);
