/** The choice of a span, and the sums of the chosen one. "Hour" and "now" are cut from what the page reads anyway. */
import { html, type TemplateResult } from "lit/html.js";
import type { Surroundings } from "./page.ts";
import { Polled } from "./polled.ts";
import { RANGE_NAMES, type RangeName, rangeOf } from "./ranges.ts";
import { remember } from "./remember.ts";
import { type RangeRead, readRange } from "./watch.ts";
import { RANGE_TEXT } from "./words.ts";

const EVERY_MS: Readonly<Record<RangeName, number>> = {
  now: 30_000,
  hour: 30_000,
  day: 120_000,
  month: 600_000,
  year: 600_000,
};

export interface ChosenRead extends Pick<Polled<RangeRead>, "value" | "failure" | "readAt"> {
  /** The sums are those of the span that was chosen before. */
  readonly isFormer: boolean;
}

export class RangeChoice {
  readonly #around: Surroundings;
  readonly #merchant: string | null;
  #own: Polled<RangeRead>;
  /** What `#own` reads; the choice may have changed on another view. */
  #ownName: RangeName;

  readonly #cut = remember(lastMinutes);
  #last: RangeRead | undefined;

  /** @param merchant null: the deployment's sums */
  constructor(around: Surroundings, merchant: string | null) {
    this.#around = around;
    this.#merchant = merchant;
    this.#ownName = around.span.name;
    this.#own = this.#poll();
  }

  get #name(): RangeName {
    return this.#around.span.name;
  }

  #poll(): Polled<RangeRead> {
    const { client, changed } = this.#around;
    const name = this.#name;
    const read = () => readRange(client, rangeOf(name, Date.now()), this.#merchant);
    return new Polled(read, EVERY_MS[name], changed);
  }

  /** What reads the span that is chosen now. */
  get #reader(): Polled<RangeRead> {
    if (this.#ownName === this.#name) return this.#own;
    this.#own.stop();
    this.#ownName = this.#name;
    this.#own = this.#poll();
    return this.#own;
  }

  get #isWatched(): boolean {
    return this.#merchant === null && (this.#name === "now" || this.#name === "hour");
  }

  /** What the choice itself has to read. */
  get polled(): readonly Polled<unknown>[] {
    return this.#isWatched ? [] : [this.#reader];
  }

  /** The sums of the chosen span; while it is read for the first time, those of the former one. */
  get read(): ChosenRead {
    const chosen = this.#chosen;
    if (chosen.value !== undefined) this.#last = chosen.value;
    const isFormer = chosen.value === undefined && chosen.failure === undefined && this.#last !== undefined;
    return { ...chosen, ...(isFormer ? { value: this.#last } : {}), isFormer };
  }

  get #chosen(): Omit<ChosenRead, "isFormer"> {
    const { value, failure, readAt } = this.#isWatched ? this.#around.watch.recent : this.#reader;
    const isCut = this.#isWatched && this.#name === "now" && value !== undefined;
    return { value: isCut ? this.#cut(value) : value, failure, readAt };
  }

  #choose(name: RangeName): void {
    this.#around.span.name = name;
    this.#around.changed();
  }

  template(): TemplateResult {
    return html`<fieldset class="choice">
      <legend class="for-ears">Span of time</legend>
      ${RANGE_NAMES.map(
        (name) => html`<label><input type="radio" name="range" .value=${name} .checked=${name === this.#name}
          @change=${() => this.#choose(name)} /><span>${RANGE_TEXT[name]}</span></label>`,
      )}
    </fieldset>`;
  }
}

/** "Now", out of the hour that ends with it. */
function lastMinutes({ range, periods }: RangeRead): RangeRead {
  const now = rangeOf("now", range.to - 1);
  return { range: now, periods: periods.filter(({ at }) => at >= now.from) };
}
