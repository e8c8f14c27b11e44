/**
 * Tells the service what became of the quotes that were charged by, for reports of what was collected. Run it every minute by
 * whatever runs jobs in your shop: no payment waits for it, and what could not be told today is told tomorrow.
 */
import { reportOutcome } from "@card-surcharge/element/verify";

/**
 * @typedef {object} Outbox what your database has to do: write an outcome down in the transaction that marks the order paid,
 *   refunded or voided, and keep it until it is done
 * @property {() => Promise<import("@card-surcharge/element/verify").ReportedOutcome[]>} due in the order in which they happened
 * @property {(id: string) => Promise<void>} done it is told, or never can be
 */

/**
 * @param {object} shop
 * @param {{ origin: string, serverKey: string }} shop.service
 * @param {Outbox} shop.outbox
 * @param {(what: object) => void} [shop.report] tells a person; never holds card data or a quote
 */
export async function reportOutcomes({ service, outbox, report = console.error }) {
  for (const outcome of await outbox.due()) {
    const { id, event } = outcome;
    const reply = await reportOutcome({ service, outcome });
    // All wait for the next run: a refund must not come before its capture.
    if (reply.kind === "again") return;
    if (reply.kind !== "taken") report({ problem: reply.kind, id, event, detail: reply.detail });
    await outbox.done(id);
  }
}
