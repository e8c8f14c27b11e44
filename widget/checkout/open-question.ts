/** One question to the service at a time: when it is asked, how long it may take, and that nobody hears an older one. */
import type { LookupAnswer } from "../../contract/answers.ts";
import type { Failure } from "../service/service.ts";
import type { Ports } from "./ports.ts";

/** The longest that a checkout waits for an answer. */
const PATIENCE_MS = 3_000;

interface Listener {
  answered(answer: LookupAnswer): void;
  failed(failure: Failure): void;
}

export class OpenQuestion {
  readonly #ports: Pick<Ports, "readiness" | "lookUp">;
  readonly #listener: Listener;
  #request: AbortController | null = null;
  #askTimer: ReturnType<typeof setTimeout> | undefined;
  #patienceTimer: ReturnType<typeof setTimeout> | undefined;
  /** The result of a passed challenge: good for one question. */
  #challenge: string | undefined;

  constructor(ports: Pick<Ports, "readiness" | "lookUp">, listener: Listener) {
    this.#ports = ports;
    this.#listener = listener;
  }

  setChallenge(result: string | undefined): void {
    this.#challenge = result;
  }

  /** Asks once nothing has changed for `delayMs`, if everything that is needed is chosen by now. */
  ask(token: string, delayMs: number): void {
    this.cancel();
    this.#patienceTimer = setTimeout(() => {
      this.cancel();
      this.#listener.failed({ reason: "timeout", detail: `${PATIENCE_MS} ms` });
    }, delayMs + PATIENCE_MS);
    if (this.#ports.readiness() === "waiting") return;
    if (delayMs === 0) void this.#send(token);
    else this.#askTimer = setTimeout(() => void this.#send(token), delayMs);
  }

  /** Whatever was asked is of no interest any more. */
  cancel(): void {
    this.#request?.abort();
    this.#request = null;
    clearTimeout(this.#askTimer);
    clearTimeout(this.#patienceTimer);
  }

  async #send(token: string): Promise<void> {
    const own = new AbortController();
    this.#request = own;
    const challenge = this.#challenge;
    this.#challenge = undefined;
    const answer = await this.#ports.lookUp(token, challenge, own.signal).catch(() => null);
    if (answer === null || this.#request !== own) return;
    this.cancel();
    if ("outcome" in answer) this.#listener.answered(answer);
    else this.#listener.failed(answer);
  }
}
