/** Pays at the sample shop by plain HTTP, as its page does, and lets things go wrong at the gateway. */
import { lookUp, origins, transactions } from "./shopper.ts";

export const VISA_CREDIT = "4012000077777777";
export const OTHER_VISA_CREDIT = "4012000033330026";
export const VISA_DEBIT = "4217651111111119";
export const DECLINED = "4000000000000002";

/** The order that {@link lookUp} asks about: 125.00, of which 7.00 are sales tax. */
export const ORDER: Readonly<Record<string, string>> = { "guji-1kg": "2", dripper: "1", country: "US", state: "IL" };

/** A new quote for the usual order. @param change what is asked otherwise */
export const quoteFor = async (token: string, change: Record<string, unknown> = {}): Promise<string> =>
  (await lookUp({ token, ...change })).body.quote;

export interface Sent {
  readonly token: string;
  readonly quote?: string;
  readonly order?: Readonly<Record<string, string>>;
  readonly orderId?: string;
}

/** Sends the shop's form. */
export const send = ({ token, quote = "", order = ORDER, orderId = crypto.randomUUID() }: Sent, accept: string) =>
  fetch(`${origins().shop}/pay`, {
    method: "POST",
    headers: { Accept: accept },
    redirect: "manual",
    body: new URLSearchParams({ ...order, order: orderId, token, quote }),
  });

export interface Paid {
  readonly status: number;
  readonly body: { readonly receipt?: string; readonly problem?: string; readonly offer?: string };
}

/** One press on Pay, as the page's script sends it. */
export async function pay(sent: Sent): Promise<Paid> {
  const response = await send(sent, "application/json");
  return { status: response.status, body: (await response.json()) as Paid["body"] };
}

/** The quote behind the button that accepts an offer of the server's. */
export const quoteIn = ({ body }: Paid): string =>
  /<button name="quote" value="([^"]+)"/.exec(body.offer ?? "")?.[1] ?? "";

/** What the gateway has charged and kept. */
export const charges = async () =>
  (await transactions()).filter(({ response, status }) => response === "approved" && status !== "voided");

const tellSandbox = (path: string, body: unknown) =>
  fetch(`${origins().sandbox}/sandbox/${path}`, {
    method: "PUT",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });

/** Spoils the next answers to a path; every answer without `times`. */
export const spoil = (path: string, fault: string, times?: number) => tellSandbox("faults", { path, fault, times });

/** Settles how the gateway behaves where its documents are silent, until {@link usualGateway}. */
export const setGateway = (settings: { tokenUse?: string; ownSurcharge?: number }) => tellSandbox("settings", settings);

export const usualGateway = () => fetch(`${origins().sandbox}/sandbox/settings`, { method: "DELETE" });

/** Every token the gateway gave out ends, as after its two minutes. */
export const endTokens = () => fetch(`${origins().sandbox}/sandbox/tokens`, { method: "DELETE" });
