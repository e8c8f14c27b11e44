/** Keeps the policy for where the element is now: one request early, then one whenever place or language rest. */
import type { Policy } from "../contract/policy.ts";
import { type Failure, fetchPolicy } from "./service.ts";

const DEBOUNCE_MS = 400;

export class PolicyClient {
  readonly #onChange: (failure: Failure | null) => void;
  #address: string | null = null;
  #request: AbortController | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #hasAsked = false;
  policy: Policy | null = null;
  /** True when there is none and none is on its way. */
  hasFailed = false;

  constructor(onChange: (failure: Failure | null) => void) {
    this.#onChange = onChange;
  }

  /** @param address null while merchant or endpoint is missing */
  want(address: string | null): void {
    if (address === this.#address) return;
    this.stop();
    this.#address = address;
    if (address === null) return;
    this.#timer = setTimeout(() => void this.#ask(address), this.#hasAsked ? DEBOUNCE_MS : 0);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#request?.abort();
    this.#address = null;
  }

  async #ask(address: string): Promise<void> {
    this.#hasAsked = true;
    const request = new AbortController();
    this.#request = request;
    const answer = await fetchPolicy(address, request.signal).catch(() => null);
    if (answer === null || request.signal.aborted) return;
    const failure = "notice" in answer ? null : answer;
    this.policy = "notice" in answer ? answer : null;
    this.hasFailed = failure !== null;
    this.#onChange(failure);
  }
}
