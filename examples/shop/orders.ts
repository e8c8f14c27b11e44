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
const MAX_QUANTITY = 20;

/** The currency of every price in the shop. */
export const CURRENCY = "USD";

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

/**
 * Prices the wanted quantities by SKU.
 *
 * @returns null when a SKU is not sold here, or a quantity is not a whole number from 0 to 20, or nothing is wanted
 */
export function priceOrder(quantities: Readonly<Record<string, unknown>>): Order | null {
  if (Object.keys(quantities).some((sku) => !CATALOGUE.some((product) => product.sku === sku))) return null;
  const lines = CATALOGUE.map((product) => {
    const quantity = quantities[product.sku] ?? 0;
    return { ...product, quantity: Number(quantity), amount: product.price * Number(quantity) };
  });
  const isOrderable = ({ quantity }: OrderLine) =>
    Number.isInteger(quantity) && quantity >= 0 && quantity <= MAX_QUANTITY;
  if (!lines.every(isOrderable)) return null;
  const goods = lines.reduce((sum, line) => sum + line.amount, 0);
  if (goods === 0) return null;
  const tax = Math.floor((goods * TAX_RATE_BPS) / 10_000);
  return { lines, goods, shipping: SHIPPING, tax, total: goods + SHIPPING + tax, currency: CURRENCY };
}
