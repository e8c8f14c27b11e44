/**
 * What the parts on a request's way tell of it, to be counted once it is answered. They count nothing themselves:
 * `doors/count-requests.ts` does.
 */
import type { Signals } from "../ledger/counts/request-sums.ts";

export interface SignalVariables {
  signals: Signals;
}

/** The part of a context that {@link signal} uses. */
export interface Signalled {
  get(key: "signals"): Signals;
  set(key: "signals", value: Signals): void;
}

/** Tells something of the request; what was told under the same name before is replaced. */
export function signal(c: Signalled, signals: Signals): void {
  c.set("signals", { ...c.get("signals"), ...signals });
}
