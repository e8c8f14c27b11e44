/** Compiles rule rows into a book that answers "which rows speak about this brand in this place" at a constant cost. */
import type { Brand } from "../../contract/lists.ts";
import { isEea, type Place, placeCode } from "../surcharge/places.ts";
import type { BookRow } from "./schema.ts";

export interface RuleBook {
  /** Of the pack it was made of; goes into every quote. */
  readonly version: string;
  readonly rows: readonly BookRow[];
  /** Rows for the whole country, with those for every EU and EEA member where it is one. */
  countryRows(place: Place, brand: Brand): readonly BookRow[];
  /** Rows for this very state or province; none where it is not known. */
  stateRows(place: Place, brand: Brand): readonly BookRow[];
}

const NONE: readonly BookRow[] = [];
/** The reserved place of the rows that hold in every EU and EEA member. */
const MEMBERS = "EU";

/** Indexes `rows` by place and brand. */
export function compileRules(rows: readonly BookRow[], version: string): RuleBook {
  const byPlace = new Map<string, { forAll: BookRow[]; byBrand: Map<Brand, BookRow[]> }>();
  for (const row of rows)
    for (const code of row.places) {
      const shelf = byPlace.get(code) ?? { forAll: [], byBrand: new Map<Brand, BookRow[]>() };
      byPlace.set(code, shelf);
      if (row.networks === "all") shelf.forAll.push(row);
      else
        for (const brand of new Set(row.networks)) {
          const named = shelf.byBrand.get(brand);
          if (named === undefined) shelf.byBrand.set(brand, [row]);
          else named.push(row);
        }
    }

  const rowsAt = (code: string, brand: Brand): readonly BookRow[] => {
    const shelf = byPlace.get(code);
    if (shelf === undefined) return NONE;
    const named = shelf.byBrand.get(brand);
    return named === undefined ? shelf.forAll : [...shelf.forAll, ...named];
  };

  return {
    version,
    rows,
    countryRows: ({ country }, brand) => {
      // The rows' own word for "every member" is no country: nobody lives in it.
      if (country === MEMBERS) return NONE;
      return isEea(country) ? [...rowsAt(country, brand), ...rowsAt(MEMBERS, brand)] : rowsAt(country, brand);
    },
    stateRows: (place, brand) => (place.state === null ? NONE : rowsAt(placeCode(place), brand)),
  };
}
