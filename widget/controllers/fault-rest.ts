/** What is malformed may still be typed: it is told of once it has not changed for as long as a question rests. */
import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { SaleReader } from "./sale-reader.ts";

const REST_MS = 400;

export class FaultRest implements ReactiveController {
  readonly #sale: SaleReader;
  readonly #onFaults: () => void;
  #isRested = true;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param onFaults there is something malformed, and it has rested */
  constructor(host: ReactiveControllerHost, sale: SaleReader, onFaults: () => void) {
    this.#sale = sale;
    this.#onFaults = onFaults;
    host.addController(this);
  }

  /** False while something malformed may still be typed. */
  get isRested(): boolean {
    return this.#isRested;
  }

  /** What the page has written is all there at the end of the task. */
  hostConnected(): void {
    this.#isRested = false;
    queueMicrotask(() => this.#rest());
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#isRested = true;
  }

  /** There are other problems than before, or none any more. What is well formed is asked about as ever. */
  restart(): void {
    clearTimeout(this.#timer);
    this.#isRested = this.#sale.problems.length === 0;
    if (this.#isRested) this.#sale.reportProblems();
    else this.#timer = setTimeout(() => this.#rest(), REST_MS);
  }

  #rest(): void {
    if (this.#isRested) return;
    this.#isRested = true;
    this.#sale.reportProblems();
    if (this.#sale.inputs.faults.length > 0) this.#onFaults();
  }
}
