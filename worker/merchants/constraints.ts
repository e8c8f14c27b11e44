/** What a merchant is validated against in this deployment: the gateways it knows and the rules in force. */
import type { Brand } from "../../contract/lists.ts";
import { FULL_RATE_BPS } from "../../contract/money.ts";
import { findGateway, type GatewayDeployment, gatewayNames } from "../gateway/gateways.ts";
import type { RuleBook } from "../rules/book.ts";
import { inForce } from "../rules/freshness.ts";
import type { Pack } from "../rules/pack.ts";
import type { BookRow } from "../rules/schema.ts";
import { worldDays } from "../surcharge/day.ts";
import { normalisePlace } from "../surcharge/places.ts";
import { LOCALES, versionOf } from "../texts/locales.ts";
import type { Merchant } from "./schema.ts";
import type { Constraints } from "./validation.ts";

/** The settings, as far as merchants are validated by them. */
export interface DeploymentFacts {
  readonly environment: Constraints["environment"];
  readonly gateways: GatewayDeployment;
}

const TEXT_VERSIONS = Object.fromEntries(LOCALES.map((texts) => [texts.locale, versionOf(texts)]));

/** The constraints of a deployment, by a book and the pack it was made of, on the day of `at`. */
export function constraintsOf(
  { environment, gateways }: DeploymentFacts,
  { book: rules, pack }: { readonly book: RuleBook; readonly pack: Pick<Pack, "retired"> },
  at: Date,
): Constraints {
  const days = worldDays(at);
  const rows = new Map(rules.rows.map((row) => [row.id, row]));
  return {
    environment,
    gatewayNames: gatewayNames(gateways),
    gatewayOf: (name) => findGateway(name, gateways),
    highestRateBps: (brand, place) => highestRateBps(rowsAt(rules, days.last, brand, place)),
    parityOf: (brand, place) =>
      rowsAt(rules, days.last, brand, place).flatMap(({ id, parity }) =>
        parity === undefined ? [] : [{ rule: id, parity }],
      ),
    kindsOf: (id) => {
      const row = rows.get(id);
      return row && (row.basis === "either" ? [...row.requires, "actual_fee"] : row.requires);
    },
    revisedOn: (id) => rows.get(id)?.revisedOn,
    retired: pack.retired,
    textVersions: TEXT_VERSIONS,
    days,
  };
}

/** The rows in force in a merchant's own place for a brand, on the ISO date `today`. */
function rowsAt(rules: RuleBook, today: string, brand: Brand, input: Merchant["place"]): readonly BookRow[] {
  const place = normalisePlace(input);
  return [...rules.countryRows(place, brand), ...rules.stateRows(place, brand)].filter((row) => inForce(row, today));
}

/**
 * The most that the rows of a merchant's own place could ever allow for a brand, in basis points. Rows about some cards
 * alone and rows that leave the choice of a cost are no upper bound; a prohibition is a matter of each sale, not of the
 * setting.
 */
function highestRateBps(rows: readonly BookRow[]): number {
  const bounds = rows.flatMap((row) => {
    const binds = row.status !== "prohibited" && row.cards.includes("credit") && row.basis !== "either";
    return binds && row.maxBps !== null ? [row.maxBps] : [];
  });
  return Math.min(FULL_RATE_BPS, ...bounds);
}
