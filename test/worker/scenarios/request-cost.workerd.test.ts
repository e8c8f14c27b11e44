/**
 * What the platform bills for a checkout: the simulated way of `npm run cost` and the real Worker take the same steps at the
 * same times, and each must read, ask and count as often as the other.
 */
import { createExecutionContext, env } from "cloudflare:test";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { ASSUMED } from "../../../tools/commands/cost/assumptions.ts";
import type { Step } from "../../../tools/commands/cost/checkouts.ts";
import { newIsolate } from "../../../tools/commands/cost/isolate.ts";
import { chanceOf } from "../../../tools/commands/cost/random.ts";
import { SimulatedClock } from "../../../tools/commands/cost/sim-clock.ts";
import { worldOf } from "../../../tools/commands/cost/simulate.ts";
import { SLEEPING_SHARDS } from "../../../tools/commands/cost/sleeping-shards.ts";
import worker from "../../../worker/index.ts";
import { Tally } from "../../../worker/ledger/counts/tally.ts";
import { RECORDED_ON } from "../../support/merchant/recorded.ts";
import { ADMIN, API, call, lookupBody } from "../../support/workerd/api.ts";
import { standInForGateway } from "../../support/workerd/gateway.ts";

const MERCHANT = "mch_billed";
const ORIGIN = "https://billed.example";

interface Billed {
  readonly kvReads: number;
  readonly limiterCalls: number;
  readonly shardCalls: number;
  readonly counted: number;
}

interface Timed {
  readonly atSeconds: number;
  readonly kind: Step["kind"];
  readonly isNewPlace?: boolean;
}

const CHECKOUT: readonly Timed[] = [
  { atSeconds: 0, kind: "policy" },
  { atSeconds: 5, kind: "policy" },
  { atSeconds: 45, kind: "preflight" },
  { atSeconds: 45, kind: "first" },
  { atSeconds: 55, kind: "repeat" },
  { atSeconds: 70, kind: "repeat", isNewPlace: true },
  { atSeconds: 110, kind: "repeat" },
];

