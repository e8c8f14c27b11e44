/** Registers the tag. Loaded twice, or in two versions, the first one stays. */
import { CardSurchargeElement } from "./element.ts";

export function defineCardSurcharge(): void {
  if (!customElements.get("card-surcharge")) customElements.define("card-surcharge", CardSurchargeElement);
}
