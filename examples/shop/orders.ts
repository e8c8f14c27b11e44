/** The shop's goods and prices. Prices live here, on the server: a page says what it wants, never what it costs. */

export interface Product {
  readonly sku: string;
  readonly name: string;
  readonly detail: string;
  /** US cents. */
  readonly price: number;
}

const CATALOGUE: readonly Product[] = [
  { sku: "guji-1kg", name: "Guji natural, 1 kg", detail: "Whole bean, roasted to order", price: 3900 },
  { sku: "dripper", name: "Enamel dripper set", detail: "Dripper, stand and 100 papers", price: 3400 },
];

const SHIPPING = 600;
/** Basis points; one flat rate keeps the sample simple. */
const TAX_RATE_BPS = 625;
/** Of one product. */
export const MAX_QUANTITY = 20;

/** Of every price in the shop. */
const CURRENCY = "USD";

export interface OrderLine extends Product {
  readonly quantity: number;
  readonly amount: number;
}

/** A priced order; every amount in US cents. `total` is goods, shipping and tax: the base of a surcharge. */
export interface Order {
  readonly lines: readonly OrderLine[];
  readonly goods: number;
  readonly shipping: number;
  readonly tax: number;
  readonly total: number;
  readonly currency: string;
}

/** What a basket holds before anybody changes it. */
export const USUAL_BASKET: Readonly<Record<string, string>> = { "guji-1kg": "2", dripper: "1" };

/**
 * Prices the wanted quantities by SKU, each given as the text of a form field. What else the form holds does not matter.
 *
 * @returns null when a quantity is not a whole number from 0 to 20, or nothing is wanted
 */
export function priceOrder(fields: Readonly<Record<string, unknown>>): Order | null {
  const lines = CATALOGUE.map((product) => {
    const wanted = fields[product.sku] ?? "0";
    const quantity = typeof wanted === "string" && /^\d{1,2}$/.test(wanted) ? Number(wanted) : Number.NaN;
    return { ...product, quantity, amount: product.price * quantity };
  });
  if (!lines.every(({ quantity }) => quantity <= MAX_QUANTITY)) return null;
  const goods = lines.reduce((sum, line) => sum + line.amount, 0);
  if (goods === 0) return null;
  const tax = Math.floor((goods * TAX_RATE_BPS) / 10_000);
  return { lines, goods, shipping: SHIPPING, tax, total: goods + SHIPPING + tax, currency: CURRENCY };
}

/** The same basket with one more or one less of a product. */
export function changed(fields: Readonly<Record<string, unknown>>, sku: string, by: 1 | -1): Record<string, unknown> {
  return { ...fields, [sku]: String(Number(fields[sku] ?? 0) + by) };
}
