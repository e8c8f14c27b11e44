/**
 * What the KeySecure side remembers, and what a tester may change: allowlist, token lifetime, its own clock, and the
 * next answers' codes. In memory only; a restart or `DELETE /sandbox/keysecure` brings the defaults back.
 */
import { CODES } from "./codes.ts";

/** The key of the development merchant; the sandbox's gateway key opens this side as well. */
const DEMO_KEYS = ["ks_sandbox_demo", "api_sandbox_demo"];

/** Api-Keys of merchants in a state of their own: each answers with its code from the first call on. */
const KEYS: ReadonlyMap<string, number> = new Map([
  ...DEMO_KEYS.map((key) => [key, CODES.success] as const),
  ["ks_sandbox_not_enabled", CODES.notEnabled],
  ["ks_sandbox_expired", CODES.expired],
  ["ks_sandbox_credit_mode", CODES.modeNotSupported],
  ["ks_sandbox_no_pci", CODES.pciNotEnabled],
]);

export interface KeySecureSettings {
  /** Addresses that may call. A request without `CF-Connecting-IP` counts as 127.0.0.1. */
  readonly allowlist: readonly string[];
  readonly tokenLifetimeMs: number;
  /** How far this side's clock is ahead of the true one (negative: behind), `Date` header included. */
  readonly clockSkewMs: number;
  /** Codes that the next business or token calls answer with, one each, before anything else is looked at. */
  readonly nextCodes: readonly number[];
}

const DEFAULTS: KeySecureSettings = {
  allowlist: ["127.0.0.1"],
  tokenLifetimeMs: 2 * 60 * 60 * 1_000,
  clockSkewMs: 0,
  nextCodes: [],
};

/** Tokens kept at most; the oldest goes first. */
const MAX_TOKENS = 1_000;

export class KeySecureState {
  settings: KeySecureSettings = DEFAULTS;
  readonly #tokens = new Map<string, { apiKey: string; expiresAt: number }>();
  readonly #trueNow: () => number;

  constructor(now: () => number = Date.now) {
    this.#trueNow = now;
  }

  /** This side's clock, in unix milliseconds. */
  now(): number {
    return this.#trueNow() + this.settings.clockSkewMs;
  }

  change(changes: Partial<KeySecureSettings>): void {
    this.settings = { ...this.settings, ...changes };
  }

  reset(): void {
    this.settings = DEFAULTS;
    this.#tokens.clear();
  }

  /** The code a tester asked for, once; undefined when none is waiting. */
  takeNextCode(): number | undefined {
    const [code, ...rest] = this.settings.nextCodes;
    if (code !== undefined) this.change({ nextCodes: rest });
    return code;
  }

  /** The standing of an Api-Key: 0 when it may call, else the code it is answered with. */
  standingOf(apiKey: string): number {
    return KEYS.get(apiKey) ?? CODES.apiKeyUnknown;
  }

  issueToken(apiKey: string): { token: string; expiresAt: number } {
    const token = crypto.randomUUID().replaceAll("-", "");
    const expiresAt = this.now() + this.settings.tokenLifetimeMs;
    this.#tokens.set(token, { apiKey, expiresAt });
    if (this.#tokens.size > MAX_TOKENS) this.#tokens.delete(this.#tokens.keys().next().value ?? "");
    return { token, expiresAt };
  }

  isTokenGood(token: string, apiKey: string): boolean {
    const entry = this.#tokens.get(token);
    return entry !== undefined && entry.apiKey === apiKey && this.now() < entry.expiresAt;
  }
}
