/**
 * What is mutated, part by part, and the tests that must notice. A part names only tests that can: each mutant runs all of them
 * that reach it. A test's name says where it runs, as everywhere: `*.workerd.test.ts` in workerd, any other in Node.
 */

/** The share of mutants, in percent, that the tests of a part have to kill. */
export const AIM_PERCENT = 90;

export interface Part {
  readonly name: string;
  /** Globs of the sources that are mutated. */
  readonly sources: readonly string[];
  /** Globs of the tests. */
  readonly tests: readonly string[];
}

/** What a sale comes to and why: by each file, by each reason, by the tables of the law, and as it is explained. */
const DECIDING = [
  "test/worker/surcharge/*.test.ts",
  "test/worker/scenarios/{reasons,law-tables}.test.ts",
  "test/worker/answer/explain.test.ts",
];

export const PARTS: readonly Part[] = [
  {
    name: "money",
    sources: ["worker/surcharge/{money,parity,percent,cover}.ts"],
    tests: DECIDING,
  },
  {
    name: "contract-money",
    sources: ["contract/{money,currencies}.ts"],
    tests: ["test/contract/{money,format}.test.ts", "test/worker/surcharge/money.test.ts"],
  },
  {
    name: "refund",
    sources: ["contract/shares.ts"],
    tests: ["test/contract/shares.test.ts"],
  },
  {
    name: "verify",
    sources: ["contract/verify*.ts", "contract/{low-s,fetch-keys}.ts"],
    tests: ["test/contract/{verify,verify-facts,verify-keys,low-s}.test.ts"],
  },
  {
    name: "claims",
    sources: ["contract/{claims,subject,sale,fact-values}.ts"],
    tests: ["test/contract/{claims,verify,verify-facts,sale}.test.ts"],
  },
  {
    name: "decide",
    sources: ["worker/surcharge/{decide,grounds,facts,readings,day,places,case,merchant-records,explanation}.ts"],
    tests: [...DECIDING, "test/worker/lookup/wire.test.ts"],
  },
  {
    name: "assess",
    sources: ["worker/surcharge/assess.ts"],
    tests: DECIDING,
  },
];
