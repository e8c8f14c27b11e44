/** Two that write while the Worker is killed: an operator who changes merchants' rates, and a server that reports captures. */
import { ORIGIN } from "../bench/lookup-ask.mjs";
import { captureOf, get, operatorHeaders } from "./asks.ts";
import { type MerchantBook, merchantBook, type OutcomeBook, outcomeBook, plus, type Sums } from "./books.ts";
import { amountsOf, expectedOf, jsonOf, MERCHANT, type Sale } from "./checks.ts";
import type { Answer, Ask, Client } from "./client.ts";

const MERCHANTS = 5;
const LEAST_RATE_BPS = 1;
const MOST_RATE_BPS = 300;
const DAY_MS = 86_400_000;

/** A day on which a cost can have been recorded, wherever it is read. */
const recordedOn = () => new Date(Date.now() - 3 * DAY_MS).toISOString().slice(0, 10);

const settings = (rateBps: number) => ({
  name: "Shop",
  mode: "test",
  gateway: "local_sandbox",
  gatewayKey: "api_sandbox_demo",
  origins: [ORIGIN],
  place: { country: "US", state: "IL" },
  currency: "USD",
  rates: { visa: rateBps },
  costs: { visa: { costBps: 320, by: "Somebody", on: recordedOn() } },
});

export interface Operator {
  readonly book: MerchantBook;
  /** Changes the next merchant's rate once. */
  write(): Promise<void>;
  /** What is not in force as it has to be. */
  complaints(): Promise<string[]>;
}

export function operatorOf(client: Client): Operator {
  const book = merchantBook();
  let number = 0;
  /** A merchant's rate for Visa as the operator and as a page reads it; a text: it could not be read. */
  const ratesOf = async (id: string): Promise<(number | undefined)[] | string> => {
    const told = await client.send(get(`/v1/admin/merchants/${id}`, operatorHeaders));
    const said = await client.send(get(`/v1/merchants/${id}/policy?country=US&state=FL`, { Origin: ORIGIN }));
    if (typeof told === "string" || typeof said === "string") return `${id} could not be read`;
    const { rates } = (jsonOf(told) ?? {}) as { rates?: { visa?: number } };
    const { rates: public_ = [] } = (jsonOf(said) ?? {}) as { rates?: { brand: string; rateBps: number }[] };
    return [rates?.visa, public_.find(({ brand }) => brand === "visa")?.rateBps];
  };
  return {
    book,
    async write() {
      number += 1;
      const id = `mch_kill_${number % MERCHANTS}`;
      const rateBps = LEAST_RATE_BPS + (number % MOST_RATE_BPS);
      book.sent(id, rateBps);
      const result = await client.send({
        method: "PUT",
        path: `/v1/admin/merchants/${id}`,
        headers: operatorHeaders,
        body: JSON.stringify(settings(rateBps)),
      });
      if (typeof result === "string" || (result.status !== 200 && result.status !== 201)) return;
      book.acknowledged(id, rateBps, String(result.headers["x-request-id"]));
    },
    async complaints() {
      const found: string[] = [];
      for (const id of book.ids()) {
        const rates = await ratesOf(id);
        if (typeof rates === "string") found.push(rates);
        else found.push(...rates.map((rate) => book.complaint(id, rate)).filter((line) => line !== null));
      }
      return found;
    },
  };
}

export interface Reporter {
  readonly book: OutcomeBook;
  /** Reports a capture, and again those whose report got no answer. */
  report(sale: Sale, quote: string): Promise<void>;
  retry(): Promise<void>;
  /** How often a retry was told that it was there already, or was not. */
  retries(): { readonly known: number; readonly recordedNow: number };
  complaints(months: readonly string[]): Promise<string[]>;
}

export function reporterOf(client: Client): Reporter {
  const book = outcomeBook();
  const asks = new Map<string, Ask>();
  let [known, recordedNow] = [0, 0];
  const isRecorded = (result: Answer | string): boolean | undefined => {
    const recorded = typeof result === "string" || result.status !== 200 ? undefined : jsonOf(result)?.["recorded"];
    return typeof recorded === "boolean" ? recorded : undefined;
  };
  const acknowledge = (id: string) => {
    asks.delete(id);
    book.acknowledged(id);
  };
  return {
    book,
    async report(sale, quote) {
      const id = sale.token;
      const { surchargeAmount, surchargeTaxAmount } = amountsOf(sale, expectedOf(sale).rateBps);
      const ask = captureOf(sale, quote, id);
      asks.set(id, ask);
      book.sent(id, {
        sales: 1,
        base: sale.baseAmount,
        surcharge: surchargeAmount,
        surchargeTax: surchargeTaxAmount,
      });
      if (isRecorded(await client.send(ask)) !== undefined) acknowledge(id);
    },
    async retry() {
      for (const [id, ask] of asks) {
        const recorded = isRecorded(await client.send(ask));
        if (recorded === undefined) continue;
        if (recorded) recordedNow += 1;
        else known += 1;
        acknowledge(id);
      }
    },
    retries: () => ({ known, recordedNow }),
    async complaints(months) {
      let told: Sums = { sales: 0, base: 0, surcharge: 0, surchargeTax: 0 };
      for (const month of months) {
        const path = `/v1/admin/merchants/${MERCHANT}/reports?month=${month}&env=test`;
        const result = await client.send(get(path, operatorHeaders));
        const rows = typeof result === "string" ? undefined : (jsonOf(result)?.["rows"] as Sums[] | undefined);
        if (rows === undefined) return [`the report of ${month} could not be read`];
        told = rows.reduce(plus, told);
      }
      const complaint = book.complaint(told);
      return complaint === null ? [] : [complaint];
    },
  };
}
