/** How a recipe keeps the keys of an address: how often it asks, for how long a copy serves, what it takes for an answer. */
import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { needs } from "../../support/node/needs.ts";
import { type KeyServer, startKeyServer } from "../../support/service/key-server.ts";
import { keySetOf, makeTestKey, sampleClaims, sampleFacts, signAs } from "../../support/service/quotes.ts";
import { ask, findProgram, type Language } from "./language.ts";

const MINUTE = 60;
const DAY = 86_400;
const [first, second] = await Promise.all([makeTestKey("first"), makeTestKey("second")]);
const ok = (...keys: (typeof first)[]) => ({ status: 200, text: JSON.stringify(keySetOf(...keys)) });
const FIRST = ok(first);
const BOTH = ok(first, second);
const FAILS = { status: 503, text: "" };

/** At so many seconds a key of this id is asked for, and the address answers so; null: there is no connection. */
type Step = readonly [at: number, kid: "first" | "second", answer: object | null];
/** Whether it was found, null for keys that are unavailable; and how often the address was asked until then. */
type Said = readonly [found: boolean | null, requests: number];

const CASES: readonly { readonly name: string; readonly steps: readonly (readonly [...Step, ...Said])[] }[] = [
  {
    name: "once in ten minutes",
    steps: [
      [0, "first", FIRST, true, 1],
      [9 * MINUTE, "first", FIRST, true, 1],
      [11 * MINUTE, "first", FIRST, true, 2],
    ],
  },
  {
    name: "for an unknown key once in thirty seconds",
    steps: [
      [0, "first", FIRST, true, 1],
      [1, "second", BOTH, false, 1],
      [31, "second", FIRST, false, 2],
      [32, "second", BOTH, false, 2],
      [62, "second", BOTH, true, 3],
    ],
  },
  {
    name: "once in five seconds while it fails, and a copy serves for a day",
    steps: [
      [0, "first", FIRST, true, 1],
      [11 * MINUTE, "first", FAILS, true, 2],
      [11 * MINUTE + 4, "first", FAILS, true, 2],
      [11 * MINUTE + 6, "first", FAILS, true, 3],
      [11 * MINUTE + DAY, "first", FAILS, null, 4],
      [11 * MINUTE + DAY + 4, "first", FIRST, null, 4],
      [11 * MINUTE + DAY + 6, "first", FIRST, true, 5],
    ],
  },
  {
    name: "in vain, and a copy that may be out of date makes no key unknown",
    steps: [
      [0, "first", FIRST, true, 1],
      [31, "second", FAILS, null, 2],
      [32, "second", BOTH, null, 2],
      [32, "first", BOTH, true, 2],
      [37, "second", BOTH, true, 3],
    ],
  },
];

const NO_ANSWERS: readonly (readonly [string, object | null])[] = [
  ["an error", { status: 500, text: FIRST.text }],
  ["a redirect", { status: 302, text: FIRST.text }],
  ["a page", { status: 200, text: "<!doctype html>" }],
  ["no key set", { status: 200, text: '{"keys": {}}' }],
  ["half a key set", { status: 200, text: FIRST.text.slice(0, -1) }],
  ["more than 100 keys", { status: 200, text: JSON.stringify({ keys: Array.from({ length: 101 }, () => ({})) }) }],
  ["more than 64 KiB", { status: 200, text: FIRST.text.padEnd(65_537) }],
  ["no connection", null],
];

/** What a real address may do: each is no answer, and none holds the server for long or fills its memory. */
const ON_THE_WIRE: readonly (readonly [string, KeyServer["answer"]])[] = [
  ["a key set without end", (response) => void writeOn(response.writeHead(200), FIRST.text.padEnd(65_536), 1)],
  ["one byte after the other", (response) => void writeOn(response.writeHead(200), " ", DRIP_MS)],
  ["headers, and then nothing", (response) => response.writeHead(200).flushHeaders()],
  ["a broken connection", (response) => response.destroy()],
  ["an error with the keys in it", (response) => response.writeHead(500).end(FIRST.text)],
];
const DRIP_MS = 200;

async function writeOn(response: ServerResponse, text: string, pause: number): Promise<void> {
  while (!response.destroyed) {
    response.write(text);
    await sleep(pause);
  }
}

/** Declares the tests of one language's cache of keys. */
export function holdKeyCache(language: Language): void {
  const program = findProgram(language);
  describe(`the ${language.name} recipe asks the keys' address`, needs(language.name), () => {
    const drive = (questions: readonly object[]) => ask(program ?? "", language.driver, questions);
    const asked = (steps: readonly Step[]) => ({ steps: steps.map(([at, kid, answer]) => ({ at, kid, answer })) });

    test.each(CASES)("$name", async ({ steps }) => {
      const [answer] = await drive([asked(steps.map(([at, kid, given]) => [at, kid, given] as const))]);
      expect(answer).toEqual({ kept: steps.map(([, , , found, requests]) => [found, requests]) });
    });

    test.each(NO_ANSWERS)("and takes %s for no answer", async (_, answer) => {
      const steps = [
        [0, "first", answer],
        [6, "first", FIRST],
      ] as const;
      expect(await drive([asked(steps)])).toEqual([
        {
          kept: [
            [null, 1],
            [true, 2],
          ],
        },
      ]);
    });

    test.concurrent.for(ON_THE_WIRE)("and is done soon with %s", async ([, answer], { expect }) => {
      const server = await startKeyServer(answer);
      const quote = await signAs(first, await sampleClaims());
      const { jwks: __, ...facts } = sampleFacts({ keys: [] });
      const [verdict] = await drive([{ quote, facts, jwksUrl: server.url, now: Math.floor(Date.now() / 1_000) }]);
      expect(verdict).toMatchObject({ valid: false, problem: "keys_unavailable" });
      await server.close();
    });

    test("once for many threads", async () => {
      expect(await drive([{ crowd: 20, jwks: keySetOf(first) }])).toEqual([{ requests: 1 }]);
    });
  });
}
