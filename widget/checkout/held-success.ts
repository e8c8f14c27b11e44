/** A success of the Tokenizer that is held back from the page: it is handed over once, or never. */
import type { HandedOver } from "./decision.ts";
import type { Deliver } from "./ports.ts";
import type { Transition } from "./transitions.ts";

export class HeldSuccess {
  #deliver: Deliver | null = null;
  /** False once a change has let it go: it is held all the same until the page presses again. */
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

  handOver(offer: HandedOver): void {
    const deliver = this.#isDue ? this.#deliver : null;
    if (deliver === null) return;
    this.#deliver = null;
    deliver(offer);
  }
}
