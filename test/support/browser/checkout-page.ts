/**
 * A checkout page for tests: the published Tokenizer client over a small iframe page that speaks its protocol, and a
 * stand-in for the service. Each test builds its own.
 */
import Tokenizer from "fluidpay-tokenizer";
import { vi } from "vitest";
import type { LookupAnswer } from "../../../contract/lookup.ts";
import type { Policy } from "../../../contract/policy.ts";
import { defineCardSurcharge } from "../../../widget/define.ts";
import type { CardSurchargeElement } from "../../../widget/element.ts";
import { quoted } from "../service/quote-text.ts";

export const ENDPOINT = "https://service.example";
export const TOKEN = "Z2a87b7wk9PHzwl2RZLvslq1UzjzjHl1";
export const OTHER_TOKEN = "Q2a87b7wk9PHzwl2RZLvslq1UzjzjHl2";

/** The iframe's page: `tell(event, data)` speaks to the client; what the client says is kept in `heard`. */
const FRAME_PAGE = `<!doctype html><title>card</title><input aria-label="number"><script>
  let id = ""; window.heard = [];
  window.tell = (event, data) => parent.postMessage(JSON.stringify({ id, event, data }), "*");
  addEventListener("message", ({ data }) => {
    const message = JSON.parse(data);
    heard.push(message.event);
    if (message.event === "setSettings") { id = message.data.id; window.settled = true; }
    if (message.event === "submit" && window.reply) tell("submission", window.reply());
  });
</script>`;

export const VISA_CREDIT: LookupAnswer = quoted({
  outcome: "surcharge",
  reason: "eligible",
  card: { brand: "visa", brandName: "Visa", funding: "credit", level: "consumer", country: "US" },
  surcharge: {
    rateBps: 300,
    baseAmount: 12500,
    surchargeAmount: 375,
    surchargeTaxRate: 0,
    surchargeTaxAmount: 0,
    totalAmount: 12875,
    currency: "USD",
    currencyDigits: 2,
  },
  message: "Identified as Visa credit. A surcharge of $3.75 (3%) is added, new total $128.75.",
  disclosure: "The store adds this surcharge of $3.75 (3%).",
  ticket: null,
  expiresInSeconds: 110,
  requestId: "req_1",
});

export const VISA_DEBIT: LookupAnswer = quoted({
  ...VISA_CREDIT,
  outcome: "none",
  reason: "debit",
  card: { brand: "visa", brandName: "Visa", funding: "debit", level: "consumer", country: "PL" },
  surcharge: { ...VISA_CREDIT.surcharge, rateBps: 0, surchargeAmount: 0, totalAmount: 12500 },
  message: "Identified as Visa debit. Debit cards carry no surcharge.",
  disclosure: null,
});

export const POLICY = {
  merchant: "mch_demo",
  merchantName: "Demo",
  mode: "test",
  enabled: true,
  rates: [
    { brand: "visa", brandName: "Visa", status: "surcharge", rateBps: 300 },
    { brand: "mastercard", brandName: "Mastercard", status: "surcharge", rateBps: 300 },
  ],
  notice: "Demo adds a surcharge of up to 3% to credit cards.",
  currency: "USD",
  currencyDigits: 2,
  locale: "en",
  dir: "ltr",
  labels: { preview: "Looks like {brand}. Any surcharge is shown before you pay." },
  messages: { debit: "Identified as {brand} debit. Debit cards carry no surcharge." },
  disclosures: ["The store adds this surcharge of {surcharge} ({rate})."],
  textsVersion: "1",
  requestId: "req_0",
} as unknown as Policy;

export interface Call {
  readonly url: string;
  readonly body: Record<string, unknown>;
  readonly signal: AbortSignal | null;
  /** Answers this request. */
  answer(body: unknown, status?: number): void;
  fail(): void;
}

