import { Webhook } from "standardwebhooks";
import { afterEach, describe, expect, test, vi } from "vitest";
import { USER_AGENT } from "../../../../contract/user-agent.ts";
import { hookOf, tryOnce } from "../../../../worker/ledger/alerts/alert-hook.ts";

const SECRET = `whsec_${btoa("a secret of thirty-two bytes ...")}`;
const HOOK = { url: "https://alerts.example/in?key=of-the-receiver", secret: SECRET };
const BODY = JSON.stringify({ type: "alert.test", data: { sentence: "caf\u00e9 \u2713" } });

/** Stands in for the receiver. */
function receiver(answer: () => Response | Promise<Response>) {
  const sent: Request[] = [];
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    sent.push(new Request(input, init));
    return answer();
  });
  return sent;
}
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe("one try", () => {
  test("is signed so that the package of Standard Webhooks takes it, and no other body or secret", async () => {
    const sent = receiver(() => new Response(null, { status: 204 }));
    expect(await tryOnce(HOOK, "msg_1", BODY, Date.now())).toEqual({ status: 204, retryAfterMs: null });
    const [first] = sent;
    if (first === undefined) throw new Error("nothing was sent");
    const headers = Object.fromEntries(first.headers);
    expect(first).toMatchObject({ url: HOOK.url, method: "POST", redirect: "manual" });
    expect(headers).toMatchObject({
      "webhook-id": "msg_1",
      "user-agent": USER_AGENT,
      "content-type": "application/json",
    });
    expect(new Webhook(SECRET).verify(await first.text(), headers)).toEqual(JSON.parse(BODY));
    expect(() => new Webhook(SECRET).verify(BODY.replace("test", "tost"), headers)).toThrow();
    expect(() => new Webhook(`whsec_${btoa("another secret of thirty bytes")}`).verify(BODY, headers)).toThrow();
  });

  test("is signed as the specification's own example is", async () => {
    const sent = receiver(() => new Response(null, { status: 204 }));
    const hook = { ...HOOK, secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" };
    await tryOnce(hook, "msg_p5jXN8AQM9LWM0D4loKWxJek", '{"test": 2432232314}', 1_614_265_330_000);
    expect(sent[0]?.headers.get("webhook-signature")).toBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  });

  test.each<[string, () => Response | Promise<Response>, number | null, number | null]>([
    ["an error", () => new Response("why", { status: 500 }), 500, null],
    ["a wish to wait", () => new Response(null, { status: 429, headers: { "Retry-After": "90" } }), 429, 90_000],
    ["a redirect, which is not followed", () => Response.redirect("https://other.example/"), 302, null],
    ["no connection", () => Promise.reject(new Error(HOOK.url)), null, null],
  ])("that gets %s says so, and throws nothing", async (_name, answer, status, retryAfterMs) => {
    const sent = receiver(answer);
    expect(await tryOnce(HOOK, "msg_1", BODY, Date.now())).toEqual({ status, retryAfterMs });
    expect(sent).toHaveLength(1);
  });

  test("that gets no answer within five seconds is given up", async () => {
    vi.useFakeTimers();
    receiver(() => new Promise(() => {}));
    const trying = tryOnce(HOOK, "msg_1", BODY, Date.now());
    await vi.advanceTimersByTimeAsync(5_100);
    expect(await trying).toEqual({ status: null, retryAfterMs: null });
  });
});

test.each<[string, object, boolean]>([
  ["both", { ALERT_URL: HOOK.url, ALERT_SECRET: SECRET }, true],
  ["no secret", { ALERT_URL: HOOK.url }, false],
  ["no address", { ALERT_SECRET: SECRET }, false],
  ["neither", {}, false],
  ["a short secret", { ALERT_URL: HOOK.url, ALERT_SECRET: `whsec_${btoa("short")}` }, false],
  ["a secret without its mark", { ALERT_URL: HOOK.url, ALERT_SECRET: SECRET.slice(6) }, false],
  ["an address with a password", { ALERT_URL: "https://a:b@alerts.example/", ALERT_SECRET: SECRET }, false],
])("with %s there is a receiver or not", (_name, bindings, isThere) => {
  expect(hookOf(bindings) !== null).toBe(isThere);
});
