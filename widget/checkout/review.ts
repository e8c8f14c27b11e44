/** A `review()` that somebody waits for. */

import type { SurchargeError } from "../errors.ts";
import type { Reviewed } from "./decision.ts";

export interface Pending {
  readonly promise: Promise<Reviewed>;
  readonly resolve: (reviewed: Reviewed) => void;
  readonly reject: (error: SurchargeError) => void;
  /** When the Tokenizer was asked for a token that it has not given yet; null while it owes none. */
  submittedAt: number | null;
  /** True once a rejected token has been replaced by a new one. */
  hasRetried: boolean;
}

export function newPending(): Pending {
  const settle = {} as Pick<Pending, "resolve" | "reject">;
  const promise = new Promise<Reviewed>((resolve, reject) => Object.assign(settle, { resolve, reject }));
  return { promise, ...settle, submittedAt: null, hasRetried: false };
}
