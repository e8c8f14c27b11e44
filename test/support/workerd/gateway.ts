/** A payment gateway inside the test: what it answers is set by the test, what it was asked is kept. */
import { vi } from "vitest";
import { gatewayCard } from "../upstream/gateway-card.ts";

export interface GatewayCall {
  readonly url: string;
  readonly key: string | null;
  readonly headers: Headers;
  readonly body: Record<string, string>;
}

export const CREDIT_CARD = gatewayCard({
  bin: "40120000",
  issuing_bank: "A Bank",
  card_type: "Credit",
  card_level_generic: "Standard",
  country: "USA",
});

/** The gateway's answer that tells a card, in its envelope. */
export const cardAnswer = (card: object = CREDIT_CARD) =>
  Response.json({ status: "success", msg: "success", data: card });

/** The gateway's own refusal, in its envelope. */
export const refusal = (status: number, msg = "refused") => Response.json({ status: "failed", msg }, { status });

/** Answers every request that leaves the isolate, with a credit card if not told otherwise; `vi.restoreAllMocks()` ends it. */
export function standInForGateway(
  answer: (call: GatewayCall) => Response | Promise<Response> = () => cardAnswer(),
): GatewayCall[] {
  const calls: GatewayCall[] = [];
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const request = new Request(input, init);
    const text = await request.text();
    const call = {
      url: request.url,
      key: request.headers.get("Authorization"),
      headers: request.headers,
      body: text === "" ? {} : (JSON.parse(text) as Record<string, string>),
    };
    calls.push(call);
    return answer(call);
  });
  return calls;
}
