/** What a lookup leaves in the counts, in the log and in the operator's view: enough to find the trouble, nothing of card or key. */
import { createExecutionContext, env } from "cloudflare:test";
import { afterEach, describe, expect, test, vi } from "vitest";
import worker from "../../../worker/index.ts";
import * as tally from "../../../worker/ledger/counts/tally.ts";
import { NO_TRACE } from "../../../worker/lookup/finding.ts";
import { LookupShard } from "../../../worker/lookup/shard.ts";
import { encodeFinding } from "../../../worker/lookup/wire.ts";
import { RulesKeeper } from "../../../worker/rules/keeper.ts";
import { ADMIN, API, call, lookupBody, post, SHOP } from "../../support/workerd/api.ts";
import { CREDIT_CARD, standInForGateway } from "../../support/workerd/gateway.ts";

const KEY = "api_sandbox_demo";
let tokens = 0;

afterEach(() => vi.restoreAllMocks());

describe("what a request is counted as", () => {
  /** For whom it counted and as what, without what the clock says. */
  async function countsOf(send: () => Response | Promise<Response>) {
    const counted = vi.spyOn(tally, "countSums");
    counted.mockClear();
    await send();
    return counted.mock.calls.map(([, , merchant, sums]) => {
      const untimed = Object.entries(sums).filter(([key]) => !/^(took|own):/.test(key));
      const isAnswered = untimed.some(([key]) => key.startsWith("answer:"));
      expect(Object.keys(sums).length - untimed.length).toBe(isAnswered ? 2 : 0);
      return [merchant, Object.fromEntries(untimed)] as const;
    });
  }
  const token = (name: string) => `tokenToBeCounted${name.padStart(16, "0")}`;
  const VISA = { "answer:eligible:visa": 1, "funding:credit": 1, "place:US-IL:surcharge": 1, "tax:left_out": 1 };

  test("a call, then the shard's memory, then the page's ticket", async () => {
    standInForGateway(json(CREDIT_CARD));
    const body = lookupBody({ token: token("first") });
    expect(await countsOf(() => post("/v1/lookup", body))).toEqual([
      ["mch_demo", { ...VISA, "source:shard": 1, "upstream:calls": 1 }],
    ]);
    const again = await post("/v1/lookup", body);
    const { ticket } = await again.json<{ ticket: string }>();
    expect(await countsOf(() => post("/v1/lookup", body))).toEqual([["mch_demo", { ...VISA, "source:shard": 1 }]]);
    expect(await countsOf(() => post("/v1/lookup", { ...body, ticket }))).toEqual([
      ["mch_demo", { ...VISA, "source:ticket": 1 }],
    ]);
  });

  test("one call, where a shopper's two questions about a token wait for it together", async () => {
    standInForGateway(json(CREDIT_CARD));
    const body = lookupBody({ token: token("twice") });
    const counted = vi.spyOn(tally, "countSums");
    counted.mockClear();
    await Promise.all([post("/v1/lookup", body), post("/v1/lookup", { ...body, baseAmount: 9_900 })]);
    const sums = counted.mock.calls.map(([, , , found]) => found);
    expect(sums).toHaveLength(2);
    expect(sums.reduce((calls, found) => calls + (found["upstream:calls"] ?? 0), 0)).toBe(1);
    expect(sums.map((found) => found["source:shard"])).toEqual([1, 1]);
  });

  test("a test token, and a refused one", async () => {
    expect(await countsOf(() => post("/v1/lookup", lookupBody({ token: "test_card_visa_debit" })))).toEqual([
      ["mch_demo", { "answer:debit:visa": 1, "funding:debit": 1, "place:US-IL:none": 1, "source:test": 1 }],
    ]);
    standInForGateway(json({ status: "failed", msg: "bad request error" }, { status: 400 }));
    expect(await countsOf(() => post("/v1/lookup", lookupBody({ token: token("refused") })))).toEqual([
      ["mch_demo", { "refused:token_rejected": 1, "source:shard": 1, "upstream:calls": 1 }],
    ]);
  });

  test("what a shard of an earlier version does not tell is not made up", async () => {
    vi.spyOn(LookupShard.prototype, "find").mockResolvedValue(
      encodeFinding({ kind: "trouble", reason: "gateway_timeout", firstSeenAt: null, trace: NO_TRACE }),
    );
    expect(await countsOf(() => post("/v1/lookup", lookupBody({ token: token("earlier") })))).toEqual([
      [
        "mch_demo",
        {
          "answer:gateway_timeout:unknown": 1,
          "funding:unknown": 1,
          "place:US-IL:unknown": 1,
          "source:shard": 1,
        },
      ],
    ]);
  });

  test("a policy, a stranger for nobody, and what is no business of the counts", async () => {
    expect(await countsOf(() => call("/v1/merchants/mch_demo/policy"))).toEqual([["mch_demo", { "policy:served": 1 }]]);
    expect(await countsOf(() => call("/v1/merchants/mch_of_a_stranger/policy"))).toEqual([
      [null, { "refused:unknown_merchant": 1 }],
    ]);
    expect(await countsOf(() => post("/v1/lookup", lookupBody({ merchant: "mch_of_a_stranger" })))).toEqual([
      [null, { "refused:unknown_merchant": 1 }],
    ]);
    expect(await countsOf(() => call("/no/such/address"))).toEqual([[null, { "refused:not_found": 1 }]]);
    expect(await countsOf(() => call("/healthz"))).toEqual([]);
  });

  test("the element's version, in its own form alone, and for a merchant that there is", async () => {
    const body = lookupBody({ token: "test_card_visa_debit" });
    const releases = async (send: () => Response | Promise<Response>) =>
      (await countsOf(send)).flatMap(([, sums]) => Object.keys(sums).filter((key) => key.startsWith("release:")));
    expect(await releases(() => post("/v1/lookup?element=1.4.0", body))).toEqual(["release:1.4.0"]);
    expect(await releases(() => call("/v1/merchants/mch_demo/policy?element=1.4.0"))).toEqual(["release:1.4.0"]);
    for (const other of ["latest", "1.4", "1.4.0&element=1.4.0", `1.4.${"0".repeat(40)}`, "1.4.0%20or%20so"]) {
      expect(await releases(() => post(`/v1/lookup?element=${other}`, body))).toEqual([]);
      expect(await releases(() => call(`/v1/merchants/mch_demo/policy?element=${other}`))).toEqual([]);
    }
    expect(await releases(() => call("/v1/merchants/mch_of_a_stranger/policy?element=1.4.0"))).toEqual([]);
  });

  test("a limit, by whose it was", async () => {
    const full = { limit: async () => ({ success: false }) };
    const limited = (bindings: object) => () =>
      worker.fetch(
        new Request(`${API}/v1/lookup`, {
          method: "POST",
          headers: { "Content-Type": "application/json", Origin: SHOP },
          body: JSON.stringify(lookupBody({ token: token("limited") })),
        }),
        { ...env, ...bindings },
        createExecutionContext(),
      );
    const refused = { "refused:rate_limited": 1 };
    // A new set of bindings is a new isolate to the directory: it asks who the merchant is as for a stranger.
    expect(await countsOf(limited({ LIMIT_CLIENT_HIGH: full }))).toEqual([
      [null, { ...refused, "limited:stranger": 1 }],
    ]);
    expect(await countsOf(limited({ LIMIT_MERCHANT_HIGH: full }))).toEqual([
      ["mch_demo", { ...refused, "limited:merchant": 1 }],
    ]);
    const [[merchant, sums] = []] = await countsOf(limited({ LIMIT_MERCHANT_HIGH: undefined }));
    expect(merchant).toBe("mch_demo");
    expect(sums).toMatchObject({ "limited:down": 1, "answer:service_limited:unknown": 1, "source:none": 1 });
  });
});

