/** What the sandbox of `npm start` lets pages of the service do: mint a token of a test card, and spoil the gateway's answers about it. */

import type { Fault } from "./faults.ts";

/** The gateway's call that lookups make. */
const LOOKUP = "/api/lookup/bin/protected";
const TIMEOUT_MS = 5_000;
/** A fault that nobody takes back, because the page was closed, ends by itself after so many calls. */
const MOST_CALLS = 8;

export class Sandbox {
  readonly origin: string;

  constructor(origin: string) {
    this.origin = origin;
  }

  /** Whether it runs, and this page may ask it. */
  async isThere(): Promise<boolean> {
    return (await this.#ask("GET", "/sandbox/faults")) !== null;
  }

  /** A token of a card. @param number one of the gateway's test cards @returns null: the sandbox did not answer */
  async mint(number: string): Promise<string | null> {
    const minted = await this.#ask("POST", "/sandbox/tokens", { number });
    const token = (minted as { token?: unknown } | null)?.token;
    return typeof token === "string" ? token : null;
  }

  /** Spoils the lookups of one card, until {@link mend}. */
  async spoil(number: string, fault: Fault): Promise<void> {
    await this.#ask("PUT", "/sandbox/faults", { path: LOOKUP, card: number.slice(0, 8), fault, times: MOST_CALLS });
  }

  /** Takes every fault back; also while the page is being left. */
  async mend(): Promise<void> {
    await this.#ask("DELETE", "/sandbox/faults");
  }

  async #ask(method: string, path: string, body?: object): Promise<unknown> {
    try {
      const response = await fetch(this.origin + path, {
        method,
        credentials: "omit",
        keepalive: true,
        signal: AbortSignal.timeout(TIMEOUT_MS),
        ...(body === undefined ? {} : { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }),
      });
      return response.ok ? await response.json() : null;
    } catch {
      return null;
    }
  }
}
