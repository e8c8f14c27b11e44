import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Breaker } from "../../../worker/lookup/breaker.ts";

const S = 1000;
const KEY = "https://gateway.test api_one";

/** A breaker after `count` failures in a row, one a millisecond from `from` on. */
function failing(count: number, breaker = new Breaker(), from = 0): Breaker {
  for (let call = 0; call < count; call++) {
    const pass = breaker.admit(KEY, from + call);
    if (pass !== null) breaker.failed(pass, from + call);
  }
  return breaker;
}

/** Makes the one probe that is due at `now` and reports on it. */
function probe(breaker: Breaker, now: number, works: boolean): void {
  const pass = breaker.admit(KEY, now);
  if (pass === null) throw new Error("no probe was let through");
  if (works) breaker.succeeded(pass, now);
  else breaker.failed(pass, now);
}

describe("opening", () => {
  test("four failures in a row do nothing, the fifth opens", () => {
    expect(failing(4).admit(KEY, 5)).not.toBeNull();
    expect(failing(5).admit(KEY, 5)).toBeNull();
  });

  test("a success in between starts the count again", () => {
    const breaker = failing(4);
    probe(breaker, 4, true);
    expect(failing(4, breaker, 5).admit(KEY, 9)).not.toBeNull();
  });

  test.each([
    ["ten failures among twenty calls within ten seconds open it", 10, 500, true],
    ["nine do not", 9, 500, false],
    ["ten among twenty spread over longer do not", 10, 600, false],
  ])("%s", (_, failures, stepMs, opens) => {
    const breaker = new Breaker();
    // Failures at every other place, so that they are never five in a row.
    for (let call = 0; call < 20; call++) {
      const pass = breaker.admit(KEY, call * stepMs);
      if (pass === null) throw new Error("opened early");
      if (call % 2 === 1 && (call + 1) / 2 > 10 - failures) breaker.failed(pass, call * stepMs);
      else breaker.succeeded(pass, call * stepMs);
    }
    expect(breaker.admit(KEY, 20 * stepMs) === null).toBe(opens);
  });

  test("ten failures among twenty open it when the twentieth call is a success", () => {
    const breaker = new Breaker();
    for (let call = 0; call < 20; call++) probe(breaker, call, call % 2 === 1);
    expect(breaker.view(20).state).toBe("open");
  });
});

describe("while open", () => {
  test("nothing passes for 30 s, then one probe does, and nothing else until it is back", () => {
    const breaker = failing(5);
    expect(breaker.admit(KEY, 30 * S)).toBeNull();
    const pass = breaker.admit(KEY, 30 * S + 4);
    expect(pass).not.toBeNull();
    expect(breaker.view(30 * S + 4).state).toBe("probing");
    expect(breaker.admit(KEY, 30 * S + 5)).toBeNull();
  });

  test("a probe that works closes it", () => {
    const breaker = failing(5);
    probe(breaker, 31 * S, true);
    expect(breaker.view(31 * S)).toEqual({ state: "closed", retryAt: null });
    expect(breaker.admit(KEY, 31 * S)).not.toBeNull();
  });

  test("probes that fail double the wait, up to 300 s, and a success brings it back to 30 s", () => {
    const breaker = failing(5);
    let now = 4;
    for (const wait of [30, 60, 120, 240, 300, 300]) {
      expect(breaker.view(now).retryAt).toBe(now + wait * S);
      now += wait * S;
      probe(breaker, now, false);
    }
    now += 300 * S;
    probe(breaker, now, true);
    failing(5, breaker, now);
    expect(breaker.view(now + 4).retryAt).toBe(now + 4 + 30 * S);
  });

  test("a probe that is never reported on does not keep it shut for good", () => {
    const breaker = failing(5);
    expect(breaker.admit(KEY, 31 * S)).not.toBeNull();
    expect(breaker.admit(KEY, 40 * S)).toBeNull();
    expect(breaker.admit(KEY, 42 * S)).not.toBeNull();
  });

  test("it is not idle before its doubling counts for nothing", () => {
    const breaker = failing(5);
    expect(breaker.isIdle(30 * S + 4)).toBe(false);
    probe(breaker, 30 * S + 4, false);
    expect(breaker.isIdle(90 * S + 4 + 299 * S)).toBe(false);
    expect(breaker.isIdle(90 * S + 4 + 300 * S)).toBe(true);
    probe(breaker, 90 * S + 4, true);
    expect(breaker.isIdle(90 * S + 4)).toBe(true);
  });

  test("the late success of a call from before does not close it, nor a late failure prolong it", () => {
    const breaker = new Breaker();
    const early = breaker.admit(KEY, 0);
    failing(5, breaker, 1);
    const opened = breaker.view(10);
    if (early === null) throw new Error("was open at once");
    breaker.succeeded(early, 10);
    breaker.failed(early, 10);
    expect(breaker.view(10)).toEqual(opened);
  });
});

describe("a refused key", () => {
  const refused = () => {
    const breaker = new Breaker();
    const pass = breaker.admit(KEY, 0);
    if (pass !== null) breaker.keyRefused(pass, 0);
    return breaker;
  };

  test("stops everything at once for 300 s", () => {
    const breaker = refused();
    expect(breaker.view(1)).toEqual({ state: "key_refused", retryAt: 300 * S });
    expect(breaker.admit(KEY, 299 * S)).toBeNull();
    expect(breaker.admit(KEY, 300 * S)).not.toBeNull();
  });

  test("says nothing about the gateway: a probe that merely fails opens it for 30 s", () => {
    const breaker = refused();
    probe(breaker, 300 * S, false);
    expect(breaker.view(300 * S)).toEqual({ state: "open", retryAt: 330 * S });
  });

  test("is forgiven when the key is another one", () => {
    const breaker = refused();
    expect(breaker.admit("https://gateway.test api_two", 1)).not.toBeNull();
    expect(breaker.view(1).state).toBe("closed");
  });

  test("the probe after 300 s that finds it refused still waits another 300 s", () => {
    const breaker = refused();
    const pass = breaker.admit(KEY, 300 * S);
    if (pass !== null) breaker.keyRefused(pass, 300 * S);
    expect(breaker.view(301 * S)).toEqual({ state: "key_refused", retryAt: 600 * S });
  });
});

test("whatever happens, an open breaker lets at most one call through at a time, and always opens up again", () => {
  const Step = fc.record({ waitMs: fc.integer({ min: 0, max: 20_000 }), works: fc.boolean(), late: fc.boolean() });
  fc.assert(
    fc.property(fc.array(Step, { maxLength: 100 }), (steps) => {
      const breaker = new Breaker();
      let now = 0;
      for (const { waitMs, works, late } of steps) {
        now += waitMs;
        const wasOpen = breaker.view(now).state !== "closed";
        const pass = breaker.admit(KEY, now);
        if (pass === null) {
          expect(wasOpen).toBe(true);
          expect(breaker.view(now).retryAt).toBeGreaterThan(now);
          expect(breaker.view(now).retryAt).toBeLessThanOrEqual(now + 300 * S);
          continue;
        }
        if (wasOpen) expect(breaker.admit(KEY, now)).toBeNull();
        if (late) continue;
        if (works) breaker.succeeded(pass, now);
        else breaker.failed(pass, now);
      }
      expect(breaker.admit(KEY, now + 300 * S)).not.toBeNull();
    }),
  );
});
