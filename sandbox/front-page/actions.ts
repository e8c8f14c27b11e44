/**
 * The front page's buttons: what people do most with the control surface. Each is a plain form, so that it works without
 * script, and leads back to where it was pressed.
 */
import { Hono } from "hono";
import { type SandboxEnv, stateOf } from "../env.ts";
import type { FaultRule } from "../faults/fault-list.ts";
import type { SandboxState } from "../state.ts";

const LOOKUP = "/api/lookup/bin/protected";

interface Action {
  readonly name: string;
  readonly label: string;
  readonly run: (state: DurableObjectStub<SandboxState>) => Promise<unknown>;
}

const spoilLookups = (fault: FaultRule["fault"]) => (state: DurableObjectStub<SandboxState>) =>
  state.putFault({ path: LOOKUP, fault });

export const ACTIONS: readonly Action[] = [
  { name: "slow", label: "Make the gateway slow", run: spoilLookups("slow_answer") },
  { name: "fail", label: "Make the gateway fail", run: spoilLookups("503") },
  { name: "limit", label: "Let it say: too many requests", run: spoilLookups("429") },
  { name: "normal", label: "Gateway back to normal", run: (state) => state.clearFaults() },
  { name: "expire", label: "Expire all tokens", run: (state) => state.forgetTokens() },
  {
    name: "reset",
    label: "Reset everything",
    run: (state) =>
      Promise.all([
        state.clearFaults(),
        state.forgetTokens(),
        state.clearTransactions(),
        state.resetCalls(),
        state.resetSettings(),
      ]),
  },
];

/** Where the page shows what its buttons do. */
export const ACTIONS_ID = "now";

export const actions = new Hono<SandboxEnv>();

actions.post("/actions/:name", async (context) => {
  const action = ACTIONS.find(({ name }) => name === context.req.param("name"));
  if (action === undefined) return context.json({ error: "no such action" }, 404);
  // A page of another site may not press for somebody who looks at it.
  const origin = context.req.header("origin");
  if (origin !== undefined && origin !== new URL(context.req.url).origin)
    return context.json({ error: "only the sandbox's own page has these buttons" }, 403);
  await action.run(stateOf(context.env));
  return context.redirect(`/#${ACTIONS_ID}`, 303);
});
