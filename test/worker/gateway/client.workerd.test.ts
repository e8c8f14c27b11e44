import { describe, expect, test } from "vitest";
import type { Place } from "../../../contract/places.ts";
import { USER_AGENT } from "../../../contract/user-agent.ts";
import { type GatewayAccess, lookUpCard, readVault, type Subject } from "../../../worker/gateway/client.ts";
import { gatewayCard } from "../../support/upstream/gateway-card.ts";
import { refusal } from "../../support/workerd/gateway.ts";

const TOKEN = "Z2a87b7wk9PHzwl2RZLvslq1UzjzjHl1";
const IL: Place = { country: "US", state: "IL" };
const CARD = gatewayCard();

/** Access to a gateway that answers with `answer`, and a list of the requests it got. */
function gateway(answer: (request: Request) => Response | Promise<Response>) {
  const calls: Request[] = [];
  const fetch = async (input: RequestInfo | URL, init?: RequestInit) => {
    const request = new Request(input, init);
    calls.push(request.clone());
    return answer(request);
  };
  const access: GatewayAccess = { origin: "https://gateway.test", secretKey: "api_secret", fetch };
  return { access, calls };
}

const never = () => new AbortController().signal;
const json = (body: unknown, init: ResponseInit = {}) => Response.json(body, init);
const lookUp = (access: GatewayAccess, signal = never()) =>
  lookUpCard({ kind: "token", token: TOKEN }, IL, access, signal);

describe("what is sent", () => {
  test.each<[string, Subject, Place, object]>([
    ["a token", { kind: "token", token: TOKEN }, IL, { temp_token: TOKEN, country: "US", state: "IL" }],
    ["a BIN", { kind: "bin", bin: "424242" }, IL, { bin: "424242", country: "US", state: "IL" }],
    ["a customer", { kind: "customer", customerId: "c1" }, IL, { customer_id: "c1", country: "US", state: "IL" }],
    [
      "a customer's payment method",
      { kind: "customer", customerId: "c1", paymentMethodId: "p1" },
      IL,
      { customer_id: "c1", payment_method_id: "p1", country: "US", state: "IL" },
    ],
    [
      "a country without states",
      { kind: "bin", bin: "424242" },
      { country: "GB", state: null },
      { bin: "424242", country: "GB" },
    ],
    [
      "no state that is not a code",
      { kind: "bin", bin: "424242" },
      { country: "US", state: "ILLINOISS" },
      { bin: "424242", country: "US" },
    ],
    ...(
      [
        ["a made-up state of the United States", { country: "US", state: "QQ" }, { country: "US" }],
        ["a made-up province of Canada", { country: "CA", state: "ZZ" }, { country: "CA" }],
        ["a name of every object", { country: "US", state: "constructor" }, { country: "US" }],
        ["a province", { country: "CA", state: "QC" }, { country: "CA", state: "QC" }],
        ["a territory", { country: "US", state: "PR" }, { country: "US", state: "PR" }],
        ["a state we have no list of", { country: "AU", state: "NSW" }, { country: "AU" }],
        ["a country that is none", { country: "XK", state: null }, {}],
      ] as const
    ).map(([name, place, sent]): [string, Subject, Place, object] => [
      name,
      { kind: "bin", bin: "424242" },
      place,
      { bin: "424242", ...sent },
    ]),
  ])("%s", async (_, subject, place, body) => {
    const { access, calls } = gateway(() => json(CARD));
    const smuggled = { ...subject, country: "XX", base_amount: 1, card: "4242424242424242" };
    await lookUpCard(smuggled, place, access, never());
    const [call] = calls;
    expect(call?.url).toBe("https://gateway.test/api/lookup/bin/protected");
    expect(call?.method).toBe("POST");
    expect(call?.headers.get("Authorization")).toBe("api_secret");
    expect(call?.headers.get("Content-Type")).toBe("application/json");
    expect(call?.headers.get("User-Agent")).toBe(USER_AGENT);
    expect(await call?.json()).toEqual(body);
  });

  test("a customer id cannot leave the vault's path", async () => {
    const { access, calls } = gateway(() => json({}));
    await readVault("../transaction?x=1#y", access, never());
    expect(calls[0]?.url).toBe("https://gateway.test/api/vault/..%2Ftransaction%3Fx%3D1%23y");
    expect(calls[0]?.headers.get("User-Agent")).toBe(USER_AGENT);
  });
});

test.each([".", ".."])("the customer id %s is refused without a call", async (id) => {
  const { access, calls } = gateway(() => json({}));
  expect((await readVault(id, access, never())).kind).toBe("rejected");
  expect(calls).toHaveLength(0);
});

