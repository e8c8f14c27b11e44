/** One payment in every state of page and service, by the golden vectors; and a service that means harm. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ChargeInput, chargePlan } from "../../../contract/server.ts";
import { runs } from "../../support/nightly/runs.ts";
import { keySetOf, makeTestKey, sampleClaims, sampleFacts, signAs } from "../../support/service/quotes.ts";

interface Scripted {
  readonly status?: number;
  readonly body?: unknown;
  readonly text?: string;
  readonly fails?: true;
}
interface PlanCase {
  readonly name: string;
  readonly given: Record<string, unknown> & { readonly facts: Record<string, unknown> & { readonly now: number } };
  readonly lookup: Scripted | null;
  readonly asked: unknown;
  readonly plan: unknown;
}
const { jwks, plans }: { jwks: unknown; plans: PlanCase[] } = JSON.parse(
  readFileSync("test/vectors/charges.json", "utf8"),
);

const SERVICE = { origin: "https://surcharge.example", serverKey: "sk_vector" };

interface Asking {
  readonly url: string;
  readonly init: RequestInit;
}

/** A service that answers as scripted, and keeps what it was asked. */
function serviceThat(answer: () => Promise<Response>) {
  const askings: Asking[] = [];
  const fetch = ((url: string, init: RequestInit) => {
    askings.push({ url, init });
    return answer();
  }) as typeof globalThis.fetch;
  return { askings, fetch };
}

function scripted(lookup: Scripted | null): Promise<Response> {
  if (lookup === null || lookup.fails === true) return Promise.reject(new TypeError("fetch failed"));
  return Promise.resolve(new Response(lookup.text ?? JSON.stringify(lookup.body), { status: lookup.status ?? 200 }));
}

const bodyOf = ({ init }: Asking): unknown => JSON.parse(init.body as string);

test.each(plans)("$name", async ({ given, lookup, asked, plan }) => {
  const service = serviceThat(() => scripted(lookup));
  const facts = { jwks, ...given.facts, now: given.facts.now * 1000 };
  const input = { ...given, facts, fetch: service.fetch } as unknown as ChargeInput;
  expect(await chargePlan(input)).toEqual(plan);
  expect(service.askings.map(bodyOf)).toEqual(asked === null ? [] : [asked]);
});

describe("the question to the service", () => {
  const facts = { ...sampleFacts({ keys: [] }), baseAmount: 12_500 };

  test("goes to the service alone, with the server's key, and follows no redirect", async () => {
    const service = serviceThat(() => Promise.resolve(new Response("{}", { status: 503 })));
    await chargePlan({ facts, service: SERVICE, fetch: service.fetch });
    expect(service.askings).toMatchObject([
      {
        url: "https://surcharge.example/v1/server/lookup",
        init: {
          method: "POST",
          redirect: "manual",
          headers: { Authorization: "Bearer sk_vector", "Content-Type": "application/json" },
        },
      },
    ]);
  });

  test("is given up by a server that waits in vain, even where the signal is not heeded", async () => {
    const service = serviceThat(() => new Promise(() => {}));
    const plan = await chargePlan({ facts, service: SERVICE, fetch: service.fetch });
    expect(plan).toMatchObject({ kind: "charge", totalAmount: 12_500, why: "service_down" });
  });

  test("is given up where the body never ends", async () => {
    const endless = new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode("{")) });
    const service = serviceThat(() => Promise.resolve(new Response(endless)));
    const plan = await chargePlan({ facts, service: SERVICE, fetch: service.fetch });
    expect(plan).toMatchObject({ kind: "charge", why: "service_down" });
  });

  test("reads no more of an answer than an answer can have", async () => {
    let pulled = 0;
    const huge = new ReadableStream({
      pull: (controller) => {
        pulled += 1;
        controller.enqueue(new Uint8Array(16_384).fill(0x20));
      },
    });
    const service = serviceThat(() => Promise.resolve(new Response(huge)));
    const plan = await chargePlan({ facts, service: SERVICE, fetch: service.fetch });
    expect(plan).toMatchObject({ kind: "charge", why: "service_down" });
    expect(pulled).toBeLessThan(10);
  });

  test("is asked by the global fetch where none is given", async () => {
    const closed = "http://127.0.0.1:9";
    const plan = await chargePlan({ facts, service: { ...SERVICE, origin: closed } });
    expect(plan).toMatchObject({ kind: "charge", why: "service_down" });
  });
});

test("the keys are the service's own where none are given", async () => {
  const key = await makeTestKey("k1");
  const quote = await signAs(key, await sampleClaims());
  const { jwks: _, ...facts } = { ...sampleFacts(keySetOf(key)), baseAmount: 12_500 };
  const closed = { ...SERVICE, origin: "http://127.0.0.1:9" };
  expect(await chargePlan({ quote, facts, service: closed })).toMatchObject({ kind: "charge", why: "service_down" });
});

test("whatever the service answers, there is a plan, and no surcharge without a quote", async () => {
  const facts = { ...sampleFacts({ keys: [] }), baseAmount: 12_500 };
  const answer = fc.oneof(
    fc.json(),
    fc.string(),
    fc.jsonValue().map((value) => JSON.stringify({ answer: value })),
  );
  await fc.assert(
    fc.asyncProperty(answer, fc.constantFrom(200, 201, 400, 401, 422, 429, 500), async (text, status) => {
      const service = serviceThat(() => Promise.resolve(new Response(text, { status })));
      const plan = await chargePlan({ facts, service: SERVICE, fetch: service.fetch });
      expect(plan.kind === "charge" ? plan.totalAmount : plan.kind).toBe(plan.kind === "charge" ? 12_500 : "refuse");
    }),
    { numRuns: runs(200) },
  );
});

test("whatever is given, there is a plan", async () => {
  const trap = new Proxy(
    {},
    {
      get: () => {
        throw new Error("no");
      },
      ownKeys: () => {
        throw new Error("no");
      },
    },
  );
  const given = fc.oneof(
    fc.anything(),
    fc.record({ facts: fc.anything(), service: fc.anything(), quote: fc.anything() }),
  );
  const isPlan = (plan: { kind: string }) => ["charge", "offer", "refuse"].includes(plan.kind);
  for (const input of [undefined, null, trap, { facts: trap, service: SERVICE }])
    expect(isPlan(await chargePlan(input as ChargeInput))).toBe(true);
  await fc.assert(
    fc.asyncProperty(given, async (input) => {
      expect(isPlan(await chargePlan(input as ChargeInput))).toBe(true);
    }),
    { numRuns: runs(200) },
  );
});
