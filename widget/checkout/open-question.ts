/** One question to the service at a time: when it is asked, how long it may take, and that nobody hears an older one. */
import type { LookupAnswer } from "../../contract/answers.ts";
import type { Failure } from "../service/service.ts";
import type { Ports } from "./ports.ts";

/** The longest that a checkout waits for an answer. */
const PATIENCE_MS = 3_000;
/** With a ticket nobody is asked but the service's edge: what has changed need not rest for as long. */
const TICKET_DELAY_MS = 100;

interface Listener {
  answered(answer: LookupAnswer): void;
  failed(failure: Failure): void;
}

export class OpenQuestion {
  readonly #ports: Pick<Ports, "readiness" | "waits" | "lookUp">;
  readonly #listener: Listener;
  #request: AbortController | null = null;
  #askTimer: ReturnType<typeof setTimeout> | undefined;
  #patienceTimer: ReturnType<typeof setTimeout> | undefined;
  /** The result of a passed challenge: good for one question. */
  #challenge: string | undefined;
  /** Of the token that was asked about last. Never told to the page, and gone with the token. */
  #ticket: { readonly token: string; readonly ticket: string } | null = null;

  constructor(ports: Pick<Ports, "readiness" | "waits" | "lookUp">, listener: Listener) {
    this.#ports = ports;
    this.#listener = listener;
  }

  /** Nothing of an earlier card is used again. */
  forget(): void {
    this.#challenge = undefined;
    this.#ticket = null;
  }

  setChallenge(result: string): void {
    this.#challenge = result;
  }

  /** Asks once nothing has changed for `restMs`, if everything that is needed is chosen by now. */
  ask(token: string, restMs: number): void {
    this.cancel();
    if (this.#ticket?.token !== token) this.#ticket = null;
    const delayMs = this.#ticket === null ? restMs : Math.min(restMs, TICKET_DELAY_MS);
    this.#patienceTimer = setTimeout(() => {
      this.cancel();
      this.#listener.failed({ reason: "timeout", detail: `${PATIENCE_MS} ms` });
    }, delayMs + PATIENCE_MS);
    if (this.#ports.readiness() === "waiting") this.#ports.waits();
    else if (delayMs === 0) void this.#send(token);
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
    const extras = { challenge: this.#challenge, ticket: this.#ticket?.ticket };
    this.#challenge = undefined;
    const answer = await this.#ports.lookUp(token, extras, own.signal).catch(() => null);
    if (answer === null || this.#request !== own) return;
    this.cancel();
    if ("outcome" in answer) {
      if (answer.ticket) this.#ticket = { token, ticket: answer.ticket };
      this.#listener.answered(answer);
    } else this.#listener.failed(answer);
  }
}
