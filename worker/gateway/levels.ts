/**
 * Whom a card was issued to, by the words of product levels; and the words that say nothing of its brand or funding.
 */
import type { Level } from "../../contract/lists.ts";
import { fold } from "./words.ts";

const COMMERCIAL_WORDS = [
  "business",
  "businesscard",
  "commercial",
  "corporate",
  "corp",
  "company",
  "purchasing",
  "procurement",
  "fleet",
  "government",
  "govt",
  "public sector",
  "professional",
];

const CONSUMER_WORDS = [
  "consumer",
  "personal",
  "standard",
  "classic",
  "traditional",
  "basic",
  "gold",
  "silver",
  "platinum",
  "titanium",
  "premium",
  "premier",
  "preferred",
  "rewards",
  "signature",
  "infinite",
  "world",
  "student",
];

/** Words of credit products' names that say neither whose nor what; "plus", where it is no network's name, is one. */
const OTHER_WORDS =
  "card cards account line of for type retail secured unsecured elite black enhanced privilege select core edition plus";

/** Words that may stand beside a brand's name without naming another network. */
const COMPANY_WORDS =
  "inc usa us u s a uk europe canada worldwide international global network networks company financial services";

const HARMLESS: ReadonlySet<string> = new Set([
  ...[...COMMERCIAL_WORDS, ...CONSUMER_WORDS].flatMap((words) => words.split(" ")),
  ...OTHER_WORDS.split(" "),
  ...COMPANY_WORDS.split(" "),
]);

/** True of a word that names neither a network nor a kind of funding. */
export const isHarmless = (word: string): boolean => HARMLESS.has(word);

/** Whom a product level is issued to. A level that is not understood is `unknown`, which matches the rules of both. */
export function levelOf(level: string | null): Level {
  const text = ` ${fold(level)} `;
  if (COMMERCIAL_WORDS.some((word) => text.includes(` ${word} `))) return "commercial";
  return CONSUMER_WORDS.some((word) => text.includes(` ${word} `)) ? "consumer" : "unknown";
}
