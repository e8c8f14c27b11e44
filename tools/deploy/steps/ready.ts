/** Waits until the deployment answers, and says of itself that it is ready. */
import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";
import { ToolError } from "../../cli/tool-error.mjs";
import type { DeployStep, Work } from "../step.ts";

/** A new name has to be known and get a certificate first: a matter of minutes. */
const WAIT_MS = 5 * 60_000;
const POLL_MS = 3_000;
const TRY_MS = 10_000;

const Ready = z.looseObject({ status: z.string(), checks: z.record(z.string(), z.string()) });

export const ready: DeployStep = {
  name: "ready",
  does: "waits until the service answers that it is ready, for up to five minutes",
  plan: (environment, { host = "HOST" }) => [
    `asks GET https://${host}/readyz every ${POLL_MS / 1000} s; a name of your own needs a certificate first`,
    `if it does not get ready: npx wrangler tail ${environment.worker} names the setting that is missing, never its value`,
  ],
  undo: () => "nothing: it only reads",

  async look(work) {
    const state = await ask(work);
    return { isDone: state.isReady, says: state.says };
  },

  async carryOut(work) {
    const until = Date.now() + WAIT_MS;
    let state = await ask(work);
    work.surroundings.tell(`  waiting: ${state.says}`);
    while (!state.isReady && Date.now() < until) {
      await sleep(POLL_MS);
      state = await ask(work);
    }
    if (state.isReady) return state.says;
    throw new ToolError(
      `${work.found.issuer}/readyz did not get ready: ${state.says}. npx wrangler tail ${work.environment.worker} shows why.`,
    );
  },
};

async function ask({ found }: Work): Promise<{ isReady: boolean; says: string }> {
  try {
    const response = await fetch(`${found.issuer}/readyz`, { signal: AbortSignal.timeout(TRY_MS) });
    const parsed = Ready.safeParse(await response.json());
    if (!parsed.success) return { isReady: false, says: `HTTP ${response.status}, and no answer of this Worker` };
    const { status, checks } = parsed.data;
    const doubtful = Object.entries(checks).filter(([, state]) => state !== "ok");
    const rest = doubtful.length === 0 ? "" : ` (${doubtful.map(([name, state]) => `${name}: ${state}`).join(", ")})`;
    return { isReady: status === "ready", says: `${status}${rest}` };
  } catch {
    return { isReady: false, says: "it does not answer yet" };
  }
}
