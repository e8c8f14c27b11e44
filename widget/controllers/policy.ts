/** The policy for where the element is now: one request early, then one whenever place or language rest. */
import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Policy } from "../../contract/answers.ts";
import { formatMoney } from "../../contract/format.ts";
import { type Failure, fetchPolicy } from "../service/service.ts";

const DEBOUNCE_MS = 400;

/** The first use of `Intl` in a page takes long: it is over, in an idle moment, before there is an answer. */
function warmUp({ currency, locale }: Policy): void {
  const wait: (callback: () => void) => void = globalThis.requestIdleCallback ?? setTimeout;
  wait(() => formatMoney(0, currency, 0, locale));
}

export class PolicyController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #address: () => string | null;
  readonly #onFailure: (failure: Failure) => void;
  #current: Policy | null | undefined;
  #wanted: string | null = null;
  #loaded: string | null = null;
  #request: AbortController | undefined;
  #hasAsked = false;

  /** @param address where the policy is; null while it is not to be asked for */
  constructor(host: ReactiveControllerHost, address: () => string | null, onFailure: (failure: Failure) => void) {
    this.#host = host;
    this.#address = address;
    this.#onFailure = onFailure;
    host.addController(this);
  }

  /** Undefined until the first answer; null when it was none. While another is asked for, the last one. */
  get current(): Policy | null | undefined {
    return this.#current;
  }

  /** The highest rate for a brand in the place where the element is now; null where that is not known. */
  readonly mostRateBps = (brand: string): number | null => {
    if (!this.#current || this.#loaded !== this.#address()) return null;
    const row = this.#current.rates.find((rate) => rate.brand === brand);
    return row === undefined || row.status === "none" ? 0 : row.rateBps;
  };

  hostUpdate(): void {
    this.#want(this.#address());
  }

  hostDisconnected(): void {
    this.#want(null);
  }

  #want(address: string | null): void {
    if (address === this.#wanted) return;
    this.#wanted = address;
    this.#request?.abort();
    this.#request = new AbortController();
    // What is rejected was aborted.
    if (address !== null) this.#load(address, this.#request.signal).catch(() => {});
  }

  async #load(address: string, signal: AbortSignal): Promise<void> {
    if (this.#hasAsked) await new Promise((resolve) => setTimeout(resolve, DEBOUNCE_MS));
    signal.throwIfAborted();
    this.#hasAsked = true;
    const answer = await fetchPolicy(address, signal);
    signal.throwIfAborted();
    this.#loaded = address;
    this.#current = "notice" in answer ? answer : null;
    this.#host.requestUpdate();
    if ("notice" in answer) warmUp(answer);
    else this.#onFailure(answer);
  }
}
