/** Transactions in memory, newest last, and the idempotency keys that lead back to them. */
import type { Transaction } from "./transaction-types.ts";

const MAX_TRANSACTIONS = 1000;

export interface Idempotency {
  readonly key: string;
  readonly seconds: number;
}

export class TransactionBook {
  readonly #transactions = new Map<string, Transaction>();
  readonly #repeats = new Map<string, { id: string; until: number }>();

  /** Keeps a transaction, or a newer state of it; the oldest makes room. */
  record(transaction: Transaction, idempotency: Idempotency | null, now: number): Transaction {
    if (idempotency !== null) {
      const repeat = this.findRepeat(transaction.merchant_id, idempotency.key, now);
      if (repeat !== null) return repeat;
      const until = now + idempotency.seconds * 1000;
      this.#repeats.set(`${transaction.merchant_id}:${idempotency.key}`, { id: transaction.id, until });
    }
    this.#transactions.set(transaction.id, transaction);
    const [oldest] = this.#transactions.keys();
    if (this.#transactions.size > MAX_TRANSACTIONS && oldest !== undefined) this.#transactions.delete(oldest);
    return transaction;
  }

  /** The transaction this key already made, while the key is remembered. */
  findRepeat(merchantId: string, key: string, now: number): Transaction | null {
    const repeat = this.#repeats.get(`${merchantId}:${key}`);
    return repeat === undefined || repeat.until <= now ? null : (this.#transactions.get(repeat.id) ?? null);
  }

  find(merchantId: string, id: string): Transaction | null {
    const found = this.#transactions.get(id);
    return found?.merchant_id === merchantId ? found : null;
  }

  all(): readonly Transaction[] {
    return [...this.#transactions.values()];
  }

  clear(): void {
    this.#transactions.clear();
    this.#repeats.clear();
  }
}
