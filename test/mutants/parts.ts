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

export const PARTS: readonly Part[] = [
  {
    name: "money",
    sources: ["worker/surcharge/{money,parity,percent,cover}.ts"],
    tests: ["test/worker/surcharge/{money,parity}.test.ts"],
  },
  {
    name: "contract-money",
    sources: ["contract/{money,currencies}.ts"],
    tests: ["test/contract/{money,format}.test.ts"],
  },
  {
    name: "refund",
    sources: ["contract/shares.ts"],
    tests: ["test/contract/shares.test.ts"],
  },
  {
    name: "verify",
    sources: ["contract/verify*.ts", "contract/{low-s,fetch-keys,plain-checks}.ts"],
    tests: ["test/contract/{verify,verify-facts,verify-keys,low-s}.test.ts", "test/contract/scenarios/*.test.ts"],
  },
  {
    name: "claims",
    sources: ["contract/{claims,subject,quote,sale,fact-values}.ts"],
    tests: ["test/contract/{claims,verify,verify-facts,sale}.test.ts", "test/contract/scenarios/*.test.ts"],
  },
  {
    name: "decide",
    sources: ["worker/surcharge/{decide,grounds,facts,readings,day,places,case,programme,merchant-records}.ts"],
    tests: ["test/worker/surcharge/*.test.ts"],
  },
  {
    name: "assess",
    sources: ["worker/surcharge/{assess,assessment}.ts"],
    tests: ["test/worker/surcharge/*.test.ts"],
  },
];
