/** Says when a check takes so long that it is worth announcing. */
import type { ReactiveController, ReactiveControllerHost } from "lit";

const SLOW_MS = 1_000;

export class SlowNotice implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #isSlow = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get isSlow(): boolean {
    return this.#isSlow;
  }

  hostDisconnected(): void {
    this.stop();
  }

  start(): void {
    this.stop();
    this.#timer = setTimeout(() => {
      this.#isSlow = true;
      this.#host.requestUpdate();
    }, SLOW_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#isSlow = false;
  }
}
