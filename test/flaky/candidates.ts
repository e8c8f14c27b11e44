/**
 * Which tests might fail by chance: those that wait for real sockets, processes, browsers or timers. All others compute, or
 * their clock is fake.
 */

export interface Candidates {
  readonly why: string;
  /** They are in the first run and in every n-th after it; odd, so that they meet a quiet and a busy machine in turns. */
  readonly every: number;
  readonly files: readonly string[];
}

export const CANDIDATES: readonly Candidates[] = [
  {
    why: "sockets on the loopback, and deadlines of real time",
    every: 1,
    files: [
      "test/contract/scenarios/key-rotation.test.ts",
      "test/recipes/node-outcomes.test.ts",
      "test/recipes/php-service.test.ts",
      "test/worker/doors/rate-limit.test.ts",
      "test/worker/http/body-bytes.test.ts",
      "test/worker/http/body.test.ts",
      "test/worker/scenarios/deadline.workerd.test.ts",
      "test/worker/scenarios/sandbox-gateway.test.ts",
      "test/worker/scenarios/socket.test.ts",
    ],
  },
  {
    why: "processes that are started and ended",
    every: 1,
    files: ["test/tools/local/end-groups.test.ts", "test/tools/local/ready.test.ts"],
  },
  {
    why: "Durable Objects that are evicted, and signals between processes",
    every: 5,
    files: ["test/tools/local/guard.test.ts", "test/worker/scenarios/eviction.workerd.test.ts"],
  },
  {
    why: "pages in Chromium that wait for frames, focus and timers",
    every: 5,
    files: [
      "test/widget/scenarios/free-pages.browser.test.ts",
      "test/widget/scenarios/reading.browser.test.ts",
      "test/widget/scenarios/frameworks/react.browser.test.ts",
    ],
  },
  {
    why: "a browser, a shop and a Worker that answer one another, and faults of the wire",
    every: 25,
    files: [
      "test/e2e/charging-once.test.ts",
      "test/e2e/checkout-hands.test.ts",
      "test/e2e/checkout-trouble.test.ts",
      "test/e2e/checkout.test.ts",
      "test/e2e/focus.test.ts",
      "test/e2e/widget.test.ts",
      "test/fault/lookups.test.ts",
      "test/tools/local/scenarios/start-and-end.test.ts",
      "test/widget/scenarios/contract.browser.test.ts",
      "test/widget/scenarios/engines.test.ts",
    ],
  },
];

/** The candidates of one run; the first is 0. */
export const candidatesOf = (run: number): readonly string[] =>
  CANDIDATES.flatMap(({ every, files }) => (run % every === 0 ? files : []));

/** Every second run has a busy machine. */
export const isBusy = (run: number): boolean => run % 2 === 1;
