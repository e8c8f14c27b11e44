/** What Turnstile is asked, and what its answer is worth. */
import { afterEach, describe, expect, test, vi } from "vitest";
import { USER_AGENT } from "../../../contract/user-agent.ts";
import { verifyChallenge } from "../../../worker/doors/turnstile.ts";

afterEach(() => vi.restoreAllMocks());

const verify = () => verifyChallenge("a-result", "a-secret", "api.example");
const answering = (answer: () => Response | Promise<Response>) =>
  vi.spyOn(globalThis, "fetch").mockImplementation(async () => answer());

test("Turnstile is told the secret and the result, at its own address, and no redirect is followed", async () => {
  const fetched = answering(() => Response.json({ success: true, action: "lookup", hostname: "api.example" }));
  expect(await verify()).toBe("passed");
  const [address, init] = fetched.mock.calls[0] ?? [];
  expect(address).toBe("https://challenges.cloudflare.com/turnstile/v0/siteverify");
  expect(init).toEqual({
    method: "POST",
    headers: { "Content-Type": "application/json", "User-Agent": USER_AGENT },
    body: '{"secret":"a-secret","response":"a-result"}',
    redirect: "manual",
    signal: expect.any(AbortSignal),
  });
});

describe("an answer", () => {
  test.each<[answer: unknown, verdict: string]>([
    [{ success: true, action: "lookup", hostname: "api.example" }, "passed"],
    [{ success: false, action: "lookup", hostname: "api.example" }, "failed"],
    [{ success: true, action: "login", hostname: "api.example" }, "failed"],
    [{ success: true, action: "lookup", hostname: "x.api.example" }, "failed"],
    [{ success: true }, "failed"],
    [{ success: "true", action: "lookup", hostname: "api.example" }, "down"],
    [{}, "down"],
    [null, "down"],
  ])("of %j is worth: %s", async (answer, verdict) => {
    answering(() => Response.json(answer));
    expect(await verify()).toBe(verdict);
  });

  test.each<[name: string, answer: () => Response | Promise<Response>]>([
    ["an error", () => Response.json({ success: true, action: "lookup", hostname: "api.example" }, { status: 500 })],
    ["no JSON", () => new Response("<html>")],
    ["none", () => Promise.reject(new Error("down"))],
  ])("that is %s says nothing of the result", async (_, answer) => {
    answering(answer);
    expect(await verify()).toBe("down");
  });

  test("that does not come within a second says nothing of the result", async () => {
    vi.useFakeTimers();
    answering(() => new Promise(() => {}));
    const verdict = verify();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await verdict).toBe("down");
    vi.useRealTimers();
  });
});
