/** `sales.json`: the key of a sale, and the keys of the tries after a decline. Null: refused. */
import { CARD, CUSTOMER, MERCHANT, ORDER, TOKEN } from "./parts/sale.ts";
import { saleKey } from "./parts/sale-key.ts";

const SAVED_CARD = { customerId: CUSTOMER, paymentMethodId: CARD, orderRef: ORDER };
const WITHOUT_ORDER = { customerId: CUSTOMER, paymentMethodId: CARD };
const OF_ITS_OWN = "0b6f9f5e-8f0a-4d6c-9b1e-2f3a4b5c6d7e";

const byToken = (merchant: string, token: string) => {
  return { merchant, of: { token }, sale: saleKey("token", merchant, token) };
};
const bySavedCard = (changes: Partial<typeof SAVED_CARD> = {}) => {
  const of = { ...SAVED_CARD, ...changes };
  return { merchant: MERCHANT, of, sale: saleKey("customer", MERCHANT, ...Object.values(of)) };
};

const REFUSED = [
  WITHOUT_ORDER,
  { ...WITHOUT_ORDER, orderRef: "" },
  { ...WITHOUT_ORDER, orderRef: null },
  { ...WITHOUT_ORDER, orderRef: 1001 },
  { customerId: CUSTOMER, orderRef: ORDER },
  { paymentMethodId: CARD, orderRef: ORDER },
  { token: "" },
  { token: 12 },
  { token: TOKEN, ...SAVED_CARD },
  { token: TOKEN, paymentMethodId: CARD },
  { token: TOKEN, customerId: 12 },
  { token: " " },
  {},
];

const SALE = saleKey("token", MERCHANT, TOKEN);
const afterDeclines = (sale: string, declines: number) => {
  return { sale, declines, key: saleKey("retry", sale, String(declines)) };
};
const refusedTry = (sale: string, declines: unknown) => ({ sale, declines, key: null });

export default () => ({
  sales: [
    byToken(MERCHANT, TOKEN),
    byToken("mch_other", TOKEN),
    byToken(MERCHANT, `${TOKEN}-_`),
    bySavedCard(),
    bySavedCard({ orderRef: "A-1002" }),
    bySavedCard({ customerId: `${CUSTOMER}${CARD[0]}`, paymentMethodId: CARD.slice(1) }),
    bySavedCard({ customerId: "Zoë-42" }),
    { ...byToken(MERCHANT, TOKEN), of: { token: TOKEN, customerId: null, paymentMethodId: null, orderRef: null } },
    { ...bySavedCard(), of: { token: null, ...SAVED_CARD } },
    { ...bySavedCard(), of: { token: " ", ...SAVED_CARD } },
    ...REFUSED.map((of) => ({ merchant: MERCHANT, of, sale: null })),
    { merchant: "", of: { token: TOKEN }, sale: null },
  ],
  tries: [
    { sale: SALE, declines: 0, key: SALE },
    ...[1, 2, 10, 1_000_000].map((declines) => afterDeclines(SALE, declines)),
    afterDeclines(OF_ITS_OWN, 1),
    ...[-1, 0.5, "1", null].map((declines) => refusedTry(SALE, declines)),
    refusedTry(SALE.toUpperCase(), 1),
    refusedTry("A-1001", 0),
    refusedTry(`${SALE}\n`, 0),
  ],
});
