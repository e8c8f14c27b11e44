/** Whom a card was issued to, by the words of product levels. */
import type { Level } from "../../contract/lists.ts";
import { fold } from "./words.ts";

const COMMERCIAL_WORDS = [
  "business",
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

/** Whom a product level is issued to. A level that is not understood is `unknown`, which matches the rules of both. */
export function levelOf(level: string | null): Level {
  const text = ` ${fold(level)} `;
  if (COMMERCIAL_WORDS.some((word) => text.includes(` ${word} `))) return "commercial";
  return CONSUMER_WORDS.some((word) => text.includes(` ${word} `)) ? "consumer" : "unknown";
}
