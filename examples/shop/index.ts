/** The sample shop's server: its pages, its prices, and the one place that charges. */

import { offerHtml } from "@card-surcharge/element/verify";
import widget from "@card-surcharge/element/widget.json";
import { type Context, Hono } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import type { OrderDesk, Problem, ShopBindings } from "./order-desk.ts";
import { changed, ORDER_FIELDS, type Order, priceOrder, USUAL_ORDER } from "./orders.ts";
import { checkoutPage } from "./views/checkout.ts";
import { notice, offerPage } from "./views/layout.ts";
import { receiptPage } from "./views/receipt.ts";
import { basket } from "./views/summary.ts";

export { OrderDesk } from "./order-desk.ts";

type ShopEnv = { Bindings: ShopBindings };
type Fields = Record<string, unknown>;

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

/** What a shopper reads when a payment did not go through. */
const WORDS: Readonly<Record<Problem | "invalid_order" | "no_card", string>> = {
  quote_refused: "The payment details have changed. Nothing was charged. Press Pay to see what it costs now.",
  card_expired: "The card check has expired. Nothing was charged. Press Pay to check the card again.",
  busy: "The card could not be checked just now. Nothing was charged. Please press Pay again.",
  declined: "The card was declined. Nothing was charged. Use another card, or press Pay to try this one again.",
  total_differs: "The total could not be confirmed, so nothing was charged. Please press Pay again.",
  not_taken: "The card was not taken. Nothing was charged. Press Pay to try again.",
  no_answer: "The payment got no answer. Press Pay to try again: this order is never charged twice.",
  cannot_charge: "The shop cannot take cards just now. Nothing was charged. Please try again later.",
  invalid_order: "This order could not be priced. Nothing was charged. Please reload the page.",
  no_card: "There is no card yet. Nothing was charged.",
};
const STATUSES: Partial<Record<keyof typeof WORDS, 400 | 402 | 500 | 502 | 503>> = {
  invalid_order: 400,
  no_card: 400,
  declined: 402,
  cannot_charge: 500,
  no_answer: 502,
  busy: 503,
};

const UUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/;
const ORDER_COOKIE = "order";
/** Of a basket that is sent without script, and so without the address beside it. */
const USUAL_PLACE = { country: USUAL_ORDER["country"], state: USUAL_ORDER["state"] };

const shop = new Hono<ShopEnv>();

shop.use(async (c, next) => {
  await next();
  c.res = new Response(c.res.body, c.res);
  c.res.headers.set("X-Content-Type-Options", "nosniff");
  c.res.headers.set("Content-Security-Policy", pagePolicy(c.env));
});

const text = (fields: Fields, name: string) => (typeof fields[name] === "string" ? fields[name] : "");

const deskOf = (env: ShopBindings, orderId: string): DurableObjectStub<OrderDesk> => env.ORDERS.getByName(orderId);

/** A script of ours asks for JSON; a form that was sent without one gets a page. */
const isScript = (c: Context<ShopEnv>) => c.req.header("Accept") === "application/json";

function showCheckout(c: Context<ShopEnv>, orderId: string, order: Order) {
  return c.html(
    checkoutPage({
      orderId,
      order,
      merchant: c.env.MERCHANT,
      gateway: c.env.GATEWAY_ORIGIN,
      gatewayKey: c.env.GATEWAY_PUBLIC_KEY,
      element: { src: `${c.env.PRODUCT_ORIGIN}${widget.module.path}`, integrity: widget.module.integrity },
    }),
    200,
    { "Cache-Control": "no-store" },
  );
}

/** The order that this browser is about to pay: the same in every tab, until it is paid and another is wanted. */
function orderIdOf(c: Context<ShopEnv>): string {
  const known = getCookie(c, ORDER_COOKIE) ?? "";
  if (UUID.test(known)) return known;
  const orderId = crypto.randomUUID();
  setCookie(c, ORDER_COOKIE, orderId, { path: "/", httpOnly: true, sameSite: "Lax" });
  return orderId;
}

shop.get("/", async (c) => {
  const orderId = orderIdOf(c);
  const usual = priceOrder(USUAL_ORDER);
  if (usual === null) throw new Error("the usual order has no price");
  return (await deskOf(c.env, orderId).isPaid())
    ? c.redirect(`/orders/${orderId}`, 303)
    : showCheckout(c, orderId, usual);
});

shop.post("/basket", async (c) => {
  const fields = { ...USUAL_PLACE, ...(await c.req.parseBody()) };
  const [more, less] = [text(fields, "more"), text(fields, "less")];
  const wanted = more || less ? changed(fields, more || less, more ? 1 : -1) : fields;
  const order = priceOrder(wanted) ?? priceOrder(fields);
  if (order === null) return refuse(c, "invalid_order");
  return isScript(c) ? c.json({ summary: String(await basket(order)) }) : showCheckout(c, orderIdOf(c), order);
});

function refuse(c: Context<ShopEnv>, problem: keyof typeof WORDS) {
  const status = STATUSES[problem] ?? 409;
  const message = WORDS[problem];
  return isScript(c) ? c.json({ problem, message }, status) : c.html(notice("Not paid", message), status);
}

shop.post("/pay", async (c) => {
  const fields = await c.req.parseBody();
  const orderId = text(fields, "order");
  const order = priceOrder(fields);
  if (!UUID.test(orderId) || order === null) return refuse(c, "invalid_order");
  const token = text(fields, "token");
  if (token === "") return refuse(c, "no_card");
  const settled = await deskOf(c.env, orderId).pay(orderId, { token, quote: text(fields, "quote"), order });
  if (settled.kind === "refused") return refuse(c, settled.problem);
  if (settled.kind === "offer") {
    const sent = ["order", "token", ...ORDER_FIELDS].filter((name) => text(fields, name) !== "");
    const offer = offerHtml(settled.answer, {
      action: "/pay",
      fields: Object.fromEntries(sent.map((name) => [name, text(fields, name)])),
      anotherCard: "/",
    });
    return isScript(c) ? c.json({ problem: "offer", offer }, 409) : c.html(offerPage(offer), 409);
  }
  const receipt = `/orders/${orderId}`;
  return isScript(c) ? c.json({ receipt }) : c.redirect(receipt, 303);
});

shop.get("/orders/:id", async (c) => {
  const orderId = c.req.param("id");
  const receipt = UUID.test(orderId) ? await deskOf(c.env, orderId).receipt() : null;
  return receipt === null ? c.notFound() : c.html(receiptPage(receipt), 200, { "Cache-Control": "no-store" });
});

/** The next order starts when the shopper asks for it, not when a page is loaded again. */
shop.post("/orders", (c) => {
  setCookie(c, ORDER_COOKIE, crypto.randomUUID(), { path: "/", httpOnly: true, sameSite: "Lax" });
  return c.redirect("/", 303);
});

shop.get("*", async (c, next) => {
  const file = await c.env.PAGE.fetch(c.req.raw);
  return file.status === 404 ? next() : file;
});

shop.notFound((c) => c.html(notice("Not found", "There is no such page in this shop."), 404));

shop.onError((error, c) => {
  console.error(error.stack ?? error.message);
  return refuse(c, "no_answer");
});

export default shop;