describe("the vault", () => {
  test.each([".", "..", "..."])("is not left by a customer of the name %s", async (id) => {
    const { access, calls } = gateway(() => json({}));
    const result = await readVault(id, access, never());
    for (const { url } of calls) expect(url).toMatch(/^https:\/\/gateway\.test\/api\/vault\/[^/]+$/);
    if (id.length < 3) expect(result).toMatchObject({ kind: "rejected" });
  });

  test("that is closed to the key (403) is no answer, and the key stays good", async () => {
    const { access } = gateway(() => refusal(403));
    expect(await readVault("c1", access, never())).toEqual({ kind: "unusable", correlationId: null });
  });

  test("that does not know the key (401) says so", async () => {
    const { access } = gateway(() => refusal(401));
    expect(await readVault("c1", access, never())).toMatchObject({ kind: "unauthorized" });
  });
});

describe("what comes back", () => {
  test("a card, with the correlation id for the log", async () => {
    const { access } = gateway(() => json(CARD, { headers: { "x-correlation-id": "abc-123" } }));
    expect(await lookUp(access)).toMatchObject({
      kind: "found",
      value: { brands: ["visa"], funding: "credit", surchargeable: true },
      correlationId: "abc-123",
    });
  });

  test("a correlation id that is no plain id is dropped", async () => {
    const { access } = gateway(() => json(CARD, { headers: { "x-correlation-id": 'x" injected' } }));
    expect(await lookUp(access)).toMatchObject({ kind: "found", correlationId: null });
  });

  test.each([400, 404, 410, 422])("%i is about what was asked", async (status) => {
    const { access } = gateway(() => refusal(status));
    expect(await lookUp(access)).toMatchObject({ kind: "rejected", status });
  });

  test.each([401, 403])("%i is about the key", async (status) => {
    const { access } = gateway(() => refusal(status));
    expect(await lookUp(access)).toMatchObject({ kind: "unauthorized", status });
  });

  test.each([
    [429, "busy"],
    [503, "busy"],
    [500, "status"],
    [502, "status"],
    [301, "redirect"],
    [307, "redirect"],
  ])("%i is a failure: %s", async (status, why) => {
    const headers = { Location: "https://elsewhere.test/api/lookup/bin/protected" };
    const { access, calls } = gateway(() => new Response(null, { status, headers }));
    expect(await lookUp(access)).toMatchObject({ kind: "failed", why, status });
    expect(calls).toHaveLength(1);
    expect(calls[0]?.redirect).toBe("manual");
  });

  test.each([405, 408, 415, 425])("%i in the gateway's own form is a failure of the call", async (status) => {
    const { access } = gateway(() => refusal(status));
    expect(await lookUp(access)).toMatchObject({ kind: "failed", why: "status", status });
  });

  describe.each([400, 401, 403, 404, 405, 406, 410, 422, 451])(
    "%i from something in front of the gateway",
    (status) => {
      const own = { status: "failed", msg: "refused" };
      const typed = (text: string, type: string) => new Response(text, { status, headers: { "Content-Type": type } });
      test.each<[string, () => Response]>([
        ["a page", () => typed("<h1>Sorry, you have been blocked</h1>", "text/html")],
        ["no body", () => new Response(null, { status })],
        ["an empty body of JSON", () => typed("", "application/json")],
        ["a page that says it is JSON", () => typed("<h1>Blocked</h1>", "application/json")],
        ["JSON that says it is a page", () => typed(JSON.stringify(own), "text/html")],
        ["JSON in another charset", () => typed(JSON.stringify(own), "application/json; charset=utf-16")],
        ["another API's JSON", () => json({ message: "Forbidden" }, { status })],
        ["a number for a status", () => json({ status, msg: "Forbidden" }, { status })],
        ["a status alone", () => json({ status: "failed" }, { status })],
        ["a status of another list", () => json({ status: "denied", msg: "by rule 7" }, { status })],
        ["a success", () => json({ status: "success", msg: "", data: CARD }, { status })],
        ["a card", () => json(CARD, { status })],
        ["a list", () => json([own], { status })],
        ["no object", () => json("failed", { status })],
        ["a body that is too long", () => json({ ...own, filler: "x".repeat(300_000) }, { status })],
      ])("%s says nothing of key or token", async (_, answer) => {
        const { access } = gateway(answer);
        expect(await lookUp(access)).toMatchObject({ kind: "failed", why: "blocked", status });
        expect(await readVault("c1", access, never())).toMatchObject({ kind: "failed", why: "blocked", status });
      });
    },
  );

  test.each(["failed", "error", "FAILED"])(
    "the gateway's own form has the status %s, and data or none",
    async (word) => {
      for (const more of [{}, { data: null }, { data: {} }]) {
        const { access } = gateway(() => json({ status: word, msg: "", ...more }, { status: 401 }));
        expect(await lookUp(access)).toMatchObject({ kind: "unauthorized" });
      }
    },
  );

  test("a refusal that breaks off says nothing, and nobody is said to stand in front", async () => {
    const { access } = gateway(() => {
      const broken = new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode('{"status":"failed",'));
          controller.error(new Error("connection lost"));
        },
      });
      return new Response(broken, { status: 401, headers: { "Content-Type": "application/json" } });
    });
    expect(await lookUp(access)).toMatchObject({ kind: "failed", why: "bad_body", status: 401 });
  });

  test("a refusal that never ends takes no longer than the attempt", async () => {
    const { access } = gateway(
      () => new Response(new ReadableStream({}), { status: 403, headers: { "Content-Type": "application/json" } }),
    );
    expect(await lookUp(access, AbortSignal.timeout(50))).toMatchObject({ kind: "failed", why: "timeout" });
  });

  test("failed on a 2xx is unusable", async () => {
    const { access } = gateway(() => json({ status: "failed", msg: "Z2a87b7wk9PHzwl2RZLvslq1UzjzjHl1 is bad" }));
    expect(await lookUp(access)).toEqual({ kind: "unusable", correlationId: null });
  });

  const bytes = (text: string, type: string) =>
    new Response(new TextEncoder().encode(text), { headers: { "Content-Type": type } });
  test.each<[string, () => Response]>([
    ["HTML", () => bytes("<h1>hello</h1>", "text/html")],
    ["JSON that says it is text", () => bytes(JSON.stringify(CARD), "text/plain")],
    ["JSON of no stated type", () => new Response(new TextEncoder().encode(JSON.stringify(CARD)))],
    ["half a JSON text", () => bytes('{"card_brand": "Vi', "application/json")],
    [
      "a key given twice",
      () => bytes('{"card_type":"debit","card_brand":"Visa","card_typ\\u0065":"credit"}', "application/json"),
    ],
    ["an empty body", () => bytes("", "application/json")],
    ["no body", () => new Response(null, { status: 204, headers: { "Content-Type": "application/json" } })],
    ["another charset", () => bytes(JSON.stringify(CARD), "application/json; charset=utf-16")],
    [
      "bytes that are not UTF-8",
      () => new Response(new Uint8Array([0x22, 0xff, 0xfe, 0x22]), { headers: { "Content-Type": "application/json" } }),
    ],
    ["a huge body", () => json({ ...CARD, filler: "x".repeat(20_000) })],
    [
      "a huge announced body",
      () => new Response("{}", { headers: { "Content-Type": "application/json", "Content-Length": "99999999" } }),
    ],
  ])("%s is a bad body", async (_, answer) => {
    const { access } = gateway(answer);
    expect(await lookUp(access)).toMatchObject({ kind: "failed", why: "bad_body", status: expect.any(Number) });
  });

  test("no more than the cap is read of an endless body", async () => {
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(1024).fill(32));
      },
    });
    const { access } = gateway(() => new Response(endless, { headers: { "Content-Type": "application/json" } }));
    expect(await lookUp(access)).toMatchObject({ kind: "failed", why: "bad_body" });
    expect(pulled).toBeLessThan(30);
  });

  test.each(["application/json", "application/json; charset=UTF-8", "application/problem+json"])(
    "%s is JSON",
    async (type) => {
      const { access } = gateway(() => bytes(JSON.stringify(CARD), type));
      expect(await lookUp(access)).toMatchObject({ kind: "found" });
    },
  );
});

