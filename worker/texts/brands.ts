/** Brand names as shoppers know them. Proper names: never translated. */
import type { Brand } from "../../contract/lists.ts";

/** Empty where there is no name to show: the texts then speak of "a debit card" and the like. */
export const BRAND_NAMES: Readonly<Record<Brand, string>> = {
  visa: "Visa",
  mastercard: "Mastercard",
  amex: "American Express",
  discover: "Discover",
  diners: "Diners Club",
  jcb: "JCB",
  unionpay: "UnionPay",
  maestro: "Maestro",
  interac: "Interac",
  eftpos: "eftpos",
  elo: "Elo",
  mada: "mada",
  troy: "TROY",
  rupay: "RuPay",
  other: "",
  unknown: "",
};
