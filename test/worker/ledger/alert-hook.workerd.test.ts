import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { USER_AGENT } from "../../../contract/user-agent.ts";
import { sendAlert, signatureOf } from "../../../worker/ledger/alert-hook.ts";

const SECRET = `whsec_${btoa("a secret of thirty-two bytes ...")}`;
const HOOK = { url: "https://alerts.example/in?key=of-the-receiver", secret: SECRET };
const ALERT = { type: "rules.due", data: { version: "v1", rows: [] } } as const;
const NOW = 1_796_000_000_000;

interface Sent {
  readonly url: string;
  readonly init: RequestInit;
  readonly headers: Headers;
  readonly body: string;
}

/** A receiver that answers each try by `answers`, in their order. */
function receiver(...answers: readonly (number | Error)[]) {
  const sent: Sent[] = [];
  const waits: number[] = [];
  const outside = {
    fetch: async (url: string, init: RequestInit & { readonly body: string }) => {
      const answer = answers[sent.length] ?? 500;
      sent.push({ url, init, headers: new Headers(init.headers), body: init.body });
      if (answer instanceof Error) throw answer;
      return new Response(answer === 204 ? null : "some words", { status: answer });
    },
    wait: async (ms: number) => void waits.push(ms),
    now: () => NOW + sent.length * 1_000,
  };
  return { outside, sent, waits };
}

let lines: string[];
beforeEach(() => {
  lines = [];
  for (const level of ["log", "error"] as const)
    vi.spyOn(console, level).mockImplementation((line: string) => void lines.push(`${level} ${line}`));
});
afterEach(() => vi.restoreAllMocks());

/** A receiver's own check, written from the specification and not from our code. */
async function isGenuine({ headers, body }: Sent, secret = SECRET): Promise<boolean> {
  const bytes = Uint8Array.from(atob(secret.replace("whsec_", "")), (one) => one.charCodeAt(0));
  const key = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
  const [version, mac = ""] = (headers.get("webhook-signature") ?? "").split(",");
  const content = `${headers.get("webhook-id")}.${headers.get("webhook-timestamp")}.${body}`;
  const signature = Uint8Array.from(atob(mac), (one) => one.charCodeAt(0));
  return version === "v1" && crypto.subtle.verify("HMAC", key, signature, new TextEncoder().encode(content));
}

describe("an alert", () => {
  test("is signed as the specification's own example is", async () => {
    const signature = await signatureOf(
      "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
      "msg_p5jXN8AQM9LWM0D4loKWxJek",
      1_614_265_330,
      '{"test": 2432232314}',
    );
    expect(signature).toBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  });

  test("is sent once where the receiver takes it, and verifies", async () => {
    const { outside, sent, waits } = receiver(204);
    expect(await sendAlert(HOOK, ALERT, outside)).toBe(true);
    expect(sent).toHaveLength(1);
    expect(waits).toEqual([]);
    const [first] = sent;
    if (first === undefined) throw new Error("nothing was sent");
    expect(first.url).toBe(HOOK.url);
    expect(first.init).toMatchObject({ method: "POST", redirect: "manual" });
    expect(JSON.parse(first.body)).toEqual({ ...ALERT, timestamp: new Date(NOW).toISOString() });
    expect(await isGenuine(first)).toBe(true);
    expect(await isGenuine({ ...first, body: first.body.replace("v1", "v2") })).toBe(false);
    expect(await isGenuine(first, `whsec_${btoa("another secret of thirty bytes")}`)).toBe(false);
    expect(lines).toEqual(['log {"task":"alert","outcome":"sent","type":"rules.due","status":204}']);
  });

  test("is tried again under one id, each try with its own time and signature", async () => {
    const { outside, sent, waits } = receiver(503, new Error("connection lost"), 200);
    expect(await sendAlert(HOOK, ALERT, outside)).toBe(true);
    expect(waits).toEqual([1_000, 4_000]);
    expect(new Set(sent.map(({ headers }) => headers.get("webhook-id"))).size).toBe(1);
    expect(new Set(sent.map(({ headers }) => headers.get("user-agent")))).toEqual(new Set([USER_AGENT]));
    expect(new Set(sent.map(({ headers }) => headers.get("webhook-timestamp"))).size).toBe(3);
    expect(await Promise.all(sent.map((one) => isGenuine(one)))).toEqual([true, true, true]);
  });

  test.each([
    ["an error", [500, 500, 500], 500],
    ["a redirect, which is not followed", [302, 302, 302], 302],
    ["nothing", [new Error("a"), new Error("b"), new Error(HOOK.url)], null],
  ])("fails after three tries that get %s, and throws nothing", async (_name, answers, status) => {
    const { outside, sent } = receiver(...answers);
    expect(await sendAlert(HOOK, ALERT, outside)).toBe(false);
    expect(sent).toHaveLength(3);
    expect(lines).toEqual([`error {"task":"alert","outcome":"failed","type":"rules.due","status":${status}}`]);
  });

  test("gives up a try that gets no answer within five seconds", async () => {
    vi.useFakeTimers();
    const { outside } = receiver();
    const silent = { ...outside, fetch: () => new Promise<Response>(() => {}) };
    const sending = sendAlert(HOOK, ALERT, silent);
    await vi.advanceTimersByTimeAsync(15_100);
    expect(await sending).toBe(false);
    vi.useRealTimers();
  });

  test("leaves no secret and no address in the log", async () => {
    await sendAlert(HOOK, ALERT, receiver(200).outside);
    await sendAlert(HOOK, ALERT, receiver(400, 400, 400).outside);
    for (const secret of [SECRET, SECRET.slice(6), "of-the-receiver", "alerts.example"])
      expect(lines.join("\n")).not.toContain(secret);
  });
});
