/** Whose quotes do not go together with what was found of tax on the surcharge itself: for the list of merchants. */

/**
 * @typedef {{ place: string, taxed: "yes" | "no", amiss: number, surcharges: number }} TaxNotice
 * @typedef {{ id: string, enabled: boolean, taxNotice?: TaxNotice | null }} Taxed
 */

/** Such as `missing in 12 of 40`; empty where there is nothing to tell. @param {TaxNotice | null | undefined} notice */
export function taxText(notice) {
  if (notice === null || notice === undefined) return "";
  const { taxed, amiss, surcharges } = notice;
  return `${taxed === "yes" ? "missing" : "not due"} in ${amiss} of ${surcharges}`;
}

/** A line for each place. @param {readonly Taxed[]} merchants */
export function taxLinesOf(merchants) {
  const notices = merchants.flatMap(({ enabled, taxNotice }) =>
    enabled && taxNotice !== null && taxNotice !== undefined ? [taxNotice] : [],
  );
  const places = [...new Set(notices.map(({ place }) => place))].toSorted();
  return places.map((place) => {
    const here = notices.filter((notice) => notice.place === place);
    const who = here.length === 1 ? "1 merchant" : `${here.length} merchants`;
    const isTaxed = here[0]?.taxed === "yes";
    return `${who} quoted ${isTaxed ? "without" : "with"} a tax rate in ${place}, where the surcharge itself is ${isTaxed ? "taxed" : "not taxed"} (last 24 hours): show ID says more`;
  });
}
