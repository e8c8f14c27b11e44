/** A payment gateway as far as a lookup sees it: answers every BIN lookup, and keeps what it was asked. */
import { vi } from "vitest";
import { gatewayCard } from "../upstream/gateway-card.ts";

export interface UpstreamCall {
  readonly url: string;
  readonly key: string | null;
  readonly body: unknown;
}

export const CREDIT_CARD = gatewayCard({
  bin: "40120000",
  issuing_bank: "A Bank",
  card_type: "Credit",
  card_level_generic: "Standard",
  country: "USA",
});

/** Answers every request that leaves the Worker; `cardFor` tells the card by the gateway key that asks. */
export function standInForGateway(cardFor: (key: string | null) => object = () => CREDIT_CARD): UpstreamCall[] {
  const calls: UpstreamCall[] = [];
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const request = new Request(input, init);
    const key = request.headers.get("Authorization");
    calls.push({ url: request.url, key, body: await request.json().catch(() => null) });
    return Response.json({ status: "success", msg: "success", data: cardFor(key) });
  });
  return calls;
}
