/**
 * The names of networks, and the brand of the contract's list that each one is. A table, read by words.ts: names stand
 * without blanks, so that "MasterCard", "Master Card" and "MASTERCARD" are one row.
 */
import type { Brand } from "../../contract/lists.ts";

/** What a name says of a card. Empty: a credit product that is known as a whole. */
export interface CardName {
  readonly brand?: Brand;
  /** Cards of this name are never credit. */
  readonly funding?: "debit" | "prepaid";
  /** The name is an ordinary word too: it counts only beside names of brands, and words such as "card". */
  readonly ordinary?: true;
}

const visa: CardName = { brand: "visa" };
const mastercard: CardName = { brand: "mastercard" };
const amex: CardName = { brand: "amex" };
const discover: CardName = { brand: "discover" };
const diners: CardName = { brand: "diners" };
const jcb: CardName = { brand: "jcb" };
const unionpay: CardName = { brand: "unionpay" };
const other: CardName = { brand: "other" };

/** Cards of these names are never credit, whatever the rest of the answer says. */
const visaDebit: CardName = { brand: "visa", funding: "debit" };
const mastercardDebit: CardName = { brand: "mastercard", funding: "debit" };
const maestro: CardName = { brand: "maestro", funding: "debit" };
const interac: CardName = { brand: "interac", funding: "debit" };
const eftpos: CardName = { brand: "eftpos", funding: "debit" };
const mada: CardName = { brand: "mada", funding: "debit" };
const otherDebit: CardName = { brand: "other", funding: "debit" };

/** The same, where the name is also a word of other products' names: "Premium Plus", "Star Alliance", "Delta SkyMiles". */
const ordinary = (name: CardName): CardName => ({ ...name, ordinary: true });

export const BRAND_NAMES: Readonly<Record<string, CardName>> = {
  visa,
  visainternational: visa,
  visacredit: visa,
  visadebit: visaDebit,
  visaelectron: visaDebit,
  electron: visaDebit,
  vpay: visaDebit,
  delta: ordinary(visaDebit),
  interlink: otherDebit,
  mastercard,
  master: mastercard,
  mc: mastercard,
  eurocard: mastercard,
  mastercardcredit: mastercard,
  mastercarddebit: mastercardDebit,
  debitmastercard: mastercardDebit,
  mastermoney: mastercardDebit,
  amex,
  americanexpress: amex,
  axp: amex,
  discover,
  novus: discover,
  diners,
  dinersclub: diners,
  dinersclubinternational: diners,
  carteblanche: diners,
  jcb,
  // Has the word "credit" in it, so it must be known as a whole.
  japancreditbureau: jcb,
  unionpay,
  chinaunionpay: unionpay,
  cup: ordinary(unionpay),
  maestro,
  mastercardmaestro: maestro,
  switch: ordinary(maestro),
  solo: ordinary(maestro),
  interac,
  interacflash: interac,
  eftpos,
  eftposaustralia: eftpos,
  elo: ordinary({ brand: "elo" }),
  mada,
  troy: ordinary({ brand: "troy" }),
  rupay: { brand: "rupay" },

  // Networks that carry debit alone.
  star: ordinary(otherDebit),
  starnortheast: otherDebit,
  starsoutheast: otherDebit,
  starwest: otherDebit,
  nyce: otherDebit,
  pulse: ordinary(otherDebit),
  accel: otherDebit,
  accelexchange: otherDebit,
  shazam: otherDebit,
  culiance: otherDebit,
  cu24: otherDebit,
  creditunion24: otherDebit,
  affn: otherDebit,
  jeanie: otherDebit,
  ath: otherDebit,
  allpoint: otherDebit,
  moneypass: otherDebit,
  presto: ordinary(otherDebit),
  exchange: ordinary(otherDebit),
  link: ordinary(otherDebit),
  laser: ordinary(otherDebit),
  nets: ordinary(otherDebit),
  cirrus: otherDebit,
  plus: ordinary(otherDebit),
  bancontact: otherDebit,
  mistercash: otherDebit,
  girocard: otherDebit,
  dankort: otherDebit,
  bancomat: otherDebit,
  pagobancomat: otherDebit,
  bankaxept: otherDebit,
  multibanco: otherDebit,
  redcompra: otherDebit,
  knet: otherDebit,
  benefit: otherDebit,
  postfinance: otherDebit,
  postamat: otherDebit,
  banricompras: otherDebit,
  verve: otherDebit,

  // Networks that carry both.
  cb: ordinary(other),
  cartesbancaires: other,
  cartebancaire: other,
  cartebleue: other,
  uatp: other,
  hiper: other,
  hipercard: other,
  mir: other,
};
