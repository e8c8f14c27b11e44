/** Who loses which brands and when, unless somebody renews the rules: for the list of merchants. */

/**
 * @typedef {{ brand: string, on: string, daysLeft: number }} Lapse
 * @typedef {{ id: string, enabled: boolean, place: string | null, lapses: readonly Lapse[] }} Holder
 */

/** `items` by their `on`, the soonest day first. @template {{ on: string }} T @param {readonly T[]} items */
function byDay(items) {
  const days = [...new Set(items.map(({ on }) => on))].toSorted();
  return days.map((day) => /** @type {const} */ ([day, items.filter(({ on }) => on === day)]));
}

/** @param {readonly { brand: string }[]} lapses */
const brandsOf = (lapses) => [...new Set(lapses.map(({ brand }) => brand))].toSorted().join(", ");

/** One merchant's brands by day, such as `amex, visa 2027-03-26`. @param {readonly Lapse[]} lapses */
export const lapseText = (lapses) =>
  byDay(lapses)
    .map(([day, those]) => `${brandsOf(those)} ${day}`)
    .join("; ");

/** A line for each day on which merchants lose something. @param {readonly Holder[]} merchants */
export function lossesOf(merchants) {
  // One that is disabled surcharges nothing as it is.
  const active = merchants.filter(({ enabled }) => enabled);
  const lines = byDay(active.flatMap(({ id, lapses }) => lapses.map((lapse) => ({ id, ...lapse })))).map(
    ([day, those]) => {
      const count = new Set(those.map(({ id }) => id)).size;
      const isOne = count === 1;
      const who = isOne ? "1 merchant" : `${count} merchants`;
      const daysLeft = Math.min(...those.map((lapse) => lapse.daysLeft));
      return daysLeft > 0
        ? `${who} ${isOne ? "loses" : "lose"} ${brandsOf(those)} on ${day}, in ${daysLeft} days`
        : `${who} ${isOne ? "has" : "have"} lost ${brandsOf(those)} since ${day}`;
    },
  );
  const unknown = active.filter(({ place }) => place === null).length;
  return unknown === 0 ? lines : [...lines, `not known of ${unknown}, until they are changed once (LAPSES ?)`];
}
