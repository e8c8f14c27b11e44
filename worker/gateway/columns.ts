/**
 * What brand, type and level say of a card, read together. A word that forbids a surcharge counts in whichever column it
 * stands: a debit or prepaid product's name, a card that one shop takes, a second network. A word that permits one counts
 * in its own column alone: no level makes a card credit, and none gives it the brand that it lacks. The issuer is not
 * read: "Plus Bank" is no product.
 */
import type { Brand, Funding, Level } from "../../contract/lists.ts";
import { isHarmless, levelOf } from "./levels.ts";
import { methodOf } from "./methods.ts";
import { type Piece, piecesOf } from "./words.ts";

/** The columns of a BIN table, and how the payment method was called. Null: missing. */
export interface Columns {
  readonly brand: string | null;
  readonly type: string | null;
  readonly level: string | null;
  readonly methodType: string | null;
}

/** What the columns say together. */
export interface ColumnFacts {
  /** The brand column's own first, each once. */
  readonly brands: readonly Brand[];
  readonly funding: Funding;
  readonly level: Level;
  /** The type says credit or charge, and another column names a debit product. */
  readonly conflicting: boolean;
}

/** With brands' names of which "credit" is a part. */
const CREDIT_WORDS: ReadonlySet<string> = new Set([
  "credit",
  "creditcard",
  "revolving",
  "visacredit",
  "mastercardcredit",
]);
const CHARGE_WORDS: ReadonlySet<string> = new Set(["charge", "chargecard"]);

/** Reads the columns. Of a payment method only a kind of card is read: a bank account is judged as a method. */
export function readColumns({ brand, type, level, methodType }: Columns): ColumnFacts {
  const stated = fundingOf(type);
  const kindOfCard = methodOf(methodType, true) === "card" ? methodType : null;
  const hints = [brand, level, kindOfCard].map(fundingHint);
  return {
    brands: besides(brandsOf(brand), [...namedBrands(type), ...namedBrands(level)]),
    funding: settleFunding(stated, hints),
    level: levelOf(`${type ?? ""} ${level ?? ""}`),
    conflicting: (stated === "credit" || stated === "charge") && hints.includes("debit"),
  };
}

/**
 * The brands in a text, in the order in which they stand, each once. Empty when the text names nothing. A word that is
 * not in a table is `other`, also beside a known name: it may be a second network. So is a product without a brand.
 */
export function brandsOf(text: string | null): Brand[] {
  const pieces = piecesOf(text);
  const brands = new Set<Brand>();
  for (const { text: word, name } of pieces) {
    if (name?.brand !== undefined) brands.add(name.brand);
    else if (name === null && !isHarmless(word) && !isCreditOrCharge(word)) brands.add("other");
  }
  if (brands.size === 0 && hintOf(pieces) !== null) brands.add("other");
  return [...brands];
}

/**
 * The funding that a type names. Prepaid and debit win wherever they are mentioned; credit and charge only when nothing
 * else is said that is not understood.
 */
export function fundingOf(type: string | null): Funding {
  const pieces = piecesOf(type);
  const hint = hintOf(pieces);
  const hasCredit = pieces.some(({ text }) => CREDIT_WORDS.has(text));
  if (hint === "prepaid") return "prepaid";
  // "Credit/debit" names both and so neither; a deferred debit card is one kind.
  if (hint === "debit") return hasCredit ? "unknown" : "debit";
  if (!pieces.every(({ text, name }) => name !== null || isHarmless(text) || isCreditOrCharge(text))) return "unknown";
  if (pieces.some(({ text }) => CHARGE_WORDS.has(text))) return "charge";
  return hasCredit ? "credit" : "unknown";
}

/** What a text lets slip about the funding, whatever its column: `prepaid`, `debit` or null. */
const fundingHint = (text: string | null): "prepaid" | "debit" | null => hintOf(piecesOf(text));

function hintOf(pieces: readonly Piece[]): "prepaid" | "debit" | null {
  const names = (funding: "prepaid" | "debit") => pieces.some(({ name }) => name?.funding === funding);
  if (names("prepaid")) return "prepaid";
  return names("debit") ? "debit" : null;
}

const isCreditOrCharge = (word: string): boolean => CREDIT_WORDS.has(word) || CHARGE_WORDS.has(word);

const namedBrands = (text: string | null): Brand[] => piecesOf(text).flatMap(({ name }) => name?.brand ?? []);

/** Other columns' brands stand beside the brand column's own. Where it has none, only an unknown network is one. */
const besides = (own: readonly Brand[], others: readonly Brand[]): Brand[] => [
  ...new Set([...own, ...others.filter((brand) => own.length > 0 || brand === "other")]),
];

/** Prepaid wins wherever it is said (the gateway files it as a level under type Debit), then the type, then a hint. */
function settleFunding(stated: Funding, hints: readonly ("prepaid" | "debit" | null)[]): Funding {
  if (hints.includes("prepaid")) return "prepaid";
  return stated === "unknown" && hints.includes("debit") ? "debit" : stated;
}
