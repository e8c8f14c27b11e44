/** Whether somebody who is to be told of trouble would be. It never makes the Worker unready: no lookup needs it. */
import type { AppContext } from "../http/app-env.ts";
import { note } from "../http/log.ts";
import { alertsProblem } from "../ledger/alerts/pulse.ts";
import { alertDesk } from "../ledger/alerts/reach-desk.ts";
import { within } from "../within.ts";
import type { CheckState } from "./wire.ts";

/** `ok` where nobody is to be told as well. @param limitMs how long the desk is waited for */
export async function checkAlerts(c: AppContext, limitMs: number): Promise<CheckState> {
  if (c.get("settings").alertHook === null) return "ok";
  const desk = alertDesk(c.env);
  const pulse = desk === null ? "missing" : await within(limitMs, async () => desk.pulse());
  const problem = alertsProblem(pulse, Date.now());
  if (problem === null) return "ok";
  const before = c.get("logFields").settings;
  note(c, { settings: before === undefined ? problem : `${before}; ${problem}` });
  return "warning";
}
