import { expect, test } from "vitest";
import { Breakers } from "../../../worker/lookup/breakers.ts";

function fail(breakers: Breakers, account: string, times: number, now = 0): number {
  let calls = 0;
  for (let call = 0; call < times; call++) {
    const breaker = breakers.of(account);
    const pass = breaker.admit(now);
    if (pass === null) continue;
    calls += 1;
    breaker.report(pass, "fails", now);
  }
  return calls;
}

test("accounts that take turns each have a breaker that opens", () => {
  const breakers = new Breakers(() => 0);
  const calls = { one: 0, two: 0 };
  for (let turn = 0; turn < 100; turn++) {
    calls.one += fail(breakers, "https://gateway.test api_one", 1);
    calls.two += fail(breakers, "https://gateway.test api_two", 1);
  }
  expect(calls).toEqual({ one: 5, two: 5 });
});

test("one account's refused key stops no other, and the operator sees the one in use", () => {
  const breakers = new Breakers(() => 0);
  const refused = breakers.of("https://gateway.test api_old");
  const pass = refused.admit(0);
  if (pass !== null) refused.report(pass, "refuses_key", 0);
  expect(breakers.view(1)).toMatchObject({ state: "key_refused" });
  expect(breakers.of("https://gateway.test api_new").admit(1)).not.toBeNull();
  expect(breakers.view(1)).toEqual({ state: "closed", retryAt: null });
  expect(breakers.of("https://gateway.test api_old").admit(1)).toBeNull();
});

test("however many accounts there were, the ones in use are remembered", () => {
  const breakers = new Breakers(() => 0);
  fail(breakers, "in use", 5);
  for (let other = 0; other < 100; other++) {
    breakers.of(`other ${other}`);
    expect(breakers.of("in use").admit(0)).toBeNull();
  }
});

test("before anybody called, nothing stands in the way", () => {
  expect(new Breakers(() => 0).view(0)).toEqual({ state: "closed", retryAt: null });
});
