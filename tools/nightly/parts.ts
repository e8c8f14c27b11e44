/**
 * The parts of `npm run test:nightly`. Two run at a time, one of each lane, in this order, so that both cores of a small machine
 * are used: what drives browsers and servers in one lane, what computes for long beside it. Each runs by itself as well.
 */
import { AT_NIGHT } from "../../test/support/nightly/at-night.ts";
import { DECISION_FILES, GENERATED_FILES, OTHER_FILES, READING_FILES } from "../../test/support/nightly/cases.ts";

/** A command to its end; all of a part's steps run, whatever becomes of one. */
export interface Step {
  /** Of Vitest: parts of the paths of its files. Its tests are counted one by one, any other step is one. */
  readonly tests?: readonly string[];
  readonly command?: readonly [name: string, ...args: string[]];
  readonly env?: Readonly<Record<string, string>>;
}

export interface Part {
  readonly name: string;
  readonly holds: string;
  /** About how many, on two cores with the other lane beside it. */
  readonly minutes: number;
  readonly lane: "servers" | "computing";
  readonly steps: readonly Step[];
  /** Files of which each must have tried its properties as often as `cases.ts` says. */
  readonly properties?: readonly string[];
}

const DAYS_AHEAD = [39, 180, 400];

/** What runs in the rules' clock: each test whose outcome a lapsed permission would change, and none that only looks at a page. */
const BY_THE_CLOCK = [
  "test/worker/answer/",
  "test/worker/merchants/",
  "test/worker/readiness/",
  "test/worker/routes/",
  "test/worker/rules/",
  "test/worker/surcharge/",
  "test/worker/scenarios/law-tables.test.ts",
  "test/worker/scenarios/disclosures.workerd.test.ts",
  "test/worker/scenarios/playground.workerd.test.ts",
  "test/worker/scenarios/production-build.test.ts",
  "test/worker/scenarios/shipped-packs.test.ts",
  "test/worker/scenarios/tenants.workerd.test.ts",
  "test/worker/scenarios/test-tokens.workerd.test.ts",
  "test/worker/scenarios/versions-stored.workerd.test.ts",
  "test/tools/commands/explain.test.ts",
  "test/tools/local/scenarios/start-and-end.test.ts",
  "test/e2e/checkout.test.ts",
  "test/e2e/charging.test.ts",
  "test/e2e/examples.test.ts",
  "test/e2e/saved-card.test.ts",
  "test/e2e/test-cards.test.ts",
];

/** What has a longer run at night in a file that runs by day too. */
const LONGER_AT_NIGHT = [
  "test/e2e/playground.test.ts",
  "test/e2e/recipes/",
  "test/recipes/",
  "test/tools/commands/release.test.ts",
  "test/tools/local/scenarios/start-and-end.test.ts",
  "test/worker/doors/rate-limit.workerd.test.ts",
];

/** What is tried with programs of others, in each of their versions. */
const WITH_OTHERS = [
  "test/e2e/tokenizer-versions.test.ts",
  "test/tools/build/scenarios/packed.test.ts",
  "test/widget/scenarios/engines.test.ts",
];

const script = (...args: [string, ...string[]]): Step => ({ command: ["node", ...args] });

const triedIn = (files: readonly string[]): Pick<Part, "steps" | "properties"> => ({
  steps: [{ tests: files }],
  properties: files,
});

export const PARTS: readonly Part[] = [
  {
    name: "fuzz",
    holds: "coverage-guided fuzzing of what reads bytes from outside, an hour in all",
    minutes: 60,
    lane: "computing",
    steps: [{ command: ["npm", "run", "fuzz", "--", "--minutes", "60", "--at-once", "1"] }],
  },
  {
    name: "decisions",
    holds: "decisions against a second reading of the rules, a million sales for each property",
    minutes: 18,
    lane: "computing",
    ...triedIn(DECISION_FILES),
  },
  {
    name: "build",
    holds: "Worker, element and package built twice, in two folders: the same bytes",
    minutes: 2,
    lane: "computing",
    steps: [script("tools/nightly/build-twice.ts")],
  },
  {
    name: "whole",
    holds: "what `npm test` leaves out, and what it has in a shorter form, on whole servers and in Chromium",
    minutes: 13,
    lane: "servers",
    steps: [
      {
        tests: [...AT_NIGHT, ...LONGER_AT_NIGHT].filter((file) => !WITH_OTHERS.includes(file)),
        env: { BUILD_SITE: "1" },
      },
    ],
  },
  {
    name: "clock",
    holds: `what is decided, \`npm start\` and the examples with the rules' clock ${DAYS_AHEAD.join(", ")} days ahead`,
    minutes: 12,
    lane: "servers",
    steps: DAYS_AHEAD.map((days) => ({
      tests: BY_THE_CLOCK,
      env: { NIGHTLY: "0", RULES_DAYS_AHEAD: String(days) },
    })),
  },
  {
    name: "examples",
    holds: "every example built from its own dependencies, and paid in",
    minutes: 3,
    lane: "servers",
    steps: [{ tests: ["test/e2e/examples.test.ts"] }],
  },
  {
    name: "browsers",
    holds: "the element's own tests in Chromium, a thousand mounts in each framework among them",
    minutes: 3,
    lane: "servers",
    steps: [{ tests: [".browser.test.ts"] }],
  },
  {
    name: "compatibility",
    holds: "the element in Chromium, Firefox and WebKitGTK, the package in Node 20, 22 and 24, every Tokenizer client",
    minutes: 4,
    lane: "servers",
    steps: [
      {
        tests: WITH_OTHERS,
      },
    ],
  },
  {
    name: "quality",
    // How fast a page is, a busy machine cannot tell.
    holds: "Lighthouse and Mozilla's tests on each kind of page, but for performance",
    minutes: 4,
    lane: "servers",
    steps: [script("quality/run.mjs", "--rounds", "1", "--without-performance")],
  },
  {
    name: "nodes",
    holds: "an empty clone started and tested with Node 20, 22 and 24",
    minutes: 6,
    lane: "servers",
    steps: [script("tools/checkout/try-nodes.mjs")],
  },
  {
    name: "generated",
    holds: "100,000 gateway answers, requests made of the API's document, odd requests, tickets and quotes",
    minutes: 10,
    lane: "servers",
    ...triedIn(GENERATED_FILES),
  },
  {
    name: "reading",
    holds: "money, shares, places and parsing, a million times each",
    minutes: 20,
    lane: "servers",
    ...triedIn(READING_FILES),
  },
  {
    name: "properties",
    holds: "every other property, up to 100,000 times",
    minutes: 10,
    lane: "servers",
    ...triedIn(OTHER_FILES),
  },
];
