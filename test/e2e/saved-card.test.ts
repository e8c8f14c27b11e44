/** A saved card, from the merchant's own question to the charge: by the package, the Worker and the sandbox's vault. */
import { beforeEach, expect, test } from "vitest";
import type { ServerLookupAnswer } from "../../contract/lookup.ts";
import {
  amountsRequest,
  type ChargePlan,
  chargePlan,
  readAmounts,
  readTransaction,
  transactionRequest,
} from "../../contract/server.ts";
import { origins, postJson, resetSandbox, transactions } from "../support/shopper/shopper.ts";

const CUSTOMER = "btfgqeia1g3tt4mhd5f0";
const USUAL_CREDIT_CARD = "btfgqeia1g3tt4mhd5eg";
const DEBIT_CARD = "btfgqeia1g3tt4mhd5fg";
const SALE = { country: "US", state: "IL", baseAmount: 12_500, currency: "USD" };

beforeEach(resetSandbox);

async function askAbout(question: object): Promise<ServerLookupAnswer> {
  const key = { Authorization: "Bearer sk_sandbox_demo" };
  return (await postJson(`${origins().product}/v1/server/lookup`, { ...SALE, ...question }, key)).json() as never;
}

interface Paying {
  readonly paymentMethodId: string;
  readonly orderRef: string;
  readonly quote?: string;
}

const planFor = ({ paymentMethodId, orderRef, quote }: Paying): Promise<ChargePlan> =>
  chargePlan({
    quote,
    facts: {
      merchant: "mch_demo",
      env: "test",
      subject: { customerId: CUSTOMER, paymentMethodId },
      orderRef,
      ...SALE,
    },
    service: { origin: origins().product, serverKey: "sk_sandbox_demo" },
  });

async function toGateway(path: string, body: object): Promise<[number, unknown]> {
  const response = await postJson(`${origins().sandbox}/api/${path}`, body, { Authorization: "api_sandbox_demo" });
  return [response.status, await response.json()];
}

/** Makes both calls, as planned, and says what became of it. */
async function charge(plan: ChargePlan, paymentMethodId: string) {
  if (plan.kind !== "charge") throw new Error(`planned to ${plan.kind}`);
  const options = { payment: { customerId: CUSTOMER, paymentMethodId }, country: "US", state: "IL" };
  const amounts = readAmounts(...(await toGateway("calculate/amounts", amountsRequest(plan, options))));
  if (amounts.kind !== "amounts") throw new Error(amounts.kind);
  const request = transactionRequest(plan, { ...options, amounts: amounts.amounts });
  if (request.kind !== "request") throw new Error(request.problem);
  return readTransaction(...(await toGateway("transaction", request.body)));
}

test("is charged by the payment method that the answer names, once for each order", async () => {
  const orderRef = "A-1001";
  const { answer, paymentMethodId } = await askAbout({ customerId: CUSTOMER, orderRef });
  expect(paymentMethodId).toBe(USUAL_CREDIT_CARD);
  const paying = { paymentMethodId: paymentMethodId ?? "", orderRef, quote: answer.quote };
  const first = await charge(await planFor(paying), USUAL_CREDIT_CARD);
  expect(first).toMatchObject({ kind: "approved", totalAmount: 12_875 });

  const { answer: again } = await askAbout({ customerId: CUSTOMER, orderRef });
  expect(await charge(await planFor({ ...paying, quote: again.quote }), USUAL_CREDIT_CARD)).toEqual(first);
  expect(await transactions()).toMatchObject([{ amount: 12_875, surcharge: 375 }]);

  const { answer: other } = await askAbout({ customerId: CUSTOMER, orderRef: "A-1002" });
  await charge(await planFor({ ...paying, orderRef: "A-1002", quote: other.quote }), USUAL_CREDIT_CARD);
  expect(await transactions()).toHaveLength(2);
});

test("is offered first where no quote came, and a debit card never", async () => {
  const orderRef = "A-1003";
  expect(await planFor({ paymentMethodId: USUAL_CREDIT_CARD, orderRef })).toMatchObject({
    kind: "offer",
    answer: { surcharge: { totalAmount: 12_875 } },
  });
  const plan = await planFor({ paymentMethodId: DEBIT_CARD, orderRef });
  expect(plan).toMatchObject({ kind: "charge", why: "nothing_to_add", totalAmount: 12_500 });
  expect(await charge(plan, DEBIT_CARD)).toMatchObject({ kind: "approved", totalAmount: 12_500 });
});

test("is refused by another card's quote", async () => {
  const orderRef = "A-1004";
  const { answer } = await askAbout({ customerId: CUSTOMER, paymentMethodId: DEBIT_CARD, orderRef });
  expect(await planFor({ paymentMethodId: USUAL_CREDIT_CARD, orderRef, quote: answer.quote })).toMatchObject({
    kind: "refuse",
    problem: "wrong_subject",
    advice: "quote_again",
  });
});
