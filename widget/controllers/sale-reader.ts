/** Reads the element's properties into what is asked of the service, and says so once when one of them is malformed. */
import { getDefaultEndpoint } from "../service/endpoint.ts";
import { type Inputs, readInputs } from "../service/inputs.ts";
import type { SaleProperties, SurchargeHost } from "./host.ts";
import { nearestLanguage } from "./language.ts";

/** The property of an attribute: `base-amount` is `baseAmount`. */
const propertyOf = (attribute: string) =>
  attribute.replace(/-./g, ([, letter = ""]) => letter.toUpperCase()) as keyof SaleProperties;

export class SaleReader {
  readonly #host: SurchargeHost;
  readonly #report: (message: string) => void;
  #inputs: Inputs | null = null;
  /** What was last asked about, to tell a change from another way of writing the same. */
  #asked = "";
  #reported: readonly string[] = [];
  #isMissingTold = false;

  /** @param report is given each new fault, once */
  constructor(host: SurchargeHost, report: (message: string) => void) {
    this.#host = host;
    this.#report = report;
  }

  get inputs(): Inputs {
    this.#inputs ??= readInputs((name) => this.#given(name), getDefaultEndpoint());
    return this.#inputs;
  }

  /** The language to ask in: the page's own choice, else that of the place where the element stands. */
  get locale(): string | undefined {
    return this.inputs.locale ?? nearestLanguage(this.#host);
  }

  /** True when anything that an answer depends on, but the token, is another one than at the last call. */
  hasChanged(): boolean {
    this.#inputs = null;
    const before = this.#asked;
    this.#asked = JSON.stringify({ ...this.inputs, remarks: [], locale: this.locale });
    return this.#asked !== before;
  }

  /** One text for each property that is malformed, or of no use. */
  get problems(): readonly string[] {
    return [...this.inputs.faults, ...this.inputs.remarks];
  }

  reportProblems(): void {
    const { problems } = this;
    const fresh = problems.filter((problem) => !this.#reported.includes(problem));
    this.#reported = problems;
    for (const problem of fresh) this.#report(problem);
  }

  /** Told once, for a card waits for it. */
  reportMissing(): void {
    if (!this.#isMissingTold) for (const problem of this.inputs.missing) this.#report(problem);
    this.#isMissingTold ||= this.inputs.missing.length > 0;
  }

  #given(attribute: string): string | null {
    const value = this.#host[propertyOf(attribute)];
    return value == null ? null : String(value);
  }
}
