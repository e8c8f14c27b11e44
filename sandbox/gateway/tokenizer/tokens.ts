/**
 * Temporary tokens and the payments behind them. In memory only, and only until the token ends: this is the one place
 * of the sandbox that ever holds a whole card number.
 */
import type { Payment } from "./payment.ts";

const TOKEN_LENGTH = 32;
const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

interface Entry {
  readonly merchantId: string;
  readonly payment: Payment;
  readonly expiresAt: number;
}

export interface Minted {
  readonly token: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

export class TokenBox {
  readonly #entries = new Map<string, Entry>();

  mint(merchantId: string, payment: Payment, now: number, lifeSeconds: number): Minted {
    const token = randomToken();
    const expiresAt = now + lifeSeconds * 1000;
    this.#entries.set(token, { merchantId, payment, expiresAt });
    return { token, expiresAt };
  }

  /** The payment behind a live token of this merchant, or null: unknown, expired, used and foreign look the same. */
  find(token: string, merchantId: string | null, now: number): Payment | null {
    const entry = this.#entries.get(token);
    if (entry === undefined || entry.expiresAt <= now) return null;
    return merchantId === null || entry.merchantId === merchantId ? entry.payment : null;
  }

  /** Ends a token before its time. */
  end(token: string): void {
    this.#entries.delete(token);
  }

  /** Forgets what has expired. */
  sweep(now: number): void {
    for (const [token, entry] of this.#entries) if (entry.expiresAt <= now) this.#entries.delete(token);
  }

  clear(): void {
    this.#entries.clear();
  }

  get size(): number {
    return this.#entries.size;
  }
}

function randomToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(TOKEN_LENGTH));
  return Array.from(bytes, (byte) => LETTERS[byte % LETTERS.length]).join("");
}
