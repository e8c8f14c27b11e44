/** A gateway inside the test: what it answers is set by the test, what it was asked is kept. */
import { vi } from "vitest";
import { gatewayCard } from "../upstream/gateway-card.ts";

export const CARD = gatewayCard();

export interface Call {
  readonly url: string;
  readonly key: string | null;
  readonly body: Record<string, string>;
}

type Answer = (call: Call) => Response | Promise<Response>;

/** Replaces the isolate's `fetch`; to be undone with `vi.restoreAllMocks()`. */
export function standIn(answer: Answer = () => Response.json(CARD)) {
  const calls: Call[] = [];
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const request = new Request(input, init);
    const text = await request.text();
    const call = {
      url: request.url,
      key: request.headers.get("Authorization"),
      body: text === "" ? {} : (JSON.parse(text) as Record<string, string>),
    };
    calls.push(call);
    return answer(call);
  });
  return calls;
}