describe("what does not come back", () => {
  test("a refused connection is the network's fault, and no headers arrived", async () => {
    const { access } = gateway(() =>
      Promise.reject(Object.assign(new Error("Network connection lost."), { retryable: true })),
    );
    expect(await lookUp(access)).toEqual({ kind: "failed", why: "network", status: null, correlationId: null });
  });

  test("an answer that never starts is a time-out", async () => {
    const stop = new AbortController();
    const { access } = gateway(() => {
      stop.abort();
      return new Promise<Response>(() => {});
    });
    expect(await lookUp(access, stop.signal)).toEqual({
      kind: "failed",
      why: "timeout",
      status: null,
      correlationId: null,
    });
  });

  test("a body that never ends is a time-out after headers", async () => {
    const stop = new AbortController();
    const pull = () => {
      stop.abort();
      return new Promise<void>(() => {});
    };
    const stuck = new ReadableStream<Uint8Array>({ pull }, { highWaterMark: 0 });
    const { access } = gateway(() => new Response(stuck, { headers: { "Content-Type": "application/json" } }));
    expect(await lookUp(access, stop.signal)).toMatchObject({ kind: "failed", why: "timeout", status: 200 });
  });

  test("a body that breaks off is bad", async () => {
    const broken = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.error(new Error("Network connection lost."));
      },
    });
    const { access } = gateway(() => new Response(broken, { headers: { "Content-Type": "application/json" } }));
    expect(await lookUp(access)).toMatchObject({ kind: "failed", why: "bad_body", status: 200 });
  });
});
