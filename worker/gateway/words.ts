/**
 * The words that gateways use for cards, and what each means in the contract's closed lists. Values are nowhere
 * enumerated by the gateway, so a word that is not here is never read as permission: it becomes `other` or `unknown`.
 *
 * Words are compared in lower case with everything but letters and digits turned into single blanks.
 */
import type { Brand, Funding } from "../../contract/lists.ts";

/** A brand's spelling. `debitOnly`: cards of that name are never credit, whatever the rest of the answer says. */
interface BrandWord {
  readonly brand: Brand;
  readonly debitOnly?: true;
}

const visa = { brand: "visa" } as const;
const visaDebit = { brand: "visa", debitOnly: true } as const;
const mastercard = { brand: "mastercard" } as const;
const mastercardDebit = { brand: "mastercard", debitOnly: true } as const;
const amex = { brand: "amex" } as const;
const discover = { brand: "discover" } as const;
const diners = { brand: "diners" } as const;
const jcb = { brand: "jcb" } as const;
const unionpay = { brand: "unionpay" } as const;
const maestro = { brand: "maestro", debitOnly: true } as const;
const interac = { brand: "interac", debitOnly: true } as const;
const eftpos = { brand: "eftpos", debitOnly: true } as const;
const mada = { brand: "mada", debitOnly: true } as const;
const other = { brand: "other" } as const;
const otherDebit = { brand: "other", debitOnly: true } as const;

/** Brands by their name without blanks, so that "MasterCard", "Master Card" and "MASTERCARD" are one row. */
const BRAND_WORDS: Readonly<Record<string, BrandWord>> = {
  visa,
  visainternational: visa,
  visacredit: visa,
  visadebit: visaDebit,
  visaelectron: visaDebit,
  electron: visaDebit,
  vpay: visaDebit,
  mastercard,
  master: mastercard,
  mc: mastercard,
  eurocard: mastercard,
  mastercardcredit: mastercard,
  mastercarddebit: mastercardDebit,
  debitmastercard: mastercardDebit,
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
  cup: unionpay,
  maestro,
  mastercardmaestro: maestro,
  switch: maestro,
  solo: maestro,
  interac,
  interacflash: interac,
  eftpos,
  eftposaustralia: eftpos,
  elo: { brand: "elo" },
  mada,
  troy: { brand: "troy" },
  rupay: { brand: "rupay" },
  // Regional networks that carry debit alone.
  star: otherDebit,
  nyce: otherDebit,
  pulse: otherDebit,
  accel: otherDebit,
  shazam: otherDebit,
  culiance: otherDebit,
  cu24: otherDebit,
  creditunion24: otherDebit,
  affn: otherDebit,
  jeanie: otherDebit,
  cirrus: otherDebit,
  plus: otherDebit,
  interlink: otherDebit,
  bancontact: otherDebit,
  girocard: otherDebit,
  dankort: otherDebit,
  bancomat: otherDebit,
  pagobancomat: otherDebit,
  bankaxept: otherDebit,
  multibanco: otherDebit,
  redcompra: otherDebit,
  knet: otherDebit,
  benefit: otherDebit,
  // Networks that carry both.
  cb: other,
  cartesbancaires: other,
  cartebancaire: other,
  // Cards that only one shop takes.
  privatelabel: other,
  plcc: other,
  storecard: other,
  proprietary: other,
  closedloop: other,
};

/** Ways of saying that there is nothing to say. */
const NOTHING_WORDS: ReadonlySet<string> = new Set([
  "",
  "unknown",
  "unrecognized",
  "unrecognised",
  "not available",
  "not found",
  "n a",
  "na",
  "none",
  "null",
  "nil",
  "undefined",
]);

/** A word of these anywhere makes the card prepaid. Cards of health and spending accounts hold money paid in before. */
const PREPAID_WORDS = [
  "prepaid",
  "pre paid",
  "prepay",
  "gift",
  "reloadable",
  "stored value",
  "payroll",
  "ebt",
  "hsa",
  "fsa",
  "healthcare",
  "health care",
  "health savings",
  "health reimbursement",
  "flexible spending",
  "flex spending",
];

/** A word of these anywhere makes it debit. "Deferred debit" is debit: in doubt, the cardholder's account pays. */
const DEBIT_WORDS = ["debit", "dda", "checking", "savings", "atm", "pinless", "electron", "maestro"];

const CREDIT_WORDS: readonly string[] = ["credit", "creditcard", "revolving"];
const CHARGE_WORDS: readonly string[] = ["charge", "chargecard"];
const FUNDING_WORDS: ReadonlySet<string> = new Set([
  ...CREDIT_WORDS,
  ...CHARGE_WORDS,
  "debit",
  "prepaid",
  "gift",
  "deferred",
]);

