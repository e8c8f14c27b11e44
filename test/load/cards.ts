/** The cards of the traffic: what the gateway's stand-in tells of each, and what every answer about it has to say. */
import { gatewayCard } from "../support/upstream/gateway-card.ts";

interface CardTold {
  readonly brand: string;
  readonly funding: string;
  /** Why no surcharge is added, wherever the card is used; null: it depends on the place. */
  readonly refusal: string | null;
  /** The same, but of less weight than what the place says. */
  readonly lateRefusal: string | null;
  /** What the gateway answers. */
  readonly told: { readonly bin: string };
}

type Change = Readonly<Record<string, unknown>> & { readonly bin: string };

const card = (
  [brand, funding]: readonly [brand: string, funding: string],
  { bin, ...told }: Change,
  { refusal, lateRefusal }: { refusal?: string; lateRefusal?: string } = {},
): CardTold => ({
  brand,
  funding,
  refusal: refusal ?? null,
  lateRefusal: lateRefusal ?? null,
  told: { ...gatewayCard(), ...told, bin },
});

/** How many of a hundred fresh cards are of a kind stands beside it. */
export const CARDS = {
  visaCredit: card(["visa", "credit"], { bin: "401200" }),
  mastercardCredit: card(["mastercard", "credit"], { bin: "545454", card_brand: "Mastercard" }),
  discoverCredit: card(["discover", "credit"], { bin: "601100", card_brand: "Discover" }),
  visaDebit: card(
    ["visa", "debit"],
    { bin: "400005", card_type: "debit", is_surchargeable: false },
    { refusal: "debit" },
  ),
  mastercardDebit: card(
    ["mastercard", "debit"],
    { bin: "520082", card_brand: "Mastercard", card_type: "debit", is_surchargeable: false },
    { refusal: "debit" },
  ),
  visaPrepaid: card(
    ["visa", "prepaid"],
    { bin: "485340", card_type: "PREPAID", is_surchargeable: false },
    { refusal: "prepaid" },
  ),
  contradictory: card(
    ["visa", "debit"],
    { bin: "424201", card_type: "debit", is_surchargeable: true },
    { refusal: "contradictory" },
  ),
  unrecognised: card(
    ["unknown", "unknown"],
    { bin: "", card_brand: "", card_type: "", is_surchargeable: true },
    { refusal: "card_unrecognised" },
  ),
  notEligible: card(
    ["visa", "credit"],
    { bin: "424202", is_surchargeable: false },
    { lateRefusal: "gateway_not_eligible" },
  ),
  unflagged: card(
    ["visa", "credit"],
    { bin: "424203", is_surchargeable: undefined },
    { lateRefusal: "eligibility_missing" },
  ),
} as const satisfies Record<string, CardTold>;

export type CardName = keyof typeof CARDS;

/** Of a hundred cards, as a shop in the United States might see them. */
export const CARD_WEIGHTS: Readonly<Record<CardName, number>> = {
  visaCredit: 30,
  mastercardCredit: 16,
  discoverCredit: 4,
  visaDebit: 22,
  mastercardDebit: 12,
  visaPrepaid: 6,
  contradictory: 2,
  unrecognised: 3,
  notEligible: 3,
  unflagged: 2,
};

/** A token names its card; the stand-in refuses any other. */
export const tokenOf = (name: CardName, number: number): string =>
  `load_${name}_${number.toString(36).padStart(8, "0")}`;

export function cardOfToken(token: string): CardTold | null {
  const [prefix, name = ""] = token.split("_");
  return prefix === "load" && Object.hasOwn(CARDS, name) ? CARDS[name as CardName] : null;
}

/** Empty where the gateway knows none. */
export const binOf = (token: string): string => cardOfToken(token)?.told.bin ?? "";

/** The outcome that belongs to a reason that adds nothing. */
export const outcomeOf = (reason: string): "none" | "unknown" =>
  ["region_missing", "card_unrecognised", "contradictory", "eligibility_missing"].includes(reason) ? "unknown" : "none";
