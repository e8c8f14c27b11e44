/**
 * Mutants that live on because nobody could notice them: each is another way to say the same, and the reason says why. The list
 * stays true: an entry fails the run once its code is gone, or once a test kills its mutant.
 */

export interface ExplainedSurvivor {
  readonly file: string;
  /** The code that Stryker replaces, as it stands in the file. It may stand there more than once. */
  readonly code: string;
  readonly replacement: string;
  readonly why: string;
}

const MONEY = "worker/surcharge/money.ts";
const PARITY = "worker/surcharge/parity.ts";
const ASSESS = "worker/surcharge/assess.ts";

const SEEN_TWICE =
  "A place that is judged twice says the same twice, and whoever reads objections takes each once: it saves time.";

export const EXPLAINED: readonly ExplainedSurvivor[] = [
  {
    file: MONEY,
    code: "baseAmount === null",
    replacement: "false",
    why: "To JavaScript null <= amount is true; the compiler wants it said.",
  },
  {
    file: MONEY,
    code: "baseAmount <= amount",
    replacement: "baseAmount < amount",
    why: "Where both are the same the division comes to 100 % as well, and no limit is of 0.",
  },
  {
    file: PARITY,
    code: "own === null",
    replacement: "false",
    why: "To JavaScript every cost is >= null; the compiler wants it said.",
  },
  {
    file: ASSESS,
    code: "lapsed !== null",
    replacement: "true",
    why: "To JavaScript no text is >= null; the compiler wants it said.",
  },
  {
    file: ASSESS,
    code: "[]",
    replacement: '["Stryker was here"]',
    why: "A text among objections has no reason, so that it is no reason's.",
  },
  {
    file: ASSESS,
    code: "places.filter((place, index) => places.findIndex((other) => samePlace(place, other)) === index)",
    replacement: "places",
    why: SEEN_TWICE,
  },
  {
    file: ASSESS,
    code: "places.findIndex((other) => samePlace(place, other)) === index",
    replacement: "true",
    why: SEEN_TWICE,
  },
  {
    file: ASSESS,
    code: '""',
    replacement: '"Stryker was here!"',
    why: "Who set a cap is told only of one that was set.",
  },
];
