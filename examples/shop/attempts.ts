/**
 * The tries to pay one order, of which one at most may charge. A try is written down before it is sent and stays open until
 * it is known what became of it; while one is open, no other card is asked.
 */
import { find, GATEWAY_PATIENCE_MS, type GatewayAccess, type SaleResult, sell } from "./gateway.ts";
import type { Sold } from "./orders.ts";

/** The gateway repeats its answer to a key for a day; an hour less, so that no repeat is a new charge. */
const REPEATABLE_MS = 23 * 3_600_000;

/** The order's own storage: what is put is there after a crash. */
export interface Store {
  get(key: string): unknown;
  put(key: string, value: unknown): void;
  delete(key: string): unknown;
}

export interface Attempt {
  /** What is paid by it. */
  readonly sold: Sold;
  /** The token's sale, whose declines are counted. */
  readonly sale: string;
  /** As it was sent: a repeat says the same, by the same key. It holds the token, and is forgotten once it is settled. */
  readonly request: Record<string, unknown>;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Of one order. */
export class Attempts {
  readonly #kv: Store;
  readonly #gateway: GatewayAccess;

  constructor(kv: Store, gateway: GatewayAccess) {
    this.#kv = kv;
    this.#gateway = gateway;
  }

  /** How many tries of a sale were declined, and so are known to have charged nothing. */
  declinesOf(sale: string): number {
    return Number(this.#kv.get(`declines:${sale}`) ?? 0);
  }

  /** The try of which nobody knows yet whether it has charged. */
  open(): Attempt | null {
    return (this.#kv.get("attempt") as Attempt | undefined) ?? null;
  }

  /** Sends a try. One that is approved stays open until {@link forget}. */
  async charge(attempt: Attempt): Promise<SaleResult> {
    this.#kv.put("attempt", attempt);
    return this.#close(attempt, await sell(this.#gateway, attempt.request));
  }

  /**
   * Finds out what became of an open try, by sending the very same again: the gateway charges a key once. Where that is
   * refused, as of a token that has expired meanwhile, or the key is too old, the gateway's list tells; but not before the
   * first sending has had its time to arrive there.
   */
  async settle(attempt: Attempt): Promise<SaleResult> {
    const age = Date.now() - attempt.at;
    const heard = age < REPEATABLE_MS ? await sell(this.#gateway, attempt.request) : ({ kind: "not_taken" } as const);
    if (heard.kind !== "not_taken") return this.#close(attempt, heard);
    if (age < GATEWAY_PATIENCE_MS) return { kind: "no_answer" };
    return this.#close(attempt, await find(this.#gateway, attempt.request));
  }

  /** Forgets the try that has paid, once its receipt is written down. */
  forget(): void {
    this.#kv.delete("attempt");
  }

  #close({ sale }: Attempt, result: SaleResult): SaleResult {
    if (result.kind === "declined") this.#kv.put(`declines:${sale}`, this.declinesOf(sale) + 1);
    if (result.kind !== "no_answer" && result.kind !== "approved") this.forget();
    return result;
  }
}
