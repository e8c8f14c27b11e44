/**
 * Takes the payments of a checkout: Node 20 or later and the package `@card-surcharge/element`. One function, from what the page sent
 * to the receipt; docs/integrate-server.md prints it and says why each step is there.
 *
 * Whatever is pressed, however often and in however many tabs, an order is charged once, and nobody pays a surcharge
 * that they were not shown.
 */
import {
  amountsRequest,
  chargePlan,
  offerHtml,
  readAmounts,
  readTransaction,
  transactionRequest,
} from "@card-surcharge/element/verify";

/** A bank may take minutes; whoever gives up sooner does not know whether it was charged. */
const GATEWAY_TIMEOUT_MS = 180_000;

/** What the shopper reads, by what helps. */
const WORDS = {
  quote_again: "The payment details have changed. Please press Pay to see what it costs now.",
  new_token: "The card was not taken. Please enter it again, or another one.",
  press_again: "The card could not be checked just now. Please press Pay again.",
  fix_server: "Your payment could not be taken. We have been told.",
  declined: "The card was declined. Please enter another card.",
  no_answer: "The payment got no answer. Please press Pay again.",
};
const STATUS = { press_again: 503, fix_server: 500, declined: 402, no_answer: 502 };

/**
 * @param {object} shop
 * @param {string} shop.merchant your id, such as `mch_demo`
 * @param {"test" | "live"} shop.env
 * @param {{ origin: string, serverKey: string }} shop.service
 * @param {{ origin: string, secretKey: string }} shop.gateway
 * @param {import("./orders.mjs").Orders} shop.orders
 * @param {(what: object) => void} [shop.report] tells a person; never holds card data or a token
 * @returns {(orderId: string, form: { token: string, quote: string }) => Promise<Response>}
 */
export function createCheckout({ merchant, env, service, gateway, orders, report = console.error }) {
  const page = (html, status = 200) =>
    new Response(html, {
      status,
      headers: { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" },
    });
  /** Of an order with a try that got no answer, nobody may say that nothing was charged. */
  const refuse = (advice, { unansweredKey }) => {
    const charged = unansweredKey === null ? "Nothing was charged." : "This order is never charged twice.";
    return page(`<p>${WORDS[advice]} ${charged}</p>`, STATUS[advice] ?? 409);
  };
  const receipt = ({ id }) => new Response(null, { status: 303, headers: { Location: `/orders/${id}` } });

  /** The HTTP status and the parsed body, as readAmounts and readTransaction take them; 0 where none came. */
  async function post(path, body) {
    try {
      const response = await fetch(gateway.origin + path, {
        method: "POST",
        headers: { "Content-Type": "application/json", Authorization: gateway.secretKey },
        body: JSON.stringify(body),
        redirect: "manual",
        signal: AbortSignal.timeout(GATEWAY_TIMEOUT_MS),
      });
      return [response.status, await response.json()];
    } catch {
      return [0, null];
    }
  }

  async function pay(order, { token, quote }) {
    if (order.paid) return receipt(order);
    // Facts are what the server knows by itself: nothing here but the token came from the page.
    const { baseAmount, currency, country, state, shipTo, surchargeTaxRate, declines, unansweredKey } = order;
    const sale = { merchant, env, subject: { token }, baseAmount, currency, country, state, shipTo, surchargeTaxRate };
    const plan = await chargePlan({ quote, facts: sale, service, declines, unansweredKey });
    if (plan.kind === "offer") {
      const fields = { order: order.id, token };
      return page(offerHtml(plan.answer, { action: "/pay", fields, anotherCard: `/checkout/${order.id}` }));
    }
    if (plan.kind === "refuse") {
      if (plan.advice === "fix_server") report(plan);
      return refuse(plan.advice, order);
    }
    return charge(order, plan, token);
  }

  async function charge(order, plan, token) {
    const { country, state } = order;
    const card = { payment: { token }, country, state };
    const amounts = readAmounts(...(await post("/api/calculate/amounts", amountsRequest(plan, card))));
    if (amounts.kind !== "amounts") return refuse(amounts.kind === "not_taken" ? "new_token" : "press_again", order);
    const request = transactionRequest(plan, { ...card, amounts: amounts.amounts });
    if (request.kind === "refuse") {
      // The gateway adds a surcharge of its own, say.
      report(request);
      return refuse("fix_server", order);
    }
    // Kept before the gateway is asked: a try that gets no answer, or ends with this process, is tried again as it was.
    order.unansweredKey = plan.idempotencyKey;
    order.tries.push({ ...plan, triedAt: new Date() });
    await orders.save(order);
    const sold = readTransaction(...(await post("/api/transaction", request.body)));
    switch (sold.kind) {
      case "approved":
        return settle(order, sold);
      case "partly_approved":
        // The void is what counts: without it the shopper has paid a part of an order that is not paid.
        if (!(await isVoided(sold.id))) report({ problem: "not_voided", transaction: sold.id });
        return decline(order);
      case "declined":
        return decline(order);
      case "not_taken":
        return refuse("new_token", order);
      case "no_answer":
        return refuse("no_answer", order);
    }
  }

  /** A repeated key brings the first try's charge, which may be of another amount: the receipt is of what was charged. */
  async function settle(order, { id, totalAmount }) {
    const charged = order.tries.findLast((tried) => tried.totalAmount === totalAmount);
    order.unansweredKey = null;
    // One token can be sent for two orders; its one charge pays for one of them.
    if (charged === undefined || !(await orders.claimTransaction(id, order.id))) {
      await orders.save(order);
      report({ problem: "charge_of_another_order", transaction: id, order: order.id });
      return refuse("new_token", order);
    }
    order.paid = { ...charged, transaction: id };
    await orders.save(order);
    return receipt(order);
  }

  /** Known to have charged nothing: the next try is a new one. */
  async function decline(order) {
    order.declines += 1;
    order.unansweredKey = null;
    await orders.save(order);
    return refuse("declined", order);
  }

  async function isVoided(id) {
    const [, body] = await post(`/api/transaction/${encodeURIComponent(id)}/void`, {});
    return body?.status === "success";
  }

  return (orderId, form) => orders.alone(orderId, (order) => pay(order, form));
}
