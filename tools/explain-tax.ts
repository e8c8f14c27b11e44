/** What `explain` says of tax on the surcharge itself in the places of a sale. It changes no decision. */
import { type TaxFinding, taxFindingAt } from "../worker/rules/tax-on-surcharge.ts";
import { type Place, placeCode, samePlace } from "../worker/surcharge/places.ts";

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

const WORDS = {
  yes: "the surcharge itself is taxed",
  no: "the surcharge itself is not taxed",
  unknown: "the sources do not say whether the surcharge itself is taxed",
} as const;

function sayPlace(place: Place, finding: TaxFinding | null): string {
  if (finding === null) return `${placeCode(place)}: not known whether the surcharge itself is taxed`;
  const { taxed, checkedOn, confidence, source } = finding;
  return `${placeCode(place)}: ${WORDS[taxed]} (checked ${checkedOn}, ${confidence} confidence, ${source})`;
}

/** A line for each place, and a warning where the sale's tax rate does not go together with what was found. */
export function taxLines({ findings, seller, delivered, adds, surchargeTaxRate }: TaxQuestion): readonly string[] {
  const places = samePlace(seller, delivered) ? [seller] : [seller, delivered];
  const found = places.map((place) => ({ place, finding: taxFindingAt(place, findings) }));
  const inPlaces = found.flatMap(({ place, finding }) => (finding?.taxed === "yes" ? placeCode(place) : []));
  const isUntaxed = taxFindingAt(delivered, findings)?.taxed === "no";
  const lacksRate = adds && surchargeTaxRate === undefined && inPlaces.length > 0 && !isUntaxed;
  const hasRate = adds && (surchargeTaxRate ?? 0) > 0 && isUntaxed;
  return [
    ...found.map(({ place, finding }) => sayPlace(place, finding)),
    ...(lacksRate
      ? [
          `warning: no tax rate is given, though the surcharge itself is taxed in ${inPlaces.join(" and ")}: give --tax, and --tax 0 where what is sold is not taxed`,
        ]
      : []),
    ...(hasRate
      ? [`warning: a tax rate is given, though the surcharge itself is not taxed in ${placeCode(delivered)}`]
      : []),
  ];
}
