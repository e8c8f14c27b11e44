/** What the controllers know of the element. */
import type { ReactiveControllerHost } from "lit";
import type { LabelKey } from "../../contract/lists.ts";

/** The properties that a question to the service is made of, as they were set: null where nothing is chosen yet. */
export interface SaleProperties {
  readonly merchant: string | null;
  readonly endpoint: string | null;
  readonly baseAmount: number | string | null;
  readonly currency: string | null;
  readonly country: string | null;
  readonly state: string | null;
  readonly shipToCountry: string | null;
  readonly shipToState: string | null;
  readonly locale: string | null;
  readonly surchargeTaxRate: number | string | null;
  readonly orderRef: string | null;
  readonly theme: string | null;
}

export interface SurchargeHost extends ReactiveControllerHost, HTMLElement, SaleProperties {
  readonly name: string | null;
  readonly tokenName: string | null;
  readonly tokenizer: string | null;
  readonly disabled: boolean;
  readonly labels: Readonly<Partial<Record<LabelKey, string>>> | null;
}