/** Looks a new token up; its log line, and all that was logged. */
async function logOf(answer: () => Response) {
  const calls = standInForGateway(answer);
  const write = vi.spyOn(console, "log").mockReturnValue();
  const writeError = vi.spyOn(console, "error").mockReturnValue();
  const token = `tokenForTheLog${String((tokens += 1)).padStart(18, "0")}`;
  const response = await post("/v1/lookup", lookupBody({ token }));
  const { quote } = await response.json<{ quote: string }>();
  const lines = [...write.mock.calls, ...writeError.mock.calls].flat().map(String);
  const line = lines
    .map((text) => JSON.parse(text) as Record<string, unknown>)
    .find(({ route }) => route === "/v1/lookup");
  expect(calls).toHaveLength(1);
  expect(calls[0]?.key).toBe(KEY);
  for (const secret of [token, CREDIT_CARD.bin, KEY, quote]) expect(lines.join("\n")).not.toContain(secret);
  return line;
}

const json =
  (body: object, init: ResponseInit = {}) =>
  () =>
    Response.json(body, { ...init, headers: { "x-correlation-id": "corr-123" } });

// Before the others: one of them has its key refused, and the shard remembers that.
describe("a request that is part of a trace", () => {
  const TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
  const TRACED = { traceparent: `00-${TRACE_ID}-b7ad6b7169203331-01`, tracestate: "congo=t61rcWkgMzE" };

  /** What the gateway was told of the trace, and the log line. */
  async function lookUpTraced(token: string, setting: string | undefined, headers: Record<string, string> = TRACED) {
    const calls = standInForGateway(json(CREDIT_CARD));
    const write = vi.spyOn(console, "log").mockReturnValue();
    const request = new Request(`${API}/v1/lookup`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Origin: SHOP, ...headers },
      body: JSON.stringify(lookupBody({ token })),
    });
    const response = await worker.fetch(request, { ...env, TRACE_CONTEXT: setting }, createExecutionContext());
    expect(await response.json()).toMatchObject({ outcome: "surcharge" });
    const line = JSON.parse(String(write.mock.calls[0])) as Record<string, unknown>;
    const told = ["traceparent", "tracestate"].map((name) => calls[0]?.headers.get(name));
    return { line, told };
  }

  test("is found in the log, and at the gateway as ours, where the operator turned it on", async () => {
    const { line, told } = await lookUpTraced("tokenOfATraceThatGoesOn", "on");
    expect(line).toMatchObject({ traceId: TRACE_ID, spanId: expect.stringMatching(/^[0-9a-f]{16}$/) as string });
    expect(told).toEqual([`00-${TRACE_ID}-${String(line["spanId"])}-01`, TRACED.tracestate]);
    expect(line["spanId"]).not.toBe("b7ad6b7169203331");
  });

  test("is nothing to us where the operator did not", async () => {
    const { line, told } = await lookUpTraced("tokenOfATraceThatEndsHere", undefined);
    expect(line).not.toHaveProperty("traceId");
    expect(told).toEqual([null, null]);
  });

  test("is answered like any other where the header is malformed", async () => {
    const { line, told } = await lookUpTraced("tokenOfATraceThatIsNone", "on", { ...TRACED, traceparent: "00-0-0-1" });
    expect(line).not.toHaveProperty("traceId");
    expect(told).toEqual([null, null]);
  });
});

