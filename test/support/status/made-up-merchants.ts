/** Ten thousand merchants that nobody has, one of them with a name that tries to be more than text. */
import { chance, sumsAt } from "./made-up-counts.ts";

export const MERCHANTS = 10_000;
const LIST_PAGE = 500;
const SUMS_PAGE = 100;

/** What a merchant's name must never become. */
export const HOSTILE_NAME = `<img src=x onerror="document.title='taken'"><script>document.title='taken'</script>`;
export const HOSTILE_ID = "mch_00001";

const FIRST = ["Larch", "Harbour", "Copper", "Juniper", "North", "Velvet", "Saffron", "Granite", "Willow", "Ember"];
const SECOND = ["Loam", "Books", "Cycles", "Bakery", "Dental", "Outfitters", "Garage", "Florist", "Coffee", "Supply"];
const PLACES = ["US-IL", "US-CO", "US-TX", "US-CA", "CA-ON", "GB", "AU"];

export const idOf = (index: number): string => `mch_${String(index).padStart(5, "0")}`;
export const nameOf = (index: number): string =>
  idOf(index) === HOSTILE_ID ? HOSTILE_NAME : `${FIRST[index % 10]} & ${SECOND[Math.floor(index / 10) % 10]} ${index}`;

const placeOf = (index: number) => PLACES[index % PLACES.length] ?? "US-IL";
const isOff = (index: number) => index % 97 === 5;
const modeOf = (index: number) => (index % 4 === 3 ? "test" : "live");
/** Merchants' lapses hang on their place. */
const lapsesOf = (index: number) =>
  placeOf(index) === "US-CO" ? [{ brand: "visa", on: "2026-12-12", daysLeft: 14 }] : [];

const cursorOf = (end: number) => (end < MERCHANTS ? `c${end}` : null);
const startOf = (cursor: string | null) => Number(cursor?.slice(1) ?? 0);

export function merchantPage(cursor: string | null): object {
  const start = startOf(cursor);
  const merchants = Array.from({ length: Math.min(LIST_PAGE, MERCHANTS - start) }, (_, step) => {
    const index = start + step;
    return {
      id: idOf(index),
      name: nameOf(index),
      mode: modeOf(index),
      gateway: index % 3 === 0 ? "koipay_live" : "fluidpay_live",
      enabled: !isOff(index),
      updatedAt: 1_790_000_000_000 + index,
      place: placeOf(index),
      brands: ["visa", "mastercard"],
      lapses: lapsesOf(index),
      taxNotice: null,
    };
  });
  return { merchants, cursor: cursorOf(start + LIST_PAGE), requestId: "made-up" };
}

/** The busiest first. @param to milliseconds since 1970 */
export function merchantSums(cursor: string | null, to: number): object {
  const start = startOf(cursor);
  const merchants = Array.from({ length: Math.min(SUMS_PAGE, MERCHANTS - start) }, (_, step) => {
    const index = start + step;
    const trouble = index % 211 === 7 ? 60 : 1;
    return { merchant: idOf(index), sums: sumsAt(to - 86_400_000, 86_400_000, 4 / (1 + index / 40), { trouble }) };
  });
  return { merchants, nextCursor: cursorOf(start + SUMS_PAGE), requestId: "made-up" };
}

/** Null: nobody has this id. */
export function merchantView(id: string): object | null {
  const index = Number(/^mch_(\d{5})$/.exec(id)?.[1] ?? Number.NaN);
  if (!(index < MERCHANTS)) return null;
  const [country, state] = placeOf(index).split("-");
  return {
    id,
    name: nameOf(index),
    enabled: !isOff(index),
    mode: modeOf(index),
    gateway: "fluidpay_live",
    origins: [`https://shop-${index}.example`],
    place: { country, ...(state === undefined ? {} : { state }) },
    currency: "USD",
    otherMethods: [],
    accepts: ["visa", "mastercard", "amex"],
    rates: { visa: 300, mastercard: 300 },
    costs: { visa: { costBps: 310, by: "Jo Lee", on: "2026-11-01" } },
    minimumBaseAmount: 1_000,
    attestations: [{ rule: "us-co-credit", kind: "card_price_posted", by: "Jo Lee", on: "2026-11-02" }],
    textSignOffs: [],
    houseCards: "exempt",
    cardPrograms: [],
    locale: "en",
    rateTier: "standard",
    gatewayKeySet: true,
    serverKeys: [{ id: "0123456789ab", addedOn: "2026-10-01" }],
    challenge: null,
    updatedAt: 1_790_000_000_000 + index,
    warnings:
      chance(index) > 0.6
        ? ["rates.mastercard has no recorded cost: rules based on cost will allow nothing for it"]
        : [],
    requestId: "made-up",
  };
}
