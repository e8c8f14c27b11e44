/** Whether a payment method is a card, by the gateway's word for it. */
import { fold, saysNothing } from "./words.ts";

const CARD_METHODS: ReadonlySet<string> = new Set(["card", "cards", "cc", "credit", "debit", "prepaid", "creditcard"]);
const WALLETS = ["apple pay", "applepay", "google pay", "googlepay", "samsung pay", "wallet"];
/** How the card was named to the gateway, not what it is. */
const INDIRECT_METHODS: ReadonlySet<string> = new Set(["token", "customer"]);

/**
 * Whether a payment method is a card. A wallet is one when the card behind it is known.
 *
 * @param hasCardFacts the same answer names a brand and a funding
 */
export function methodOf(methodType: string | null, hasCardFacts: boolean): "card" | "other" | "unknown" {
  const text = fold(methodType);
  if (saysNothing(methodType) || INDIRECT_METHODS.has(text)) return "unknown";
  if (WALLETS.some((wallet) => text.includes(wallet))) return hasCardFacts ? "card" : "other";
  return text.split(" ").every((word) => CARD_METHODS.has(word)) ? "card" : "other";
}
