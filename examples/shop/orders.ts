/** The shop's goods and prices. Prices live here, on the server: a page says what it wants and where, never what it costs. */
import { type Place, readPlace } from "./places.ts";
import { salesTaxOn, surchargeTaxRateAt } from "./taxes.ts";

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
/** Of one product. */
export const MAX_QUANTITY = 20;

/** Of every price in the shop. */
const CURRENCY = "USD";

export interface OrderLine extends Product {
  readonly quantity: number;
  readonly amount: number;
}

/** A priced order; every amount in US cents. `total` is goods, shipping and sales tax: the base of a surcharge. */
export interface Order {
  readonly lines: readonly OrderLine[];
  readonly goods: number;
  readonly shipping: number;
  readonly tax: number;
  readonly total: number;
  readonly currency: string;
  readonly billing: Place;
  /** Where the goods go, if not to the billing place. */
  readonly shipTo: Place | null;
  /** Of the sales tax on a surcharge, in thousandths of a percent; 0 for none. */
  readonly surchargeTaxRate: number;
}

/** An order with what is paid on top. Amounts in US cents. */
export interface Bill {
  readonly order: Order;
  readonly surcharge: { readonly amount: number; readonly rateBps: number; readonly tax: number } | null;
}

/** What was sold. */
export interface Sold extends Bill {
  /** That it was charged by: refunds are shared out by it, months later. Null where there was none. */
  readonly quote: string | null;
}

/** What the checkout is filled in with before anybody changes it. */
export const USUAL_ORDER: Readonly<Record<string, string>> = {
  "guji-1kg": "2",
  dripper: "1",
  country: "US",
  state: "IL",
};

/** The fields of a form that {@link priceOrder} reads. */
export const ORDER_FIELDS: readonly string[] = [
  ...CATALOGUE.map(({ sku }) => sku),
  "country",
  "state",
  "shipCountry",
  "shipState",
];

/**
 * Prices the wanted quantities by SKU, each given as the text of a form field, for the places of the same form. What else the
 * form holds does not matter.
 *
 * @returns null when a quantity is not a whole number from 0 to 20, nothing is wanted, or the shop does not sell there
 */
export function priceOrder(fields: Readonly<Record<string, unknown>>): Order | null {
  const lines = CATALOGUE.map((product) => {
    const wanted = fields[product.sku] ?? "0";
    const quantity = typeof wanted === "string" && /^\d{1,2}$/.test(wanted) ? Number(wanted) : Number.NaN;
    return { ...product, quantity, amount: product.price * quantity };
  });
  if (!lines.every(({ quantity }) => quantity <= MAX_QUANTITY)) return null;
  const goods = lines.reduce((sum, line) => sum + line.amount, 0);
  const billing = readPlace(fields["country"], fields["state"]);
  const shipTo = fields["shipCountry"] === undefined ? null : readPlace(fields["shipCountry"], fields["shipState"]);
  if (goods === 0 || billing === null || (shipTo === null && fields["shipCountry"] !== undefined)) return null;
  const delivery = shipTo ?? billing;
  const tax = salesTaxOn(goods, delivery);
  const total = goods + SHIPPING + tax;
  const surchargeTaxRate = surchargeTaxRateAt(delivery);
  return { lines, goods, shipping: SHIPPING, tax, total, currency: CURRENCY, billing, shipTo, surchargeTaxRate };
}

/** The same basket with one more or one less of a product. */
export function changed(fields: Readonly<Record<string, unknown>>, sku: string, by: 1 | -1): Record<string, unknown> {
  return { ...fields, [sku]: String(Number(fields[sku] ?? 0) + by) };
}
