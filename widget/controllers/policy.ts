/** The policy for where the element is now: one request early, then one whenever place or language rest. */
import { Task } from "@lit/task";
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
  readonly #task: Task<readonly [string | null], void>;
  readonly #onFailure: (failure: Failure) => void;
  #current: Policy | null | undefined;
  #hasAsked = false;

  /** @param address where the policy is; null while it is not to be asked for */
  constructor(host: ReactiveControllerHost, address: () => string | null, onFailure: (failure: Failure) => void) {
    this.#onFailure = onFailure;
    this.#task = new Task(host, {
      args: () => [address()] as const,
      task: ([address], { signal }) => this.#load(address, signal),
    });
    host.addController(this);
  }

  /** Undefined until the first answer; null when it was none. While another is asked for, the last one. */
  get current(): Policy | null | undefined {
    return this.#current;
  }

  hostDisconnected(): void {
    this.#task.abort();
  }

  async #load(address: string | null, signal: AbortSignal): Promise<void> {
    if (address === null) return;
    if (this.#hasAsked) await new Promise((resolve) => setTimeout(resolve, DEBOUNCE_MS));
    signal.throwIfAborted();
    this.#hasAsked = true;
    const answer = await fetchPolicy(address, signal);
    signal.throwIfAborted();
    this.#current = "notice" in answer ? answer : null;
    if ("notice" in answer) warmUp(answer);
    else this.#onFailure(answer);
  }
}
