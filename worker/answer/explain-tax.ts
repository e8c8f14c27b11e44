/** What an explanation says of tax on the surcharge itself in the places of a sale. It changes no decision. */
import { type TaxFinding, taxFindingAt } from "../rules/tax-on-surcharge.ts";
import { type Place, placeCode, samePlace } from "../surcharge/places.ts";
import type { ExplainedTax } from "./explain-schema.ts";

export interface TaxQuestion {
  readonly findings: readonly TaxFinding[];
  /** The merchant's own place. */
  readonly seller: Place;
  /** Where the sale goes. */
  readonly delivered: Place;
  /** Whether the sale carries a surcharge. */
  readonly adds: boolean;
  /** Thousandths of a percent; undefined: left out. */
  readonly surchargeTaxRate: number | undefined;
}

/** What was found for each place, and a warning where the sale's tax rate does not go together with it. */
export function explainTax({ findings, seller, delivered, adds, surchargeTaxRate }: TaxQuestion): ExplainedTax {
  const places = samePlace(seller, delivered) ? [seller] : [seller, delivered];
  const found = places.map((place) => ({ place: placeCode(place), finding: taxFindingAt(place, findings) }));
  const taxedIn = found.flatMap(({ place, finding }) => (finding?.taxed === "yes" ? place : []));
  const isUntaxed = taxFindingAt(delivered, findings)?.taxed === "no";
  const lacksRate = adds && surchargeTaxRate === undefined && taxedIn.length > 0 && !isUntaxed;
  const hasRate = adds && (surchargeTaxRate ?? 0) > 0 && isUntaxed;
  const warnings: string[] = [];
  if (lacksRate)
    warnings.push(
      `no tax rate is given, though the surcharge itself is taxed in ${taxedIn.join(" and ")}: give one, and 0 where what is sold is not taxed`,
    );
  if (hasRate)
    warnings.push(`a tax rate is given, though the surcharge itself is not taxed in ${placeCode(delivered)}`);
  return {
    places: found.map(({ place, finding }) => ({ place, finding: finding === null ? null : told(finding) })),
    warnings,
  };
}

const told = ({ taxed, checkedOn, confidence, source }: TaxFinding) => ({ taxed, checkedOn, confidence, source });