/** A stand-in for the service: the policy is answered at once, lookups when the test says so. */
export function standInService(policy: unknown = POLICY) {
  const lookups: Call[] = [];
  const policies: string[] = [];
  const service = {
    lookups,
    policies,
    policy,
    /** When set, each lookup is answered with it at once. */
    always: null as unknown,
    last: (): Call => {
      const call = lookups.at(-1);
      if (call === undefined) throw new Error("there was no lookup");
      return call;
    },
  };
  vi.spyOn(window, "fetch").mockImplementation((input, init) => {
    const url = input instanceof Request ? input.url : input.toString();
    if (url.includes("/policy")) {
      policies.push(url);
      return service.policy === null
        ? Promise.reject(new TypeError("no network"))
        : Promise.resolve(Response.json(service.policy));
    }
    return new Promise((resolve, reject) => {
      const signal = init?.signal ?? null;
      signal?.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError")));
      const call: Call = {
        url,
        body: JSON.parse(init?.body as string) as Record<string, unknown>,
        signal,
        answer: (body, status = 200) => resolve(Response.json(body, { status })),
        fail: () => reject(new TypeError("Failed to fetch")),
      };
      lookups.push(call);
      if (service.always !== null) call.answer(service.always);
    });
  });
  return service;
}

export interface FrameWindow extends Window {
  tell(event: string, data: unknown): void;
  heard: string[];
  settled?: boolean;
  /** When set, each `submit` is answered with it. */
  reply?: () => unknown;
}

export interface PageTokenizer {
  readonly tokenizer: Tokenizer;
  readonly frame: FrameWindow;
  /** Every answer that reached the page's own `submission`. */
  readonly submissions: Record<string, unknown>[];
  readonly container: HTMLElement;
}

export async function pageTokenizer(settings: Record<string, unknown> = {}): Promise<PageTokenizer> {
  const container = document.createElement("div");
  container.id = "card-form";
  document.body.append(container);
  const submissions: Record<string, unknown>[] = [];
  const page = URL.createObjectURL(new Blob([FRAME_PAGE], { type: "text/html" }));
  const tokenizer = new Tokenizer({
    url: `${page}#`,
    apikey: "pub_test",
    container,
    settings,
    submission: (response: Record<string, unknown>) => submissions.push(response),
  });
  const frame = await vi.waitUntil(() => {
    const window = tokenizer.iframe.contentWindow as FrameWindow | null;
    return window?.settled === true ? window : null;
  });
  return { tokenizer, frame, submissions, container };
}

const SALE = {
  merchant: "mch_demo",
  "base-amount": "12500",
  currency: "USD",
  country: "US",
  state: "IL",
  endpoint: ENDPOINT,
  name: "quote",
  "token-name": "card_token",
} as const;

export interface CheckoutPage {
  readonly form: HTMLFormElement;
  readonly element: CardSurchargeElement;
  /** Names of the element's events with the status each told, oldest first. */
  readonly events: string[];
}

/** A form with the element in it; `attributes` add to or (null) take from those of a complete sale. */
export async function checkoutPage(attributes: Readonly<Record<string, string | null>> = {}): Promise<CheckoutPage> {
  defineCardSurcharge();
  const form = document.createElement("form");
  const element = document.createElement("card-surcharge");
  for (const [name, value] of Object.entries({ ...SALE, ...attributes }))
    if (value !== null) element.setAttribute(name, value);
  element.textContent = "Credit cards may carry a surcharge.";
  const events: string[] = [];
  for (const name of ["pending", "change", "accept", "decline", "expire"])
    element.addEventListener(`surcharge-${name}`, (event) => {
      events.push(`${name}:${(event as CustomEvent<{ status: string }>).detail.status}`);
    });
  element.addEventListener("surcharge-error", ({ detail }) => events.push(`error:${detail.code}`));
  form.append(element);
  document.body.append(form);
  await element.updateComplete;
  return { form, element, events };
}

/** What the element shows to the shopper, as text. */
export function shownText(element: CardSurchargeElement): string {
  return (element.shadowRoot?.querySelector<HTMLElement>(".view:not(.room)")?.innerText ?? "")
    .replace(/\s+/g, " ")
    .trim();
}

/** What the live region says. */
export const statusOf = (element: CardSurchargeElement): string =>
  element.shadowRoot?.querySelector("[role=status]")?.textContent?.trim() ?? "";

export const part = (element: CardSurchargeElement, name: string): HTMLElement | null =>
  element.shadowRoot?.querySelector<HTMLElement>(`.view [part~="${name}"], [part~="${name}"].base`) ?? null;

export const entriesOf = (form: HTMLFormElement): Record<string, FormDataEntryValue[]> => {
  const data = new FormData(form);
  return Object.fromEntries([...new Set(data.keys())].map((name) => [name, data.getAll(name)]));
};

export function cleanPage(): void {
  vi.useRealTimers();
  vi.restoreAllMocks();
  document.body.replaceChildren();
}
