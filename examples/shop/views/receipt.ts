/** The receipt of a paid order: what was bought, the surcharge on a line of its own, and how it was paid. */
import { html } from "hono/html";
import type { Receipt } from "../order-desk.ts";
import { layout, type Markup } from "./layout.ts";
import { paidOrder } from "./summary.ts";

export function receiptPage(receipt: Receipt): Markup {
  const { brand, lastFour, id } = receipt.payment;
  return layout({
    title: "Receipt",
    main: html`<main class="sheet narrow receipt">
      <h1>Thank you</h1>
      <p>Your order is on its way. This is your receipt.</p>
      ${paidOrder(receipt)}
      <p class="small">Paid with ${brand} ···· ${lastFour}<br>Payment ${id}</p>
      <form method="post" action="/orders"><button class="button">Start another order</button></form>
    </main>`,
  });
}