describe("a lookup's log line", () => {
  test("has the gateway's own id beside ours", async () => {
    expect(await logOf(json(CREDIT_CARD))).toMatchObject({
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      correlationId: "corr-123",
      outcome: "surcharge",
      brand: "visa",
    });
  });

  test("has it for a refused token too", async () => {
    expect(await logOf(json({ status: "failed", msg: "bad request error" }, { status: 400 }))).toMatchObject({
      correlationId: "corr-123",
      status: 422,
      code: "token_rejected",
    });
  });

  test("calls a person when the gateway contradicts itself", async () => {
    const line = await logOf(json({ ...CREDIT_CARD, card_type: "debit" }));
    expect(line).toMatchObject({ reason: "contradictory", alarm: "contradictory", correlationId: "corr-123" });
  });

  test("calls a person when the merchant has no key", async () => {
    const write = vi.spyOn(console, "log").mockReturnValue();
    const request = new Request(`${API}/v1/lookup`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Origin: SHOP },
      body: JSON.stringify(lookupBody({ token: "tokenOfAMerchantWithoutAnyKey" })),
    });
    const { GATEWAY_SECRET_KEY: _, ...keyless } = env;
    await worker.fetch(request, keyless, createExecutionContext());
    const lines = write.mock.calls.flat().map((line) => JSON.parse(String(line)) as object);
    expect(lines).toEqual([
      expect.objectContaining({ reason: "gateway_unavailable", alarm: "gateway_key_missing" }) as object,
    ]);
  });

  test("calls a person for each thing that is wrong at once, and each is counted", async () => {
    vi.spyOn(RulesKeeper.prototype, "trouble", "get").mockReturnValue("refused");
    const counted = vi.spyOn(tally, "countSums");
    const line = await logOf(() => new Response("<h1>Blocked</h1>", { status: 403 }));
    expect(line).toMatchObject({ alarm: "gateway_blocked rules_refused" });
    expect(counted.mock.calls.at(-1)?.[3]).toMatchObject({ "alarm:gateway_blocked": 1, "alarm:rules_refused": 1 });
  });

  test("calls a person when something in front of the gateway answers, and the key is used again", async () => {
    const line = await logOf(() => new Response("<h1>Blocked</h1>", { status: 403 }));
    expect(line).toMatchObject({ reason: "gateway_unavailable", alarm: "gateway_blocked" });
    const view = await (await call("/readyz", { headers: ADMIN })).json();
    expect(view).toMatchObject({ merchants: [{ id: "mch_demo", gatewayView: { limitedShards: 0 } }] });
  });

  test("calls a person when the gateway refuses the key, and the operator's view names the merchant, not the key", async () => {
    const line = await logOf(json({ status: "failed", msg: "unauthorized" }, { status: 401 }));
    expect(line).toMatchObject({ reason: "gateway_unavailable", alarm: "gateway_key_refused" });
    const view = await (await call("/readyz", { headers: ADMIN })).text();
    expect(JSON.parse(view)).toMatchObject({
      merchants: [{ id: "mch_demo", gatewayView: { state: "key_refused", limitedShards: 1 } }],
    });
    expect(view).not.toContain(KEY);
    expect(await (await call("/readyz")).text()).not.toContain("mch_demo");
  });
});
