/**
 * All that the sandbox remembers, in one Durable Object. Transactions, settings and faults are stored, so that they stay
 * while nobody asks; tokens, behind which there are card numbers, are in memory alone.
 */
import { DurableObject } from "cloudflare:workers";
import { type Call, type Fault, FaultList, type FaultRule } from "./faults/fault-list.ts";
import { type Idempotency, TransactionBook } from "./gateway/charges/transaction-book.ts";
import type { Transaction } from "./gateway/charges/transaction-types.ts";
import type { Payment } from "./gateway/tokenizer/payment.ts";
import { type Minted, TokenBox } from "./gateway/tokenizer/tokens.ts";
import { createKeySecure } from "./keysecure/index.ts";
import { DEFAULT_SETTINGS, type Settings } from "./settings.ts";

const SWEEP_MS = 1000;
/** Different names of callers that are kept for each path. */
const MOST_CALLERS = 20;

/** What a call needs to know of the state before it is answered. */
export interface Arrival {
  readonly fault: Fault | null;
  readonly settings: Settings;
}

/** A call on its way in. */
export interface Caller extends Omit<Call, "card"> {
  /** Its `User-Agent`; empty where it has none. */
  readonly caller: string;
}

/** How a call uses a token. */
export type TokenUse = "lookup" | "charge";

export class SandboxState extends DurableObject {
  readonly #tokens = new TokenBox();
  readonly #transactions = new TransactionBook(this.ctx.storage.kv);
  readonly #faults = new FaultList(this.ctx.storage.kv.get("faults") ?? []);
  readonly #calls = new Map<string, number>();
  readonly #callers = new Map<string, Set<string>>();
  readonly #keySecure = createKeySecure();
  #settings: Settings = { ...DEFAULT_SETTINGS, ...this.ctx.storage.kv.get<Partial<Settings>>("settings") };
  #sweeper: ReturnType<typeof setInterval> | undefined;

  /** KeySecure's side, whose memory is here too. */
  override fetch(request: Request): Response | Promise<Response> {
    this.#stayAwake();
    return this.#keySecure.fetch(request);
  }

  /** Counts an upstream call and says what is to go wrong with it. */
  arrive({ caller, ...call }: Caller, subject: { card?: string | undefined; token?: string | undefined }): Arrival {
    this.#stayAwake();
    this.#calls.set(call.path, (this.#calls.get(call.path) ?? 0) + 1);
    const callers = this.#callers.get(call.path) ?? new Set();
    if (callers.size < MOST_CALLERS) this.#callers.set(call.path, callers.add(caller));
    const payment = subject.token === undefined ? null : this.#tokens.find(subject.token, null, Date.now());
    const card = payment?.kind === "card" ? payment.number : (subject.card ?? null);
    const fault = this.#faults.take({ ...call, card });
    if (fault !== null) this.#storeFaults();
    return { fault, settings: this.#settings };
  }

  calls(): Record<string, number> {
    return Object.fromEntries([...this.#calls].toSorted(([a], [b]) => a.localeCompare(b)));
  }

  /** How callers named themselves, by path. */
  callers(): Record<string, readonly string[]> {
    return Object.fromEntries([...this.#callers].map(([path, names]) => [path, [...names].toSorted()]));
  }

  resetCalls(): void {
    this.#calls.clear();
    this.#callers.clear();
  }

  putFault(rule: FaultRule): readonly FaultRule[] {
    this.#stayAwake();
    this.#faults.put(rule);
    this.#storeFaults();
    return this.#faults.list();
  }

  faults(): readonly FaultRule[] {
    return this.#faults.list();
  }

  clearFaults(): void {
    this.#faults.clear();
    this.#storeFaults();
  }

  settings(): Settings {
    return this.#settings;
  }

  putSettings(changes: Partial<Settings>): Settings {
    this.#stayAwake();
    this.#settings = { ...this.#settings, ...changes };
    this.ctx.storage.kv.put("settings", this.#settings);
    return this.#settings;
  }

  resetSettings(): Settings {
    this.#settings = DEFAULT_SETTINGS;
    this.ctx.storage.kv.delete("settings");
    return this.#settings;
  }

  mint(merchantId: string, payment: Payment): Minted {
    this.#stayAwake();
    return this.#tokens.mint(merchantId, payment, Date.now(), this.#settings.tokenSeconds);
  }

  /** The payment behind a token, or null when the gateway would reject it. May use the token up: see {@link Settings}. */
  useToken(token: string, merchantId: string, use: TokenUse): Payment | null {
    const payment = this.#tokens.find(token, merchantId, Date.now());
    const { tokenUse } = this.#settings;
    const isSpent = tokenUse === "lookup_consumes" || (tokenUse === "single_use" && use === "charge");
    if (payment !== null && isSpent) this.#tokens.end(token);
    return payment;
  }

  /** The payment behind a token, which stays as it is. */
  peekToken(token: string, merchantId: string): Payment | null {
    return this.#tokens.find(token, merchantId, Date.now());
  }

  /** Tokens in memory. */
  tokenCount(): number {
    return this.#tokens.size;
  }

  forgetTokens(): void {
    this.#tokens.clear();
  }

  record(transaction: Transaction, idempotency: Idempotency | null): Transaction {
    this.#stayAwake();
    return this.#transactions.record(transaction, idempotency, Date.now());
  }

  findRepeat(merchantId: string, key: string): Transaction | null {
    return this.#transactions.findRepeat(merchantId, key, Date.now());
  }

  findTransaction(merchantId: string, id: string): Transaction | null {
    return this.#transactions.find(merchantId, id);
  }

  transactions(): readonly Transaction[] {
    return this.#transactions.all();
  }

  clearTransactions(): void {
    this.#transactions.clear();
  }

  /** A rule for one card may name its whole number, and then stays in memory. */
  #storeFaults(): void {
    this.ctx.storage.kv.put(
      "faults",
      this.#faults.list().filter(({ card }) => card === undefined),
    );
  }

  /** One timer for as long as there is something to remember: it also keeps this object from being evicted. */
  #stayAwake(): void {
    if (this.#sweeper === undefined) this.#sweeper = setInterval(() => this.#tokens.sweep(Date.now()), SWEEP_MS);
  }
}
