/** What a merchant accepts, and whether its rates treat those brands as the networks of its place ask. */
import type { Brand } from "../../contract/lists.ts";
import { comparedBrands } from "../surcharge/parity.ts";
import { type Constraints, type Draft, entriesOf, type Validation, validation } from "./validation.ts";

const ASKED = {
  lowest: "it must not be dearer than other cards",
  costlier:
    "a brand that costs as much or more must be surcharged as much, and a cost that nobody recorded may be higher",
} as const;

export function validateParity(
  { accepts, rates = {}, costs = {}, place }: Draft,
  constraints: Constraints,
): Validation {
  const rated = entriesOf(rates).filter(([, rate]) => rate > 0);
  const rateOf = (brand: Brand) => new Map<Brand, number>(rated).get(brand) ?? 0;
  const programme = { accepts, rates, costs };

  const unequal = rated.flatMap(([brand, rate]) =>
    (place === undefined ? [] : constraints.parityOf(brand, place)).flatMap(({ rule, parity }) =>
      comparedBrands(parity, brand, programme, constraints.days)
        .filter((other) => rateOf(other) < rate)
        .map((other) => {
          const how =
            rateOf(other) === 0
              ? `${brand} is surcharged and ${other} is not`
              : `${brand} has a higher rate than ${other}`;
          return `brand parity: ${how}; ${ASKED[parity]} (${rule})`;
        }),
    ),
  );
  return validation(
    [accepts !== undefined && new Set(accepts).size < accepts.length && "accepts must not repeat one"],
    [
      accepts === undefined && rated.length > 0 && "accepts is missing: brand parity between networks cannot be judged",
      ...rated.map(
        ([brand]) =>
          accepts !== undefined &&
          !accepts.includes(brand) &&
          `rates.${brand} is for a brand that accepts does not name`,
      ),
      ...unequal,
    ],
  );
}
