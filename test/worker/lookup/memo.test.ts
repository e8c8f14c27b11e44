import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Fate, type Recall, type Recalled, TokenMemo } from "../../../worker/lookup/memo.ts";
import { runs } from "../../support/nightly/runs.ts";

const S = 1000;

/** A memo of answers that say themselves what becomes of them, a clock to move, and the asking noted. */
function memo(limits: ConstructorParameters<typeof TokenMemo>[2] = {}) {
  let now = 0;
  const asked: string[] = [];
  const memo = new TokenMemo<Fate>(
    () => now,
    (answer) => answer,
    limits,
  );
  const recall = (
    key: string,
    places: string[],
    answer: Fate | Promise<Fate> = "keep",
    question: Partial<Recalled<Fate>> = {},
  ): Recall<Fate> =>
    memo.recall(key, {
      places,
      askedAt: now,
      isCounted: true,
      ask: (place) => {
        asked.push(`${key} ${place}`);
        return Promise.resolve(answer);
      },
      ...question,
    });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  const wait = async (ms: number) => {
    await settle();
    now += ms;
  };
  return { memo, recall, asked, settle, wait };
}

const firstSeen = (recall: Recall<Fate>) => (recall.kind === "known" ? recall.firstSeenAt : null);

describe("answers", () => {
  test("on their way are shared", async () => {
    const { recall, asked } = memo();
    const one = recall("t", ["IL"]);
    const two = recall("t", ["IL"]);
    expect(asked).toEqual(["t IL"]);
    if (one.kind !== "known" || two.kind !== "known") throw new Error("not known");
    expect(two.answers[0]?.answer).toBe(one.answers[0]?.answer);
    expect([one.answers[0]?.isNew, two.answers[0]?.isNew]).toEqual([true, false]);
  });

  test("are kept 120 s from the token's first sight, however often and wherever it is asked about again", async () => {
    const { recall, asked, wait } = memo();
    recall("t", ["IL"]);
    await wait(100 * S);
    expect(firstSeen(recall("t", ["NY"]))).toBe(0);
    await wait(19_999);
    recall("t", ["IL", "NY"]);
    expect(asked).toEqual(["t IL", "t NY"]);
    await wait(1);
    expect(firstSeen(recall("t", ["NY"]))).toBe(120 * S);
    expect(asked).toHaveLength(3);
  });

  test("for which nobody was called are not kept", async () => {
    const { recall, asked, wait } = memo();
    recall("t", ["IL"], "drop");
    await wait(1);
    recall("t", ["IL"]);
    expect(asked).toEqual(["t IL", "t IL"]);
  });

  test("that were trouble are kept for 1.5 s, at that place alone", async () => {
    const { recall, asked, wait } = memo();
    recall("t", ["IL"], "trouble");
    await wait(1_499);
    recall("t", ["IL"]);
    expect(asked).toEqual(["t IL"]);
    recall("t", ["NY"]);
    await wait(1);
    recall("t", ["IL"]);
    expect(asked).toEqual(["t IL", "t NY", "t IL"]);
  });

  test("that were trouble are not told to a server that asks after that", async () => {
    const { recall, asked, wait } = memo();
    const asServer = { isCounted: false };
    recall("t", ["IL"], "trouble");
    await wait(1);
    recall("t", ["IL"], "trouble", asServer);
    recall("t", ["IL"], "keep", asServer);
    expect(asked).toEqual(["t IL", "t IL"]);
    await wait(1);
    recall("t", ["IL"], "keep", asServer);
    await wait(1);
    recall("t", ["IL"]);
    expect(asked).toEqual(["t IL", "t IL", "t IL"]);
  });

  test("that were trouble are told to whoever asked before, however long the question was on its way", async () => {
    const { recall, asked, wait } = memo();
    let answer: (fate: Fate) => void = () => {};
    const call = new Promise<Fate>((resolve) => {
      answer = resolve;
    });
    recall("t", ["IL"], call);
    await wait(1_200);
    answer("trouble");
    await wait(3_499);
    expect(recall("t", ["IL"], "keep", { askedAt: 1_200 })).toMatchObject({ answers: [{ isNew: false }] });
    expect(asked).toHaveLength(1);
    recall("t", ["IL"], "keep", { askedAt: 1_201 });
    expect(asked).toHaveLength(2);
  });

  test("that nobody knows stay unknown where there is no time to ask", async () => {
    const { recall, asked, settle } = memo();
    recall("t", ["IL"]);
    await settle();
    const { answers } = recall("t", ["IL", "NY"], "keep", { ask: null }) as Extract<Recall<Fate>, { kind: "known" }>;
    expect([await answers[0]?.answer, answers[1]?.answer]).toEqual(["keep", null]);
    expect(asked).toEqual(["t IL"]);
    recall("t", ["NY"]);
    expect(asked).toEqual(["t IL", "t NY"]);
  });

  test("that failed unexpectedly are not kept either", async () => {
    const { recall, asked, wait } = memo();
    const failed = recall("t", ["IL"], Promise.reject(new Error("no")));
    if (failed.kind === "known") await expect(failed.answers[0]?.answer).rejects.toThrow();
    await wait(1);
    recall("t", ["IL"]);
    expect(asked).toHaveLength(2);
  });

  test("of a token that expired meanwhile do not come back to life", async () => {
    const { memo: remembered, recall, wait } = memo();
    let answer: (fate: Fate) => void = () => {};
    recall(
      "t",
      ["IL"],
      new Promise((resolve) => {
        answer = resolve;
      }),
    );
    await wait(121 * S);
    recall("another", ["IL"]);
    answer("reject");
    await wait(0);
    expect(remembered.size).toBe(1);
    expect(recall("t", ["IL"]).kind).toBe("known");
  });
});

