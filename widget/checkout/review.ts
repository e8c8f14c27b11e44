/** A `review()` that somebody waits for: one promise for all who ask meanwhile. */

import type { SurchargeError } from "../errors.ts";
import type { Reviewed } from "./decision.ts";

export class Review {
  /** When the Tokenizer was asked for a token that it has not given yet; null while it owes none. */
  submittedAt: number | null = null;
  /** Ends a wait for a Tokenizer that never answers. */
  limitTimer: ReturnType<typeof setTimeout> | undefined;
  /** True once a rejected token has been replaced by a new one. */
  hasRetried = false;
  /** Major units, as the Tokenizer takes them. */
  readonly amount: string | undefined;
  readonly promise: Promise<Reviewed>;
  readonly resolve: (reviewed: Reviewed) => void;
  readonly reject: (error: SurchargeError) => void;

  constructor(amount: string | undefined) {
    this.amount = amount;
    const settle = {} as Pick<Review, "resolve" | "reject">;
    this.promise = new Promise((resolve, reject) => Object.assign(settle, { resolve, reject }));
    this.resolve = settle.resolve;
    this.reject = settle.reject;
  }
}
