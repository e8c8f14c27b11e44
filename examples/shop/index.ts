/** The sample shop's server: its page, its prices, and the one place that charges. */

import widget from "card-surcharge/widget.json";
import { Hono } from "hono";
import { sell } from "./gateway.ts";
import { type Order, priceOrder } from "./orders.ts";
import { type PlaceGiven, termsFor } from "./terms.ts";

interface ShopBindings {
  readonly PRODUCT_ORIGIN: string;
  readonly GATEWAY_ORIGIN: string;
  readonly MERCHANT: string;
  readonly SERVER_KEY: string;
  readonly GATEWAY_PUBLIC_KEY: string;
  readonly GATEWAY_SECRET_KEY: string;
  readonly PAGE: Fetcher;
}

const shop = new Hono<{ Bindings: ShopBindings }>();

/** What a checkout with this product needs, and nothing else. */
const pagePolicy = ({ PRODUCT_ORIGIN: product, GATEWAY_ORIGIN: gateway }: ShopBindings) =>
  [
    "default-src 'none'",
    `script-src 'self' ${product} ${gateway}`,
    // The Tokenizer client sets its frame's size by inline style.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self'",
    `connect-src 'self' ${product}`,
    `frame-src ${gateway} ${product}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");

shop.get("/", async (c) => {
  const page = await (await c.env.PAGE.fetch(new URL("/index.html", c.req.url))).text();
  const values: Record<string, string> = {
    gateway: c.env.GATEWAY_ORIGIN,
    publicKey: c.env.GATEWAY_PUBLIC_KEY,
    widget: `${c.env.PRODUCT_ORIGIN}${widget.module.path}`,
    integrity: widget.module.integrity,
  };
  return c.html(
    page.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? ""),
    200,
    { "Content-Security-Policy": pagePolicy(c.env), "X-Content-Type-Options": "nosniff" },
  );
});

type Fields = Record<string, unknown>;

const text = (fields: Fields, name: string) => (typeof fields[name] === "string" ? fields[name] : "");

function orderOf(fields: Fields): Order | null {
  const { quantities } = fields;
  return typeof quantities === "object" && quantities !== null ? priceOrder(quantities as Fields) : null;
}

function shipToOf(fields: Fields): PlaceGiven | null {
  const country = text(fields, "shipCountry");
  return country === "" ? null : { country, state: text(fields, "shipState") };
}

shop.post("/api/price", async (c) => {
  const order = orderOf(await c.req.json<Fields>());
  return order === null ? c.json({ problem: "invalid_order" }, 400) : c.json(order);
});

shop.post("/api/pay", async (c) => {
  const fields = await c.req.json<Fields>();
  const order = orderOf(fields);
  const token = text(fields, "paymentToken");
  if (order === null || token === "") return c.json({ problem: "invalid_order" }, 400);
  const billing = { country: text(fields, "country"), state: text(fields, "state") };
  const request: typeof fetch = (input, init) => fetch(input, init);
  const terms = await termsFor(
    {
      token,
      quote: text(fields, "surchargeQuote"),
      base: order.total,
      currency: order.currency,
      billing,
      shipTo: shipToOf(fields),
    },
    { origin: c.env.PRODUCT_ORIGIN, merchant: c.env.MERCHANT, serverKey: c.env.SERVER_KEY, fetch: request },
  );
  if (terms.kind === "refuse") return c.json({ problem: terms.problem }, 409);
  const sale = await sell(
    { origin: c.env.GATEWAY_ORIGIN, secretKey: c.env.GATEWAY_SECRET_KEY, fetch: request },
    {
      token,
      base: order.total,
      surcharge: terms.surcharge,
      currency: order.currency,
      ...billing,
      idempotencyKey: terms.idempotencyKey,
    },
  );
  if (sale.kind !== "approved") return c.json({ problem: sale.kind }, sale.kind === "failed" ? 502 : 402);
  return c.json({
    order,
    surcharge: terms.surcharge > 0 ? { amount: terms.surcharge, rateBps: terms.rateBps } : null,
    payment: { id: sale.id, card: sale.card },
  });
});

shop.get("*", (c) => c.env.PAGE.fetch(c.req.raw));

export default shop;
