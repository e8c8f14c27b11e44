/** The orders of the sample, kept in memory. Each function says what a database has to do in its place. */

/**
 * @typedef {object} Order
 * @property {string} id
 * @property {number} baseAmount what it costs without a surcharge, sales tax included, in minor units
 * @property {string} currency
 * @property {string} country the billing place
 * @property {string | null} state
 * @property {{ country: string, state?: string } | null} shipTo
 * @property {number | null} surchargeTaxRate of your tax engine, where you tax surcharges: 8875 is 8.875 %
 * @property {number} declines how many tries were declined
 * @property {string | null} unansweredKey of a try that got no answer
 * @property {import("@card-surcharge/element/verify").PlannedCharge[]} tries what was sent to the gateway
 * @property {(import("@card-surcharge/element/verify").PlannedCharge & { transaction: string }) | null} paid
 */

/**
 * @typedef {object} Orders
 * @property {<Result>(id: string, work: (order: Order) => Promise<Result>) => Promise<Result>} alone
 * @property {(order: Order) => Promise<void>} save
 * @property {(transaction: string, orderId: string) => Promise<boolean>} claimTransaction
 */

/**
 * @param {(id: string) => Omit<Order, "id" | "declines" | "unansweredKey" | "tries" | "paid">} price what an order is of:
 *   yours reads the cart
 * @returns {Orders & { find: (id: string) => Order }}
 */
export function memoryOrders(price) {
  /** @type {Map<string, Order>} */
  const orders = new Map();
  /** @type {Map<string, Promise<unknown>>} */
  const working = new Map();
  /** @type {Map<string, string>} */
  const transactions = new Map();

  /** @param {string} id */
  function find(id) {
    const order = orders.get(id) ?? { ...price(id), id, declines: 0, unansweredKey: null, tries: [], paid: null };
    orders.set(id, order);
    return order;
  }

  return {
    find,
    /** One press on Pay after the other. A database: `SELECT ... FOR UPDATE` on the order's row, or a lock by its id. */
    alone(id, work) {
      const done = (working.get(id) ?? Promise.resolve()).then(() => work(find(id)));
      working.set(
        id,
        done.catch(() => undefined),
      );
      return done;
    },
    /** Here every change is kept at once. A database: an UPDATE that is committed before this resolves. */
    async save() {},
    /** False where another order has it. A database: a unique index on the gateway's transaction id. */
    async claimTransaction(transaction, orderId) {
      const owner = transactions.get(transaction) ?? orderId;
      transactions.set(transaction, owner);
      return owner === orderId;
    },
  };
}
