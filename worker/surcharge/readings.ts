/** Doubt about a sale, taken apart: every certain reading that rules could tell apart, and which rows mean which reading. */
import { BUYERS, type Buyer, type RuleCard, type RuleRow } from "../rules/schema.ts";
import type { Question } from "./assessment.ts";
import { isEea } from "./places.ts";

/** One certain reading of a sale: the words by which rows may mean its card, and who buys. */
export interface Reading {
  readonly card: ReadonlySet<RuleCard>;
  readonly buyer: Buyer;
}

/** What may leave a sale in doubt. */
type SaleInDoubt = Pick<Question, "facts" | "isHouseCard"> & {
  readonly programme: Pick<Question["programme"], "buyer">;
};

/** Every reading of the sale that `rows` could tell apart. */
export function readingsOf(
  { facts, isHouseCard, programme }: SaleInDoubt,
  rows: readonly RuleRow[],
): readonly Reading[] {
  const { funding, level, country } = facts;
  if (funding === "unknown") return [];
  const levels = level === "unknown" ? (["consumer", "commercial"] as const) : [level];
  const foreign = country === null ? [true, false] : [!isEea(country)];
  const matters = rows.some((row) => row.buyers !== undefined);
  const buyers = programme.buyer !== undefined ? [programme.buyer] : matters ? BUYERS : BUYERS.slice(0, 1);
  return levels.flatMap((level) =>
    foreign.flatMap((outside) => {
      const card = new Set<RuleCard>([funding, level === "consumer" ? `consumer-${funding}` : "commercial"]);
      if (outside) card.add("non-EEA-issued");
      if (isHouseCard) card.add("house");
      return buyers.map((buyer) => ({ card, buyer }));
    }),
  );
}

/** True where the row is about a sale so read. */
export const means = (row: RuleRow, { card, buyer }: Reading): boolean =>
  (row.buyers === undefined || row.buyers.includes(buyer)) && row.cards.some((word) => card.has(word));
