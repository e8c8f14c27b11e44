import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AlertCondition } from "../../../../worker/ledger/alerts/conditions.ts";
import {
  advance,
  type Episode,
  type EpisodeEvent,
  REMIND_MS,
  SEATS,
} from "../../../../worker/ledger/alerts/episodes.ts";
import { runs } from "../../../support/nightly/runs.ts";

const START = Date.parse("2026-12-01T12:00:00Z");
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** `b`ad, `n`ear, `w`ell, nothing seen (`.`), nothing could be read (`?`), or the rule is `o`ff. */
type Look = "b" | "n" | "w" | "." | "?" | "o";
const STATES = { b: "bad", n: "near", w: "well" } as const;

const condition = (state: AlertCondition["state"], changes: Partial<AlertCondition> = {}): AlertCondition => ({
  rule: "unknown_share",
  subject: "deployment",
  state,
  seen: 12,
  limit: 10,
  of: 400,
  ...changes,
});

/** A desk without a desk: the looks come in one after the other, `pauses` apart. */
class Watcher {
  open: readonly Episode[] = [];
  readonly told: { readonly at: number; readonly event: EpisodeEvent }[] = [];
  now = START;
  #made = 0;

  look(conditions: readonly AlertCondition[], isOn = true, isReadable = true): EpisodeEvent[] {
    const moment = {
      now: this.now,
      isOn: () => isOn,
      isReadable: () => isReadable,
      newId: () => `epi_${++this.#made}`,
    };
    const { open, events } = advance(this.open, conditions, moment);
    this.open = open;
    this.told.push(...events.map((event) => ({ at: this.now, event })));
    return [...events];
  }

  see(look: Look): EpisodeEvent[] {
    const conditions = look in STATES ? [condition(STATES[look as keyof typeof STATES])] : [];
    return this.look(conditions, look !== "o", look !== "?");
  }
}

/** What is told, as `firing 0` (minutes after the start), for looks five minutes apart. */
function told(looks: string): string[] {
  const watcher = new Watcher();
  for (const look of looks) {
    watcher.see(look as Look);
    watcher.now += 5 * MINUTE;
  }
  return watcher.told.map(({ at, event }) => {
    const because = event.kind === "resolved" ? ` ${event.because}` : "";
    return `${event.kind}${because} ${(at - START) / MINUTE}`;
  });
}

describe("an episode", () => {
  test.each<[string, string, string[]]>([
    ["begins with the first bad look, told once", "bbbb", ["firing 0"]],
    ["is over after a quarter of an hour of being well", "bwwww", ["firing 0", "resolved well 20"]],
    ["is not over before", "bwww", ["firing 0"]],
    ["goes on where it is bad in between", "bwwbwww", ["firing 0"]],
    ["goes on where it is near the limit in between", "bwwnwww", ["firing 0"]],
    ["is not over where it was well and nothing was seen since", "bw.......", ["firing 0"]],
    ["is over where it is seen well again, and nothing else in between", "bw...w", ["firing 0", "resolved well 25"]],
    ["is not well for the time in which nothing could be read", "bw???www", ["firing 0"]],
    ["is well a quarter of an hour after all can be read again", "bw???wwww", ["firing 0", "resolved well 40"]],
    ["that is bad after a time in which nothing could be read is no new one", "bw???b", ["firing 0"]],
    ["does not begin near the limit", "nnnn", []],
    ["does not begin where nothing is seen", "....", []],
    ["begins anew after the end", "bwwwwb", ["firing 0", "resolved well 20", "firing 25"]],
    ["is over at once where its rule is switched off", "bbo", ["firing 0", "resolved off 10"]],
    ["swings about the limit as one", "bnbnbnbwbwbw", ["firing 0"]],
  ])("%s: %s", (_name, looks, expected) => {
    expect(told(looks)).toEqual(expected);
  });

  test("is told again after each day that it goes on", () => {
    const looks = "b".repeat(12 * 24 * 2 + 1);
    expect(told(looks)).toEqual(["firing 0", "reminder 1440", "reminder 2880"]);
  });

  test("that is getting well is not told again", () => {
    const watcher = new Watcher();
    watcher.see("b");
    watcher.now += REMIND_MS - 10 * MINUTE;
    watcher.see("b");
    watcher.now += 5 * MINUTE;
    watcher.see("w");
    watcher.now += 10 * MINUTE;
    expect(watcher.see("w")).toEqual([]);
  });

  test.each(["n", ".", "?"] as const)("is not told again by a look that does not see it bad: %s", (look) => {
    const watcher = new Watcher();
    watcher.see("b");
    watcher.now += REMIND_MS - 5 * MINUTE;
    watcher.see("b");
    watcher.now += 5 * MINUTE;
    expect(watcher.see(look)).toEqual([]);
    watcher.now += 5 * MINUTE;
    expect(watcher.see("b").map(({ kind }) => kind)).toEqual(["reminder"]);
  });

  test("is not over while nothing can be read, however long", () => {
    expect(told(`b${"?".repeat(12 * 25)}`)).toEqual(["firing 0"]);
    expect(told(`b${"?".repeat(12 * 25)}.`)).toEqual(["firing 0", "resolved unseen 1505"]);
  });

  test("of which nothing is seen any more is over after a day", () => {
    const looks = `b${".".repeat(12 * 24)}`;
    expect(told(looks)).toEqual(["firing 0", "resolved unseen 1440"]);
  });

  test("keeps what was last seen bad, and since when", () => {
    const watcher = new Watcher();
    watcher.look([condition("bad", { seen: 30 })]);
    watcher.now += 5 * MINUTE;
    watcher.look([condition("bad", { seen: 44, of: 90 })]);
    watcher.now += 5 * MINUTE;
    watcher.look([condition("well", { seen: 1 })]);
    const badAt = START + 5 * MINUTE;
    expect(watcher.open).toMatchObject([{ id: "epi_1", since: START, badAt, seen: 44, limit: 10, of: 90 }]);
  });

  test("is a rule's and a subject's: others begin and end by themselves", () => {
    const watcher = new Watcher();
    const of = (subject: string, state: AlertCondition["state"]) => condition(state, { rule: "breaker_open", subject });
    watcher.look([of("mch_a", "bad"), of("mch_b", "well"), condition("bad")]);
    watcher.now += 20 * MINUTE;
    const events = watcher.look([of("mch_a", "bad"), of("mch_b", "bad"), condition("well")]);
    expect(events.map(({ kind, episode }) => [kind, episode.subject])).toEqual([["firing", "mch_b"]]);
  });

  test("is not ended or told again by a clock that goes back", () => {
    const watcher = new Watcher();
    watcher.see("b");
    watcher.now -= 48 * HOUR;
    for (const look of ["b", "w", "w", "."] as const) expect(watcher.see(look)).toEqual([]);
  });
});

