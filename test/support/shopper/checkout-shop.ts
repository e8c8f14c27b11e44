/** A checkout with a shopper, a page and a service, all of whose moves the test orders. */
import { expect } from "vitest";
import type { LookupAnswer } from "../../../contract/lookup.ts";
import { Checkout } from "../../../widget/checkout/checkout.ts";
import { type Decision, elementDecision } from "../../../widget/checkout/decision.ts";
import type { Deliver, Ports } from "../../../widget/checkout/ports.ts";
import type { Failure } from "../../../widget/service/service.ts";

/** What a card of the stand-in service gets at an amount; odd cards are debit. */
export function answerTo(card: number, amount: number): LookupAnswer {
  const isCredit = card % 2 === 0;
  const surchargeAmount = isCredit ? Math.floor((amount * 300) / 10_000) : 0;
  return {
    outcome: isCredit ? "surcharge" : "none",
    reason: isCredit ? "eligible" : "debit",
    card: { brand: "visa", brandName: "Visa", funding: isCredit ? "credit" : "debit", level: null, country: null },
    surcharge: {
      rateBps: isCredit ? 300 : 0,
      baseAmount: amount,
      surchargeAmount,
      surchargeTaxRate: 0,
      surchargeTaxAmount: 0,
      totalAmount: amount + surchargeAmount,
      currency: "USD",
      currencyDigits: 2,
    },
    message: `card ${card}`,
    disclosure: isCredit ? "added" : null,
    quote: `quote.${card}.${amount}`,
    ticket: null,
    expiresInSeconds: 110,
    requestId: "r",
  };
}

interface Delivered {
  readonly token: string;
  readonly status: string;
  readonly quote: string;
  readonly choices: number;
}

/** A checkout with a shopper, a page and a service, all of whose moves the test orders. */
export class Shop {
  amount = 1000;
  choices = 0;
  submits = 0;
  /** Each `review()` and each `submit()` of the page's. */
  presses = 0;
  card = 0;
  readonly delivered: Delivered[] = [];
  changes = 0;
  reviewedAt = -1;
  readonly open: {
    token: string;
    amount: number;
    turn: number;
    ticket: string | undefined;
    settle: (answer: LookupAnswer | Failure) => void;
  }[] = [];
  readonly checkout: Checkout;

  constructor() {
    const decide = (reason: Parameters<Ports["decide"]>[0]): Decision =>
      elementDecision(reason, reason, { baseAmount: this.amount, currency: "USD", currencyDigits: 2 });
    this.checkout = new Checkout({
      readiness: () => "ready",
      waits: () => {},
      // Aborting is not heard: a late answer must be dropped all the same.
      lookUp: (token, { ticket }) =>
        new Promise((settle) =>
          this.open.push({ token, amount: this.amount, turn: this.checkout.state.turn, ticket, settle }),
        ),
      form: () => ({ isThere: () => true, submit: () => this.submit() }),
      amount: () => undefined,
      decide,
      moved: () => {},
      tell: () => true,
      fail: () => {},
      now: () => Date.now(),
    });
  }

  type(card: number): void {
    this.card = card;
    this.changed();
    this.checkout.card(null);
  }

  changed(): void {
    this.changes++;
  }

  /** What the Tokenizer gives for the card as it is now. */
  get nextToken(): string {
    return `token-of-card-${this.card}-${this.changes}`;
  }

  submit(): void {
    this.submits++;
    const token = this.nextToken;
    const { changes, card } = this;
    const deliver: Deliver = ({ status, quote }) => {
      this.delivered.push({ token, status, quote, choices: this.choices });
      expect(card).toBe(this.card);
      // After a change nothing is handed over, unless the page has asked for a review since.
      expect([changes, this.reviewedAt]).toContain(this.changes);
    };
    this.checkout.success(token, deliver);
  }

  /** The page submits the Tokenizer by itself. */
  pay(): void {
    this.presses++;
    this.checkout.pressed();
    this.submit();
  }

  review(): void {
    this.reviewedAt = this.changes;
    this.presses++;
    void this.checkout.review(undefined).catch(() => {});
  }

  change(amount: number): void {
    if (amount === this.amount) return;
    this.amount = amount;
    this.changes++;
    this.checkout.changed();
  }

  accept(): void {
    this.choices++;
    this.checkout.accept();
  }

  answerOldest(): void {
    const call = this.open.shift();
    call?.settle(answerTo(Number(/\d+/.exec(call.token)?.[0]), call.amount));
  }
}
