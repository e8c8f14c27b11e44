/**
 * Time that settings and limiters take is not added to the 2.5 s of a lookup, and an upload takes nothing of them. The clock
 * moves only where a test says so.
 */
import { createExecutionContext, env } from "cloudflare:test";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { LookupAnswer } from "../../../contract/lookup.ts";
import worker from "../../../worker/index.ts";
import { NO_TRACE } from "../../../worker/lookup/finding.ts";
import { LookupShard } from "../../../worker/lookup/shard.ts";
import { decodeQuestion, encodeFinding, type ShardQuestion } from "../../../worker/lookup/wire.ts";
import { API, lookupBody, SHOP } from "../../support/workerd/api.ts";

let now = 0;

beforeEach(() => {
  // Half a second past, so that what is told in whole seconds is the same at any time.
  now = Math.floor(Date.now() / 1_000) * 1_000 + 500;
  vi.spyOn(Date, "now").mockImplementation(() => now);
});
afterEach(() => vi.restoreAllMocks());

/** A limiter that admits everybody, after a while. */
const slowLimiter = (ms: number) => ({
  limit: async () => {
    now += ms;
    return { success: true };
  },
});

/** A store without records, which says so after a while. */
const slowStore = (ms: number) => ({
  get: async () => {
    now += ms;
    return null;
  },
});

/** A body whose last bytes come after a while. */
const slowBody = (ms: number) => {
  const bytes = new TextEncoder().encode(JSON.stringify(lookupBody()));
  const parts = [bytes.slice(0, -5), bytes.slice(-5)];
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      const part = parts.shift();
      if (part === undefined) return controller.close();
      if (parts.length === 0) now += ms;
      controller.enqueue(part);
    },
  });
};

/** Looks up with slow surroundings; also what the shard was asked, in turn. */
async function lookUp(storeMs: number, limiterMs: number, uploadMs = 0) {
  const asked: ShardQuestion[] = [];
  vi.spyOn(LookupShard.prototype, "find").mockImplementation(async (question) => {
    asked.push(decodeQuestion(question));
    return encodeFinding({ kind: "trouble", reason: "gateway_timeout", firstSeenAt: null, trace: NO_TRACE });
  });
  const limiter = slowLimiter(limiterMs);
  const changes = { MERCHANTS: slowStore(storeMs), LIMIT_CLIENT_HIGH: limiter, LIMIT_MERCHANT_HIGH: limiter };
  const response = await worker.fetch(
    new Request(`${API}/v1/lookup`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Origin: SHOP },
      body: slowBody(uploadMs),
    }),
    { ...env, ...changes },
    createExecutionContext(),
  );
  return { asked, status: response.status, answer: await response.json<LookupAnswer>() };
}

describe("a lookup's 2.5 s count from the end of the request's body", () => {
  test.each([
    ["nothing was slow", 0, 0, 2_500],
    ["the merchant's settings came slowly", 900, 0, 1_600],
    ["settings and all three limiters that a new isolate asks were slow", 900, 240, 880],
  ])("when %s", async (_, storeMs, limiterMs, leftMs) => {
    const { asked, answer } = await lookUp(storeMs, limiterMs);
    expect(asked.map(({ timeMs }) => timeMs)).toEqual([leftMs]);
    expect(answer.reason).toBe("gateway_timeout");
  });

  test.each([100, 700, 1_400])("whatever time the upload took: %i ms", async (uploadMs) => {
    const { asked, answer } = await lookUp(900, 0, uploadMs);
    expect(asked.map(({ timeMs }) => timeMs)).toEqual([1_600]);
    // The quote's life is shorter by what the settings took, and by nothing of the upload.
    expect(answer).toMatchObject({ reason: "gateway_timeout", expiresInSeconds: 119 });
  });

  test("when nothing is left of them, nobody is asked and nothing is added", async () => {
    const { asked, status, answer } = await lookUp(2_500, 0);
    expect(asked).toEqual([]);
    expect(status).toBe(200);
    expect(answer).toMatchObject({ outcome: "unknown", reason: "service_limited", surcharge: { surchargeAmount: 0 } });
  });
});
