/** How a sale is put into requests: a page's and a server's lookup, a capture, an operator's reads. */
import { ORIGIN } from "../bench/lookup-ask.mjs";
import { amountsOf, expectedOf, type Sale } from "./checks.ts";
import type { Ask } from "./client.ts";

type Headers = Readonly<Record<string, string>>;

export const pageHeaders = { "Content-Type": "application/json", Origin: ORIGIN };
const serverHeaders = { "Content-Type": "application/json", Authorization: "Bearer sk_sandbox_demo" };
export const operatorHeaders = { "Content-Type": "application/json", Authorization: "Bearer ak_sandbox_demo" };

export const get = (path: string, headers: Headers = {}): Ask => ({ method: "GET", path, headers });

export const serverPost = (path: string, body: object): Ask => ({
  method: "POST",
  path,
  headers: serverHeaders,
  body: JSON.stringify(body),
});

/** What a lookup says of a sale, but for whose it is. */
export const lookupBody = ({ token, place, baseAmount, surchargeTaxRate }: Sale) => ({
  token,
  country: place.country,
  ...(place.state === undefined ? {} : { state: place.state }),
  baseAmount,
  currency: "USD",
  ...(surchargeTaxRate === 0 ? {} : { surchargeTaxRate }),
});

/** Reports the capture of all that a quote allows. @param id of the event */
export const captureOf = (sale: Sale, quote: string, id: string): Ask =>
  serverPost("/v1/server/outcomes", {
    quote,
    event: "captured",
    id,
    baseAmount: sale.baseAmount,
    ...amountsOf(sale, expectedOf(sale).rateBps),
  });
