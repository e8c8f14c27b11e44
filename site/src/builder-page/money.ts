/** An amount as people read it. */
import { currencyDigits } from "../../../contract/currencies.ts";
import type { Choices } from "../builder/choices.ts";

/** The amount of the sale, such as `$125.00`. */
export function amountOf({ baseAmount, currency }: Pick<Choices, "baseAmount" | "currency">): string {
  const digits = currencyDigits(currency) ?? 2;
  return (baseAmount / 10 ** digits).toLocaleString("en", {
    style: "currency",
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}
