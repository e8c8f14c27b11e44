/** A checkout for any browser engine: a page, a card form of another origin, and a service that answers by language. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { CardSurchargeElement } from "../../../widget/element.ts";
import { answersIn, policyIn } from "../service/shopper-answers.ts";
import { servedFiles } from "./gallery.ts";

/** Whatever is typed into the card form, its page tells the checkout. */
const CARD_FORM = `<!doctype html><title>Card</title><style>body{margin:0}input{height:30px}</style>
<input aria-label="Card number"><input aria-label="CVV"><script>
for (const field of document.querySelectorAll("input"))
  field.addEventListener("input", () => parent.postMessage({ [field.ariaLabel]: field.value }, "*"));
</script>`;

export interface PageOptions {
  readonly lang?: string;
  /** CSS pixels of what holds the element. */
  readonly width?: number;
  /** Written into the element's tag. */
  readonly attributes?: string;
}

/** What a checkout keeps for the test. */
export interface Checkout {
  readonly element: CardSurchargeElement;
  readonly tokenizer: {
    submit(): void;
    submission(response: unknown): void;
    readonly iframe: HTMLIFrameElement | null;
  };
  /** What the Tokenizer gives at its next submission. */
  token: string;
  /** How often the Tokenizer was submitted. */
  submits: number;
  /** The status each success was handed over with. */
  readonly handed: string[];
  /** What was typed into the card form, by field. */
  readonly typed: Record<string, string>;
}
declare global {
  interface Window {
    checkout: Checkout;
  }
}

/** Runs in the page, once its script is there. */
function connect(): void {
  const element = document.querySelector("card-surcharge") as CardSurchargeElement;
  const handed: string[] = [];
  const typed: Record<string, string> = {};
  const checkout: Checkout = {
    element,
    tokenizer: {
      iframe: document.querySelector("iframe"),
      submit() {
        checkout.submits++;
        setTimeout(() => checkout.tokenizer.submission({ status: "success", token: checkout.token }));
      },
      submission: (response: { surcharge: { status: string } }) => void handed.push(response.surcharge.status),
    },
    token: "credit_7wk9PHzwl2RZLvslq1UzjzjHl1",
    submits: 0,
    handed,
    typed,
  };
  window.checkout = checkout;
  element.connect(checkout.tokenizer);
  document.querySelector("#pay")?.addEventListener("click", () => void element.review().catch(() => {}));
  window.addEventListener("message", ({ data }) => void Object.assign(typed, data));
}

const pageOf = ({ lang = "en", width = 600, attributes = "" }: PageOptions, cardForm: string) => `<!doctype html>
<html lang="${lang}" dir="${lang === "ar" ? "rtl" : "ltr"}"><meta charset="utf-8"><title>Checkout</title>
<script type="module" src="/card-surcharge.js"></script>
<style>body{margin:8px;font:16px/1.4 sans-serif}main{width:${width}px}iframe{border:0;width:100%;height:40px;display:block}</style>
<main><form id="order" action="/sent" target="sent"><fieldset>
<div id="card-form"><iframe title="Card" src="${cardForm}"></iframe></div>
<card-surcharge merchant="mch_demo" base-amount="12500" currency="USD" country="US" state="IL" name="quote" token-name="token" ${attributes}>
Notice</card-surcharge>
<button id="pay" type="button">Pay</button></fieldset></form><form id="other"></form>
<iframe name="sent"></iframe></main>
<script type="module">(${String(connect)})()</script></html>`;

const listening = async (server: Server): Promise<string> => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

/** A token that begins with `debit` is a debit card's; the answer to one that begins with `brief` lives for three seconds: it is accepted in them. */
function answerFor({ token, locale = "en" }: { token: string; locale?: string }) {
  const { surcharge, none } = answersIn(locale);
  if (token.startsWith("debit")) return none;
  return token.startsWith("brief") ? { ...surcharge, expiresInSeconds: 3 } : surcharge;
}

/** Starts both servers. `addressOf` gives the address of a page. */
export async function serveCheckout() {
  const files = servedFiles();
  const gateway = createServer((_, response) => response.setHeader("content-type", "text/html").end(CARD_FORM));
  const cardForm = await listening(gateway);
  const shop = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
    const script = files.get(pathname.slice(1));
    const json = (value: unknown) => response.setHeader("content-type", "application/json").end(JSON.stringify(value));
    if (pathname.endsWith("/policy")) json(policyIn(searchParams.get("locale") ?? "en"));
    else if (pathname === "/v1/lookup") json(answerFor(JSON.parse((await request.toArray()).join(""))));
    else if (script !== undefined) response.setHeader("content-type", "text/javascript").end(script);
    else {
      const options = JSON.parse(searchParams.get("page") ?? "{}") as PageOptions;
      response.setHeader("content-type", "text/html").end(pathname === "/sent" ? "Sent" : pageOf(options, cardForm));
    }
  });
  const origin = await listening(shop);
  return {
    addressOf: (options: PageOptions) => `${origin}/?page=${encodeURIComponent(JSON.stringify(options))}`,
    close() {
      for (const server of [shop, gateway]) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
}