beforeAll(async () => {
  const stored = await call(`/v1/admin/merchants/${MERCHANT}`, {
    method: "PUT",
    headers: { ...ADMIN, "Content-Type": "application/json" },
    body: JSON.stringify({
      name: "Billed",
      mode: "test",
      gateway: "koipay_sandbox",
      gatewayKey: "api_key_of_billed",
      origins: [ORIGIN],
      place: { country: "US", state: "IL" },
      currency: "USD",
      rates: { visa: 300 },
      costs: { visa: { costBps: 320, by: "Jo", on: RECORDED_ON } },
    }),
  });
  expect(stored.ok).toBe(true);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** A new isolate of the real Worker whose bindings count. */
function realIsolate() {
  const counted = { kvReads: 0, limiterCalls: 0, shardCalls: 0 };
  const kv = (namespace: KVNamespace | undefined) => ({
    get: (key: string, options: KVNamespaceGetOptions<"text">) => {
      counted.kvReads += 1;
      return namespace?.get(key, options);
    },
    put: (key: string, text: string) => namespace?.put(key, text),
  });
  const limiter = {
    limit: async () => {
      counted.limiterCalls += 1;
      return { success: true };
    },
  };
  const limiters = Object.keys(env).filter((name) => /^(LIMIT|SOFT)_/.test(name));
  const bindings = {
    ...env,
    ...Object.fromEntries(limiters.map((name) => [name, limiter])),
    MERCHANTS: kv(env.MERCHANTS),
    RULES: kv(env.RULES),
    CARD_PROGRAMS: kv(env.CARD_PROGRAMS),
    LOOKUP_SHARDS: {
      idFromName: (name: string) => env.LOOKUP_SHARDS.idFromName(name),
      get: (id: DurableObjectId) => ({
        find: (question: string) => {
          counted.shardCalls += 1;
          return env.LOOKUP_SHARDS.get(id).find(question);
        },
      }),
    },
  };
  const send = async (request: Request) => {
    const context = createExecutionContext();
    const response = await worker.fetch(request, bindings, context);
    return { response, text: await response.text() };
  };
  return { counted, send };
}

const TOKEN = "tokenOfOneCheckout00000000000001";

async function realCheckout(): Promise<Billed[]> {
  const { counted, send } = realIsolate();
  const counting = vi.spyOn(Tally.prototype, "count");
  const startsAt = Date.now();
  let ticket: string | undefined;
  const billed: Billed[] = [];
  for (const { atSeconds, kind, isNewPlace = false } of CHECKOUT) {
    vi.setSystemTime(startsAt + atSeconds * 1_000);
    const before = { ...counted, counted: counting.mock.calls.length };
    const { response, text } = await send(requestOf(kind, isNewPlace, ticket));
    expect(response.status).toBe(kind === "preflight" ? 204 : 200);
    if (kind === "first" || kind === "repeat") ticket = (JSON.parse(text) as { ticket: string }).ticket;
    // Reads behind the answer.
    await new Promise((resolve) => setTimeout(resolve, 50));
    billed.push({
      kvReads: counted.kvReads - before.kvReads,
      limiterCalls: counted.limiterCalls - before.limiterCalls,
      shardCalls: counted.shardCalls - before.shardCalls,
      counted: counting.mock.calls.length - before.counted,
    });
  }
  return billed;
}

function requestOf(kind: Step["kind"], isNewPlace: boolean, ticket: string | undefined): Request {
  const headers = { Origin: ORIGIN, "Content-Type": "application/json" };
  if (kind === "policy") return new Request(`${API}/v1/merchants/${MERCHANT}/policy?country=US&state=IL`, { headers });
  if (kind === "preflight")
    return new Request(`${API}/v1/lookup`, {
      method: "OPTIONS",
      headers: { ...headers, "Access-Control-Request-Method": "POST" },
    });
  const asked = { merchant: MERCHANT, token: TOKEN, ...(isNewPlace ? { state: "TX" } : {}), ...(ticket && { ticket }) };
  return new Request(`${API}/v1/lookup`, { method: "POST", headers, body: JSON.stringify(lookupBody(asked)) });
}

async function simulatedCheckout(): Promise<Billed[]> {
  const startsAt = Date.now();
  const clock = new SimulatedClock(startsAt);
  const world = worldOf(ASSUMED, chanceOf(1), clock, { from: startsAt, to: startsAt + 1e9 });
  const isolate = newIsolate(world.surroundings, Number.POSITIVE_INFINITY);
  const counting = vi.spyOn(isolate.tally, "count");
  const walk = SLEEPING_SHARDS.newWalk(world);
  const billed: Billed[] = [];
  for (const { atSeconds, kind, isNewPlace = false } of CHECKOUT) {
    await clock.goTo(startsAt + atSeconds * 1_000);
    const before = { ...world.usage, counted: counting.mock.calls.length };
    await walk({ at: atSeconds * 1_000, kind, isNewPlace, merchant: 0, location: 0, token: 1 }, isolate);
    billed.push({
      kvReads: world.usage.kvReads - before.kvReads,
      limiterCalls: world.usage.limiterCalls - before.limiterCalls,
      shardCalls: world.usage.objectRequests - before.objectRequests,
      counted: counting.mock.calls.length - before.counted,
    });
  }
  return billed;
}

test("the simulated checkout reads, asks and counts what the real one does, step by step", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() });
  standInForGateway();
  const real = await realCheckout();
  expect(await simulatedCheckout()).toEqual(real);
  // The merchant, the head of the rules, and whether the pack in force is kept; then nothing for half a minute.
  expect(real[0]).toEqual({ kvReads: 3, limiterCalls: 3, shardCalls: 0, counted: 1 });
  expect(real[1]).toEqual({ kvReads: 0, limiterCalls: 2, shardCalls: 0, counted: 1 });
  // The policy's merchant has told the isolate its origins.
  expect(real[2]).toEqual({ kvReads: 0, limiterCalls: 0, shardCalls: 0, counted: 0 });
  // By its ticket.
  expect(real[4]).toEqual({ kvReads: 0, limiterCalls: 2, shardCalls: 0, counted: 1 });
  expect(real[5]).toMatchObject({ shardCalls: 1 });
});
