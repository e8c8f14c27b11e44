/** What the controllers know of the element. */
import type { ReactiveControllerHost } from "lit";
import type { LabelKey } from "../../contract/lists.ts";

/** The properties that are read and checked together, as they were set: nothing where nothing is chosen yet. */
export interface SaleProperties {
  readonly merchant: string | null | undefined;
  readonly endpoint: string | null | undefined;
  readonly baseAmount: number | string | null | undefined;
  readonly currency: string | null | undefined;
  readonly country: string | null | undefined;
  readonly state: string | null | undefined;
  readonly shipToCountry: string | null | undefined;
  readonly shipToState: string | null | undefined;
  readonly theme: string | null | undefined;
  readonly locale: string | null | undefined;
  readonly surchargeTaxRate: number | string | null | undefined;
  readonly orderRef: string | null | undefined;
}

export interface SurchargeHost extends ReactiveControllerHost, HTMLElement, SaleProperties {
  readonly name: string | null | undefined;
  readonly tokenName: string | null | undefined;
  readonly tokenizer: string | null | undefined;
  readonly labels: Readonly<Partial<Record<LabelKey, string>>> | null | undefined;
}
