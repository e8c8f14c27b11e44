/**
 * The gateway's stand-in under load, in a process of its own: it answers lookups by token, BIN and saved card and reads of
 * the vault after a moment, as `cards.ts` says, and refuses any other token in the gateway's own form. The sandbox's Worker
 * would know more, but takes more of the two cores than the product that is measured.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { CARDS, cardOfToken } from "./cards.ts";

interface LookupBody {
  readonly temp_token?: string;
  readonly bin?: string;
  readonly customer_id?: string;
  readonly payment_method_id?: string;
}

/** As one at the other end of a country does, so that calls overlap in a shard as they do there. */
const ANSWERS_AFTER_MS = 50;

const byBin = new Map(Object.values(CARDS).map((card) => [card.told.bin, card]));

function cardOf({ temp_token, bin, payment_method_id }: LookupBody) {
  if (temp_token !== undefined) return cardOfToken(temp_token);
  if (bin !== undefined) return byBin.get(bin) ?? null;
  // A saved card is named as a token is.
  return payment_method_id === undefined ? null : cardOfToken(payment_method_id);
}

const server = createServer({ noDelay: true, keepAliveTimeout: 60_000 }, (request, response) => {
  let text = "";
  request.setEncoding("utf8");
  request.on("data", (part: string) => {
    text += part;
  });
  request.on("end", async () => {
    await sleep(ANSWERS_AFTER_MS);
    const { status, body } = answerTo(request.url ?? "", text);
    const bytes = Buffer.from(JSON.stringify(body));
    response.writeHead(status, {
      "Content-Type": "application/json",
      "Content-Length": bytes.length,
      "x-correlation-id": "load-1",
    });
    response.end(bytes);
  });
});

function answerTo(path: string, text: string): { status: number; body: object } {
  const customer = /^\/api\/vault\/([\w-]+)$/.exec(path)?.[1];
  if (customer !== undefined)
    return {
      status: 200,
      body: {
        status: "success",
        msg: "success",
        data: { id: customer, data: { customer: { defaults: { payment_method_id: customer.replace(/^of_/, "") } } } },
      },
    };
  const card = cardOf(JSON.parse(text) as LookupBody);
  return card === null
    ? { status: 400, body: { status: "failed", msg: "bad request error: token not found", data: null } }
    : { status: 200, body: card.told };
}

server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
process.once("disconnect", () => process.exit());