describe("many merchants at once", () => {
  const merchants = (count: number) =>
    Array.from({ length: count }, (_, number) =>
      condition("bad", { rule: "breaker_open", subject: `mch_${String(number).padStart(5, "0")}`, seen: number }),
    );

  test("are told one by one up to ten, the worst first, and the others as one", () => {
    const events = new Watcher().look(merchants(10_000));
    expect(events).toHaveLength(SEATS + 1);
    expect(events[0]?.episode.subject).toBe("mch_09999");
    expect(events.at(-1)?.episode).toMatchObject({ subject: "others", seen: 10_000 - SEATS });
  });

  test("are all told to be over, the others too", () => {
    const watcher = new Watcher();
    watcher.look(merchants(12));
    for (let look = 0; look < 4; look += 1) {
      watcher.now += 5 * MINUTE;
      watcher.look(merchants(12).map((one) => ({ ...one, state: "well" })));
    }
    expect(watcher.open).toEqual([]);
    expect(watcher.told.filter(({ event }) => event.kind === "resolved")).toHaveLength(SEATS + 1);
  });

  test("are not all called well where only those with a seat were seen", () => {
    const watcher = new Watcher();
    watcher.look(merchants(12));
    for (let look = 0; look < 5; look += 1) {
      watcher.now += 5 * MINUTE;
      watcher.look(
        merchants(12)
          .slice(2)
          .map((one) => ({ ...one, state: "well" })),
      );
    }
    expect(watcher.open.map(({ subject }) => subject)).toEqual(["others"]);
  });
});

test("whatever is seen: told once to begin, once a day at most to go on, once to be over, and over in the end", () => {
  const looks = fc.array(
    fc.record({
      pause: fc.integer({ min: 1, max: 600 }).map((minutes) => minutes * MINUTE),
      seen: fc.dictionary(fc.constantFrom("mch_a", "mch_b"), fc.constantFrom<Look>("b", "n", "w", ".", "o")),
      isReadable: fc.boolean(),
    }),
    { maxLength: 200 },
  );
  fc.assert(
    fc.property(looks, (looks) => {
      const watcher = new Watcher();
      const look = (seen: Readonly<Record<string, Look>>, isReadable: boolean) => {
        const conditions = Object.entries(isReadable ? seen : {}).flatMap(([subject, look]) =>
          look in STATES ? [condition(STATES[look as keyof typeof STATES], { rule: "breaker_open", subject })] : [],
        );
        for (const event of watcher.look(conditions, !Object.values(seen).includes("o"), isReadable)) {
          const { kind, episode } = event;
          const isSeen = conditions.find(({ subject }) => subject === episode.subject)?.state;
          if (kind !== "resolved") expect(isSeen).toBe("bad");
          else if (event.because === "well") expect(isSeen).toBe("well");
        }
      };
      for (const { pause, seen, isReadable } of looks) {
        watcher.now += pause;
        look(seen, isReadable);
      }
      expect(new Set(watcher.open.map(({ subject }) => subject)).size).toBe(watcher.open.length);
      watcher.now += 24 * HOUR;
      look({}, true);
      expect(watcher.open).toEqual([]);

      for (const id of new Set(watcher.told.map(({ event }) => event.episode.id))) {
        const events = watcher.told.filter(({ event }) => event.episode.id === id);
        const kinds = events.map(({ event }) => event.kind);
        expect([kinds[0], kinds.at(-1)]).toEqual(["firing", "resolved"]);
        expect(kinds.slice(1, -1).every((kind) => kind === "reminder")).toBe(true);
        const times = events.slice(0, -1).map(({ at }) => at);
        for (const [index, at] of times.slice(1).entries())
          expect(at - (times[index] ?? 0)).toBeGreaterThanOrEqual(REMIND_MS);
      }
    }),
    { numRuns: runs(300) },
  );
});
