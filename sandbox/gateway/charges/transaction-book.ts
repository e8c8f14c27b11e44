/**
 * Transactions, newest last, and the idempotency keys that lead back to them: kept in storage, so that none vanishes while
 * nobody asks. No card number is in them.
 */
import type { Transaction } from "./transaction-types.ts";

const MAX_TRANSACTIONS = 1000;

export interface Idempotency {
  readonly key: string;
  readonly seconds: number;
}

interface Entry {
  /** Counts up: the order in which they were made. */
  readonly number: number;
  readonly transaction: Transaction;
}

interface Repeat {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

export class TransactionBook {
  readonly #kv: SyncKvStorage;
  readonly #entries: Map<string, Entry>;

  constructor(kv: SyncKvStorage) {
    this.#kv = kv;
    const stored = [...kv.list<Entry>({ prefix: "transaction:" })].map(([, entry]) => entry);
    this.#entries = new Map(
      stored.toSorted((a, b) => a.number - b.number).map((entry) => [entry.transaction.id, entry]),
    );
  }

  /** Keeps a transaction, or a newer state of it; the oldest makes room. */
  record(transaction: Transaction, idempotency: Idempotency | null, now: number): Transaction {
    const { merchant_id: merchantId, id } = transaction;
    if (idempotency !== null) {
      const repeat = this.findRepeat(merchantId, idempotency.key, now);
      if (repeat !== null) return repeat;
      const until = now + idempotency.seconds * 1000;
      this.#kv.put<Repeat>(`repeat:${merchantId}:${idempotency.key}`, { id, until });
    }
    const newest = [...this.#entries.values()].at(-1)?.number ?? 0;
    const entry = { number: this.#entries.get(id)?.number ?? newest + 1, transaction };
    this.#entries.set(id, entry);
    this.#kv.put(`transaction:${id}`, entry);
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > MAX_TRANSACTIONS && oldest !== undefined) this.#drop(oldest);
    return transaction;
  }

  /** The transaction this key already made, while the key is remembered. */
  findRepeat(merchantId: string, key: string, now: number): Transaction | null {
    const repeat = this.#kv.get<Repeat>(`repeat:${merchantId}:${key}`);
    return repeat === undefined || repeat.until <= now ? null : (this.#entries.get(repeat.id)?.transaction ?? null);
  }

  find(merchantId: string, id: string): Transaction | null {
    const found = this.#entries.get(id)?.transaction;
    return found?.merchant_id === merchantId ? found : null;
  }

  all(): readonly Transaction[] {
    return [...this.#entries.values()].map(({ transaction }) => transaction);
  }

  clear(): void {
    for (const id of this.#entries.keys()) this.#drop(id);
    const keys = Array.from(this.#kv.list({ prefix: "repeat:" }), ([key]) => key);
    for (const key of keys) this.#kv.delete(key);
  }

  #drop(id: string): void {
    this.#entries.delete(id);
    this.#kv.delete(`transaction:${id}`);
  }
}