describe("a refused token", () => {
  test("is refused for 60 s at every place, then asked about again", async () => {
    const { recall, asked, wait } = memo();
    recall("t", ["IL"], "reject");
    await wait(59_999);
    expect(recall("t", ["NY"]).kind).toBe("rejected");
    await wait(1);
    expect(recall("t", ["IL"]).kind).toBe("known");
    expect(asked).toEqual(["t IL", "t IL"]);
  });

  test("is not taken for one while another place has an answer", async () => {
    const { recall, wait } = memo();
    recall("t", ["IL"]);
    recall("t", ["NY"], "reject");
    await wait(1);
    expect(recall("t", ["IL"]).kind).toBe("known");
  });
});

describe("places", () => {
  test("beyond five are refused until the token is forgotten, the known five are not", async () => {
    const { recall, asked, wait } = memo();
    recall("t", ["1", "2", "3"]);
    await wait(20 * S);
    expect(recall("t", ["4", "5", "6"])).toEqual({ kind: "too_many_places", retryAfterMs: 100 * S });
    expect(asked).toHaveLength(3);
    recall("t", ["4", "5"]);
    expect(recall("t", ["1", "5"]).kind).toBe("known");
    expect(recall("t", ["6"]).kind).toBe("too_many_places");
    expect(asked).toHaveLength(5);
  });

  test("count even when their answer was not kept", async () => {
    const { recall, wait } = memo();
    for (const place of ["1", "2", "3", "4", "5"]) recall("t", [place], "drop");
    await wait(1);
    expect(recall("t", ["6"]).kind).toBe("too_many_places");
  });

  test("that a merchant's server asks about do not count, unless a page asks about them too", async () => {
    const { recall, asked } = memo();
    const byServer = { isCounted: false };
    for (const place of ["1", "2", "3", "4", "5", "6", "7"])
      expect(recall("t", [place], "keep", byServer).kind).toBe("known");
    for (const place of ["7", "8", "9", "10", "11"]) expect(recall("t", [place]).kind).toBe("known");
    expect(recall("t", ["1"]).kind).toBe("too_many_places");
    expect(recall("t", ["12"], "keep", byServer).kind).toBe("known");
    expect(asked).toHaveLength(12);
  });
});

describe("room", () => {
  test("is made by forgetting the oldest tokens", async () => {
    const { memo: remembered, recall, asked } = memo({ maxEntries: 3 });
    recall("a", ["IL"]);
    recall("b", ["IL"]);
    recall("c", ["IL", "NY"]);
    expect(remembered.size).toBe(3);
    recall("b", ["IL"]);
    expect(asked).toHaveLength(4);
    recall("a", ["IL"]);
    expect(asked).toHaveLength(5);
  });

  test("is given back by what is too old, as soon as somebody asks for anything", async () => {
    const { memo: remembered, recall, wait } = memo();
    recall("a", ["IL", "NY"]);
    recall("b", ["IL"]);
    await wait(119 * S);
    recall("c", ["IL"]);
    expect(remembered.size).toBe(4);
    await wait(1 * S);
    recall("c", ["IL"]);
    expect(remembered.size).toBe(1);
  });
});

test("against a plain model: one call for each token and place while they live, five places, never above the cap", async () => {
  const Step = fc.record({
    key: fc.constantFrom("a", "b", "c"),
    place: fc.constantFrom("1", "2", "3", "4", "5", "6", "7"),
    waitMs: fc.integer({ min: 0, max: 40_000 }),
    fate: fc.constantFrom<Fate>("keep", "keep", "drop"),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(Step, { maxLength: 60 }), async (steps) => {
      const { memo: remembered, recall, asked, wait } = memo();
      let now = 0;
      const model = new Map<string, { since: number; places: Map<string, Fate> }>();
      for (const { key, place, waitMs, fate } of steps) {
        await wait(waitMs);
        now += waitMs;
        const alive = model.get(key);
        const token = alive !== undefined && now < alive.since + 120 * S ? alive : { since: now, places: new Map() };
        model.set(key, token);
        const before = asked.length;
        const result = recall(key, [place], fate);
        if (!token.places.has(place) && token.places.size === 5) {
          expect(result.kind).toBe("too_many_places");
          expect(asked).toHaveLength(before);
          continue;
        }
        expect(firstSeen(result)).toBe(token.since);
        expect(asked.length - before).toBe(token.places.get(place) === "keep" ? 0 : 1);
        if (token.places.get(place) !== "keep") token.places.set(place, fate);
        const living = [...model.values()].filter(({ since }) => now < since + 120 * S);
        expect(remembered.size).toBe(living.reduce((sum, { places }) => sum + places.size, 0));
      }
    }),
    { numRuns: runs(100) },
  );
});
