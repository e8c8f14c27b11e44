/** The `review()` that somebody waits for: one promise for all who ask meanwhile, and the token that the Tokenizer owes it. */
import { SurchargeError } from "../errors.ts";
import type { Reviewed } from "./decision.ts";
import type { CardForm } from "./ports.ts";

/** A Tokenizer that has not answered after this long may be asked to submit again. A bank's password takes its time. */
const RESUBMIT_MS = 60_000;
/** The longest that a review waits for a Tokenizer. */
const TOKENIZER_LIMIT_MS = 300_000;

interface Waiting {
  /** Major units, as the Tokenizer takes them. */
  readonly amount: string | undefined;
  readonly promise: Promise<Reviewed>;
  readonly resolve: (reviewed: Reviewed) => void;
  readonly reject: (error: SurchargeError) => void;
  /** When the Tokenizer was asked for a token that it has not given yet; null while it owes none. */
  submittedAt: number | null;
  /** Ends a wait for a Tokenizer that never answers. */
  limitTimer: ReturnType<typeof setTimeout> | undefined;
  hasRetried: boolean;
}

export class OpenReview {
  readonly #now: () => number;
  #waiting: Waiting | null = null;

  /** @param now milliseconds that never run backwards and count time asleep */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Null while nobody waits. */
  get promise(): Promise<Reviewed> | null {
    return this.#waiting?.promise ?? null;
  }

  /** True while the Tokenizer owes a token. */
  get isOwed(): boolean {
    return this.#waiting?.submittedAt != null;
  }

  /** True once a rejected token has been replaced by a new one. */
  get hasRetried(): boolean {
    return this.#waiting?.hasRetried === true;
  }

  /** True while a rejected token may still be replaced: once a review. */
  get canRetry(): boolean {
    return this.#waiting?.hasRetried === false;
  }

  /** @param amount major units, as the Tokenizer takes them */
  open(amount: string | undefined): Promise<Reviewed> {
    const settle = {} as Pick<Waiting, "resolve" | "reject">;
    const promise = new Promise<Reviewed>((resolve, reject) => Object.assign(settle, { resolve, reject }));
    this.#waiting = { amount, promise, ...settle, submittedAt: null, limitTimer: undefined, hasRetried: false };
    return promise;
  }

  /** Asks the Tokenizer for a token. */
  submit(form: CardForm | null): void {
    const waiting = this.#waiting;
    if (waiting === null) return;
    clearTimeout(waiting.limitTimer);
    const giveUp = (message: string) => {
      if (this.#waiting === waiting) this.reject(new SurchargeError("tokenizer_error", message));
    };
    waiting.submittedAt = this.#now();
    waiting.limitTimer = setTimeout(() => giveUp("the Tokenizer gave no answer"), TOKENIZER_LIMIT_MS);
    try {
      form?.submit(waiting.amount);
    } catch (error) {
      reportError(error);
      giveUp("the Tokenizer cannot be submitted");
    }
  }

  /** Somebody asks again for what the Tokenizer has long been owing. */
  submitIfLate(form: CardForm | null): void {
    const submittedAt = this.#waiting?.submittedAt ?? null;
    if (submittedAt !== null && this.#now() - submittedAt >= RESUBMIT_MS) this.submit(form);
  }

  /** The Tokenizer gave a token. */
  given(): void {
    if (this.#waiting === null) return;
    this.#waiting.submittedAt = null;
    clearTimeout(this.#waiting.limitTimer);
  }

  /** Asks for a new token in place of a rejected one. */
  retry(form: CardForm): void {
    if (this.#waiting !== null) this.#waiting.hasRetried = true;
    this.submit(form);
  }

  resolve(reviewed: Reviewed): void {
    this.#take()?.resolve(reviewed);
  }

  reject(error: SurchargeError): void {
    this.#take()?.reject(error);
  }

  #take(): Waiting | null {
    const taken = this.#waiting;
    this.#waiting = null;
    clearTimeout(taken?.limitTimer);
    return taken;
  }
}
