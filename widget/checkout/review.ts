/** A `review()` that somebody waits for: one promise for all who ask meanwhile. */

import type { SurchargeError } from "../errors.ts";
import type { Reviewed } from "./decision.ts";

export class Review {
  /** When the Tokenizer was asked for a token that it has not given yet; null while it owes none. */
  submittedAt: number | null = null;
  /** True once a rejected token has been replaced by a new one. */
  hasRetried = false;
  readonly promise: Promise<Reviewed>;
  readonly resolve: (reviewed: Reviewed) => void;
  readonly reject: (error: SurchargeError) => void;

  constructor() {
    const settle = {} as Pick<Review, "resolve" | "reject">;
    this.promise = new Promise((resolve, reject) => Object.assign(settle, { resolve, reject }));
    this.resolve = settle.resolve;
    this.reject = settle.reject;
  }
}
