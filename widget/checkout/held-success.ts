/**
 * A success of the Tokenizer that is held back from the page. It is handed over once for each press: a press is a
 * `review()` or a `submit()` of the page's. A frame that tells one success again hands over nothing.
 */
import type { HandedOver } from "./decision.ts";
import type { Deliver } from "./ports.ts";
import type { Transition } from "./transitions.ts";

export class HeldSuccess {
  #deliver: Deliver | null = null;
  /** True from a press, or from a success that nobody has seen yet, until it is handed over. */
  #isDue = false;

  /** @param taken the success that an event brought */
  apply(held: Transition["held"], taken: Deliver | null): void {
    if (held === "taken") {
      this.#deliver = taken;
      this.#isDue = true;
    } else if (held === "dropped") this.#deliver = null;
    else if (held === "let go") this.#isDue = false;
  }

  /** The page asks for it, once there is nothing left to choose. */
  press(): void {
    this.#isDue = true;
  }

  /** It stays here, for the next press. */
  handOver(offer: HandedOver): void {
    if (!this.#isDue) return;
    this.#isDue = false;
    this.#deliver?.(offer);
  }
}
