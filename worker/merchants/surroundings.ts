/** What a merchant is judged against in this build: the gateways it knows and the rules it carries. */
import type { Brand } from "../../contract/lists.ts";
import { FULL_RATE_BPS } from "../../contract/money.ts";
import { findGateway, GATEWAY_NAMES } from "../gateway/gateways.ts";
import type { RuleBook } from "../rules/book.ts";
import { inForce } from "../rules/freshness.ts";
import { worldDays } from "../surcharge/day.ts";
import { normalisePlace } from "../surcharge/places.ts";
import type { Merchant } from "./schema.ts";
import type { Surroundings } from "./validate.ts";

/** The surroundings of this build in `environment`, by `rules` and on the day of `at`. */
export function surroundingsOf(environment: Surroundings["environment"], rules: RuleBook, at: Date): Surroundings {
  const ids = new Set(rules.rows.map(({ id }) => id));
  return {
    environment,
    gateways: Object.fromEntries(GATEWAY_NAMES.map((name) => [name, findGateway(name)])),
    highestRateBps: (brand, place) => highestRateBps(rules, worldDays(at).last, brand, place),
    isRule: (id) => ids.has(id),
    today: at.toISOString().slice(0, 10),
  };
}

/**
 * The most that the rows of a merchant's own place could ever allow for a brand, in basis points. Rows about some cards
 * alone and rows that leave the choice of a cost are no upper bound; a prohibition is a matter of each sale, not of the
 * setting.
 */
function highestRateBps(rules: RuleBook, today: string, brand: Brand, input: Merchant["place"]): number {
  const place = normalisePlace(input);
  const bounds = [...rules.countryRows(place, brand), ...rules.stateRows(place, brand)].flatMap((row) => {
    const binds =
      inForce(row, today) && row.status !== "prohibited" && row.cards.includes("credit") && row.basis !== "either";
    return binds && row.maxBps !== null ? [row.maxBps] : [];
  });
  return Math.min(FULL_RATE_BPS, ...bounds);
}
