/**
 * The checkout as a small server: `POST /pay` with `order`, `token` and `quote`, as a form sends them, and `GET /orders/ID`
 * with the receipt. Every order costs 125.00 USD here and goes to Illinois.
 *
 *     PORT=9000 SERVICE_ORIGIN=http://localhost:8787 SERVER_KEY=sk_sandbox_demo MERCHANT=mch_demo MERCHANT_ENV=test \
 *       GATEWAY_ORIGIN=http://localhost:8788 GATEWAY_KEY=api_sandbox_demo node recipes/node/server.mjs
 */
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { createCheckout } from "./checkout.mjs";
import { memoryOrders } from "./orders.mjs";

const { PORT = "9000", MERCHANT = "", MERCHANT_ENV, SURCHARGE_TAX_RATE } = process.env;
const { SERVICE_ORIGIN = "", SERVER_KEY = "", GATEWAY_ORIGIN = "", GATEWAY_KEY = "" } = process.env;

const orders = memoryOrders(() => ({
  baseAmount: 12_500,
  currency: "USD",
  country: "US",
  state: "IL",
  shipTo: null,
  surchargeTaxRate: SURCHARGE_TAX_RATE === undefined ? null : Number(SURCHARGE_TAX_RATE),
}));

const pay = createCheckout({
  merchant: MERCHANT,
  env: MERCHANT_ENV === "live" ? "live" : "test",
  service: { origin: SERVICE_ORIGIN, serverKey: SERVER_KEY },
  gateway: { origin: GATEWAY_ORIGIN, secretKey: GATEWAY_KEY },
  orders,
});

/** @param {import("node:http").IncomingMessage} request @returns {Promise<Response>} */
async function answer(request) {
  const { pathname } = new URL(request.url ?? "/", "http://localhost");
  if (request.method === "POST" && pathname === "/pay") {
    const form = new URLSearchParams(await text(request));
    const [order, token, quote] = ["order", "token", "quote"].map((name) => form.get(name) ?? "");
    return order === "" || token === ""
      ? new Response("order and token are needed", { status: 400 })
      : pay(order, { token, quote });
  }
  const id = /^\/orders\/([\w-]+)$/.exec(pathname)?.[1];
  const paid = id === undefined ? null : orders.find(id).paid;
  if (paid === null) return new Response("not paid", { status: 404 });
  const { baseAmount, surchargeAmount, surchargeTaxAmount, totalAmount, currency, transaction } = paid;
  return Response.json({
    order: id,
    baseAmount,
    surchargeAmount,
    surchargeTaxAmount,
    totalAmount,
    currency,
    transaction,
  });
}

const server = createServer(async (request, response) => {
  const { status, headers, body } = await answer(request).catch((error) => {
    console.error(error);
    return new Response("error", { status: 500 });
  });
  response.writeHead(status, Object.fromEntries(headers)).end(body === null ? "" : await text(body));
});
server.listen(Number(PORT), "127.0.0.1", () => console.log(`listening on http://127.0.0.1:${PORT}`));
