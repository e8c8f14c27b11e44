/**
 * Where an element's answers come from: a token or a server-made answer that the page sets, or what the card form
 * tells. One source at a time: what an older one gave is forgotten.
 */
import type { Checkout } from "../checkout/checkout.ts";
import { isRecord } from "../is-record.ts";
import { type AskedSale, readAnswer } from "../service/read-answer.ts";
import type { CardFormListener } from "../tokenizer/client.ts";
import { readPreview } from "../tokenizer/preview.ts";

/** What a token looks like; a card number is none. */
const TOKEN = /^(?!\d{12,19}$)[\w-]{16,64}$/;

const textOf = (value: unknown) => (typeof value === "string" ? value : null);

interface Page {
  /** What a server-made answer must be about. */
  readonly asked: () => AskedSale;
  readonly reportFault: (message: string) => void;
}

export class Sources {
  readonly #checkout: Checkout;
  readonly #page: Page;
  #token: string | null = null;
  #answer: string | object | null = null;
  #hasBadToken = false;
  /** True until the task in which it was set has ended: what else is set in it is part of the same sale. */
  #isAnswerNew = false;

  constructor(checkout: Checkout, page: Page) {
    this.#checkout = checkout;
    this.#page = page;
  }

  get token(): string | null {
    return this.#token;
  }

  get answer(): string | object | null {
    return this.#answer;
  }

  /** True for what is no token: it may be a card number, and is neither sent nor put into the form. */
  get hasBadToken(): boolean {
    return this.#hasBadToken;
  }

  /** @returns false when it changes nothing */
  setToken(value: unknown): boolean {
    const token = textOf(value)?.trim() || null;
    // A framework that binds both sets the one that is not used to null: that says nothing about the other.
    if (token === null && this.#token === null) return false;
    this.#token = token;
    this.#answer = null;
    return true;
  }

  /** @returns false when it changes nothing */
  setAnswer(value: string | object | null): boolean {
    const answer = value || null;
    if (answer === null && this.#answer === null) return false;
    this.#answer = answer;
    this.#token = null;
    this.#isAnswerNew = true;
    queueMicrotask(() => (this.#isAnswerNew = false));
    return true;
  }

  /** Uses what the page has set, or starts afresh. */
  use(): void {
    this.#hasBadToken = false;
    if (this.#token !== null) this.#useToken(this.#token);
    else if (this.#answer !== null) this.#useAnswer(this.#answer);
    else this.#checkout.reset();
  }

  /** The sale is another one: what answered the former is wiped, and what was set together with it is judged anew. */
  saleChanged(): void {
    if (this.#answer !== null && this.#isAnswerNew) this.#useAnswer(this.#answer);
    else {
      // It was about another sale: not even a reconnected element shows it again.
      this.#answer = null;
      this.#checkout.changed();
    }
  }

  forget(): void {
    this.#token = null;
    this.#answer = null;
    this.#hasBadToken = false;
  }

  /** What the card form tells. */
  readonly listener: CardFormListener = {
    validCard: (card) => {
      this.forget();
      this.#checkout.card(readPreview(card));
    },
    onPaymentChange: (method) => {
      if (method === "card" || (isRecord(method) && method["type"] === "card")) this.listener.validCard(null);
      else this.#checkout.method();
    },
    achOnChange: () => this.#checkout.method(),
    pressed: () => this.#checkout.pressed(),
    success: (response, deliver) => {
      const token = textOf(response.token);
      this.forget();
      // What another method gives has a form of its own.
      if (this.#checkout.state.source.kind !== "method") this.#check(token);
      this.#checkout.success(token, deliver);
    },
    failure: ({ status, msg, invalid }) => {
      const fields = Array.isArray(invalid) ? invalid.map(String) : [];
      const words = fields.length > 0 ? `not valid: ${fields.join(", ")}` : `the Tokenizer says ${String(status)}`;
      this.#checkout.failure(String(status), textOf(msg) || words, fields);
    },
  };

  /** No message has its value: it may be a card number. */
  #check(token: string | null): void {
    this.#hasBadToken = token !== null && !TOKEN.test(token);
    if (this.#hasBadToken) this.#page.reportFault("token must be 16-64 of A-Z a-z 0-9 _ -");
  }

  #useToken(token: string): void {
    this.#check(token);
    if (this.#hasBadToken) this.#checkout.reset();
    else this.#checkout.useToken(token);
  }

  #useAnswer(given: string | object): void {
    let value: unknown = null;
    try {
      // An object is copied, so that it stays the page's own.
      value = JSON.parse(typeof given === "string" ? given : JSON.stringify(given));
    } catch {}
    this.#checkout.useAnswer(() => {
      const answer = readAnswer(value, this.#page.asked());
      if (answer === null) console.error("<card-surcharge> answer: malformed, or not what was asked");
      return answer;
    });
  }
}