/** Words that may stand beside "credit" or "charge" without changing the meaning. */
const NEUTRAL_WORDS: ReadonlySet<string> = new Set([
  "card",
  "cards",
  "account",
  "line",
  "of",
  "type",
  "consumer",
  "personal",
  "retail",
  "commercial",
  "business",
  "corporate",
  "standard",
  "classic",
  "gold",
  "platinum",
  "premium",
  "secured",
  "unsecured",
  "signature",
  "world",
  "infinite",
]);

const PRIVATE_LABEL = /\b(private ?label|plcc|store card|proprietary|closed loop)\b/;

/** True when a card type names a card that only one shop takes. */
export const isPrivateLabel = (type: string | null): boolean => PRIVATE_LABEL.test(fold(type));

/** Lower case, letters and digits, single blanks, no accents. */
export function fold(text: string | null): string {
  return (text ?? "")
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** True of an empty text and of one that says "unknown" in some way. */
export const saysNothing = (text: string | null): boolean => NOTHING_WORDS.has(fold(text));

const mentions = (text: string, words: readonly string[]): boolean => words.some((word) => text.includes(word));

/** What any of the gateway's words lets slip about the funding, wherever it stands: `prepaid`, `debit` or null. */
export function fundingHint(text: string | null): "prepaid" | "debit" | null {
  const words = fold(text);
  if (mentions(words, PREPAID_WORDS)) return "prepaid";
  return mentions(words, DEBIT_WORDS) ? "debit" : null;
}

/** Between the names of a co-badged card. */
const SEPARATOR = /[/,;+&|()\\]|\b(?:and|with|co-?\s?(?:badged?|branded))\b/iu;

const MAX_WORDS_IN_A_NAME = 4;

/** Words that may stand beside a brand's name without naming another network. */
const BRAND_FILLERS: ReadonlySet<string> = new Set(
  "inc usa us u s a uk europe canada worldwide international global network networks company financial services".split(
    " ",
  ),
);

/**
 * The brands in a text, in the order in which they stand, each once. Empty when the text names nothing. A name that is
 * not in the table is `other`, also beside a known one: it may be a second network.
 */
export function brandsOf(text: string | null): { brands: Brand[]; debitOnly: boolean } {
  const brands = new Set<Brand>();
  let debitOnly = false;
  if (saysNothing(text)) return { brands: [], debitOnly };
  for (const part of (text ?? "").split(SEPARATOR)) {
    const words = fold(part).split(" ").filter(Boolean);
    for (let start = 0; start < words.length; ) {
      const { length, found } = nameAt(words, start);
      start += length;
      if (found === "filler") continue;
      brands.add(found.brand);
      debitOnly ||= found.debitOnly === true;
    }
  }
  return { brands: [...brands], debitOnly };
}

/** The longest name that starts at a word. A word that starts none is a filler or another, unknown network. */
function nameAt(words: readonly string[], start: number): { length: number; found: BrandWord | "filler" } {
  for (let length = Math.min(MAX_WORDS_IN_A_NAME, words.length - start); length > 0; length--) {
    const name = words.slice(start, start + length).join("");
    if (Object.hasOwn(BRAND_WORDS, name)) return { length, found: BRAND_WORDS[name] ?? other };
  }
  const word = words[start] ?? "";
  const isFiller = BRAND_FILLERS.has(word) || NEUTRAL_WORDS.has(word) || FUNDING_WORDS.has(word);
  return { length: 1, found: isFiller ? "filler" : other };
}

/**
 * The funding that a type names. Prepaid and debit win wherever they are mentioned; credit and charge only when nothing
 * else is said that is not understood.
 */
export function fundingOf(type: string | null): Funding {
  const text = fold(type);
  if (mentions(text, PREPAID_WORDS)) return "prepaid";
  const words = text.replace(PRIVATE_LABEL, " ").split(" ").filter(Boolean);
  const hasCredit = words.some((word) => CREDIT_WORDS.includes(word));
  const hasCharge = words.some((word) => CHARGE_WORDS.includes(word));
  if (mentions(text, DEBIT_WORDS)) {
    // "Credit/debit" names both and so neither; a deferred debit card is one kind.
    return hasCredit ? "unknown" : "debit";
  }
  const rest = words.filter((word) => !CREDIT_WORDS.includes(word) && !CHARGE_WORDS.includes(word));
  if (!rest.every((word) => NEUTRAL_WORDS.has(word))) return "unknown";
  if (hasCharge) return "charge";
  return hasCredit ? "credit" : "unknown";
}
