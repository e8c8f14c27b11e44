import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Breaker, type Pass, type Report } from "../../../worker/lookup/breaker.ts";

const S = 1000;

/** A breaker whose waits have half of their jitter: the first is 1.25 s. */
const newBreaker = (random = 0.5) => new Breaker(() => random);

function admitted(breaker: Breaker, now: number): Pass {
  const pass = breaker.admit(now);
  if (pass === null) throw new Error("was not let through");
  return pass;
}

const call = (breaker: Breaker, now: number, report: Report) => breaker.report(admitted(breaker, now), report, now);

/** A breaker after `count` failures in a row, one a millisecond from `from` on. */
function failing(count: number, breaker = newBreaker(), from = 0): Breaker {
  for (let failure = 0; failure < count; failure++) call(breaker, from + failure, "fails");
  return breaker;
}

describe("opening", () => {
  test("four failures do nothing, the fifth opens", () => {
    expect(failing(4).admit(5)).not.toBeNull();
    expect(failing(5).admit(5)).toBeNull();
  });

  test.each([
    ["five failures among ten calls within ten seconds", 10, 5, 500, "open"],
    ["five among eleven", 11, 5, 500, "closed"],
    ["five among ten spread over longer", 10, 5, 2_600, "closed"],
    ["twenty-four among fifty", 50, 24, 100, "closed"],
  ])("%s: %4$s", (_, calls, failures, stepMs, state) => {
    const breaker = newBreaker();
    // The failures come last, so that they are never half of all before the end.
    for (let number = 0; number < calls; number++)
      call(breaker, number * stepMs, number >= calls - failures ? "fails" : "works");
    expect(breaker.view(calls * stepMs).state).toBe(state);
  });

  test("a call whose time we cut short ourselves tells nothing", () => {
    const breaker = newBreaker();
    for (let number = 0; number < 50; number++) call(breaker, number, "nothing");
    expect(breaker.view(50)).toEqual({ state: "closed", retryAt: null });
  });
});

describe("while open", () => {
  test.each([
    ["at least a second", 0, 1 * S],
    ["and at most half as much again, by chance", 0.999_999, 1.5 * S],
  ])("it waits %s", (_, random, wait) => {
    const breaker = failing(5, newBreaker(random));
    expect(breaker.admit(wait)).toBeNull();
    expect(breaker.admit(wait + 5)).not.toBeNull();
  });

  test("three probes pass at once when the wait is over, and nothing else until they are back", () => {
    const breaker = failing(5);
    const probes = [1, 2, 3].map(() => breaker.admit(2 * S));
    expect(probes).not.toContain(null);
    expect(breaker.view(2 * S).state).toBe("probing");
    expect(breaker.admit(2 * S)).toBeNull();
  });

  test("one probe that works closes it, whatever became of the others", () => {
    const breaker = failing(5);
    const [first, second] = [admitted(breaker, 2 * S), admitted(breaker, 2 * S)];
    breaker.report(first, "fails", 2 * S);
    expect(breaker.view(2 * S).state).toBe("probing");
    breaker.report(second, "works", 2 * S);
    expect(breaker.view(2 * S)).toEqual({ state: "closed", retryAt: null });
  });

  test("rounds of probes that fail make the waits longer, 30 s at most, and a success brings the first wait back", () => {
    const breaker = failing(5, newBreaker(0.999_999));
    let now = 4;
    const waits: number[] = [];
    for (let round = 0; round < 14; round++) {
      const until = breaker.view(now).retryAt ?? 0;
      waits.push(until - now);
      now = until;
      call(breaker, now, "fails");
    }
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
    expect(waits[2]).toBeLessThan(3 * S);
    expect(waits.at(-1)).toBeGreaterThan(29 * S);
    expect(waits.at(-1)).toBeLessThanOrEqual(30 * S);
    now += 30 * S;
    call(breaker, now, "works");
    failing(5, breaker, now);
    expect((breaker.view(now + 4).retryAt ?? 0) - now).toBeLessThan(2 * S);
  });

  test("a probe whose time we cut short ourselves is followed by another, without a longer wait", () => {
    const breaker = failing(5, newBreaker(0));
    call(breaker, 2 * S, "nothing");
    expect(breaker.view(2 * S)).toEqual({ state: "open", retryAt: 2 * S + 1.4 * S });
    call(breaker, 4 * S, "nothing");
    expect(breaker.view(4 * S)).toEqual({ state: "open", retryAt: 4 * S + 1.4 * S });
  });

  test("probes that are never reported on do not keep it shut for good", () => {
    const breaker = failing(5);
    for (let probe = 0; probe < 3; probe++) expect(breaker.admit(2 * S)).not.toBeNull();
    expect(breaker.admit(11 * S)).toBeNull();
    expect(breaker.admit(12 * S)).not.toBeNull();
  });

  test("the late word on a call from before does not close it, nor prolong it", () => {
    const breaker = newBreaker();
    const early = [admitted(breaker, 0), admitted(breaker, 0)] as const;
    failing(5, breaker, 1);
    const opened = breaker.view(10);
    breaker.report(early[0], "works", 10);
    breaker.report(early[1], "fails", 10);
    expect(breaker.view(10)).toEqual(opened);
  });
});

describe("a refused key", () => {
  const refused = () => {
    const breaker = newBreaker(0);
    call(breaker, 0, "refuses_key");
    return breaker;
  };

  test("stops everything at once for 300 s", () => {
    const breaker = refused();
    expect(breaker.view(1)).toEqual({ state: "key_refused", retryAt: 300 * S });
    expect(breaker.admit(299 * S)).toBeNull();
    expect(breaker.admit(300 * S)).not.toBeNull();
  });

  test("says nothing about the gateway: a probe that merely fails opens it for the first wait", () => {
    const breaker = refused();
    call(breaker, 300 * S, "fails");
    expect(breaker.view(300 * S)).toEqual({ state: "open", retryAt: 301 * S });
  });

  test("that is refused again by the probe after 300 s waits another 300 s", () => {
    const breaker = refused();
    call(breaker, 300 * S, "refuses_key");
    expect(breaker.view(301 * S)).toEqual({ state: "key_refused", retryAt: 600 * S });
  });
});

test("whatever happens, an open breaker has three calls under way at most, and always opens up again", () => {
  const Reports = fc.constantFrom<Report | "never">("works", "fails", "nothing", "never");
  const Step = fc.record({ waitMs: fc.integer({ min: 0, max: 20_000 }), report: Reports });
  fc.assert(
    fc.property(fc.array(Step, { maxLength: 100 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (steps, random) => {
      const breaker = newBreaker(random);
      let now = 0;
      for (const { waitMs, report } of steps) {
        now += waitMs;
        const before = breaker.view(now);
        const pass = breaker.admit(now);
        if (pass === null) {
          expect(before.state).not.toBe("closed");
          expect(before.retryAt).toBeLessThanOrEqual(now + 30 * S);
        } else if (report !== "never") breaker.report(pass, report, now);
      }
      let passes = 0;
      now += 31 * S;
      const wasClosed = breaker.view(now).state === "closed";
      while (passes < 10 && breaker.admit(now) !== null) passes += 1;
      expect(passes).toBe(wasClosed ? 10 : 3);
    }),
  );
});
