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
  {
    name: "ticket",
    sources: ["worker/lookup/{ticket,test-tokens}.ts"],
    tests: ["test/worker/lookup/{ticket,test-tokens}.test.ts"],
  },
  {
    name: "requests",
    sources: [
      "contract/{lookup,plain-checks,card-number,capped-text}.ts",
      "worker/http/{issues,query,checked}.ts",
      "worker/json-keys.ts",
    ],
    tests: [
      "test/contract/{lookup,places,card-number,capped-text}.test.ts",
      "test/worker/http/{issues,query}.test.ts",
      "test/worker/surcharge/places.test.ts",
      "test/worker/json-keys.workerd.test.ts",
    ],
  },
  {
    name: "bodies",
    sources: ["worker/http/{body,body-bytes,card-numbers}.ts"],
    tests: ["test/worker/http/{body,body-bytes,card-numbers}.test.ts"],
  },
  {
    name: "rule-rows",
    sources: ["worker/rules/{schema,ages,freshness}.ts"],
    tests: ["test/worker/rules/{schema,freshness}.test.ts"],
  },
  {
    name: "rule-packs",
    sources: ["worker/rules/{pack,book}.ts"],
    tests: ["test/worker/rules/{book,pack}.test.ts"],
  },
  {
    name: "rule-changes",
    sources: ["worker/rules/{vouched,compare}.ts"],
    tests: ["test/worker/rules/{vouched,compare}.test.ts"],
  },
  {
    name: "rule-leeway",
    sources: ["worker/rules/leeway.ts"],
    tests: ["test/worker/rules/leeway.test.ts"],
  },
  {
    name: "rule-stages",
    sources: ["worker/rules/{changes,lapses,outlook,requirements,stages,tax-on-surcharge}.ts"],
    tests: ["test/worker/rules/{changes,outlook,requirements,stages,tax-on-surcharge}.test.ts"],
  },
  {
    name: "doors-limits",
    sources: ["worker/doors/{rate-limit,limits,client-prefix,count-refusals,repeated-refusals}.ts"],
    tests: ["test/worker/doors/{rate-limit,limits,client-prefix,count-refusals,repeated-refusals}.test.ts"],
  },
  {
    name: "doors-operator",
    sources: ["worker/doors/{operator,record-change,resource,public,unauthorized}.ts"],
    tests: ["test/worker/doors/operator.test.ts"],
  },
  {
    name: "doors-challenge",
    sources: ["worker/doors/{turnstile,unlisted-origins}.ts"],
    tests: ["test/worker/doors/{turnstile,unlisted-origins}.test.ts"],
  },
  {
    name: "doors-callers",
    sources: ["worker/doors/{admit-lookup,admitted,origin,page,server,count-requests}.ts"],
    tests: [
      "test/worker/doors/origin.test.ts",
      "test/worker/doors/{admit-lookup,origin,count-refusals}.workerd.test.ts",
      "test/worker/scenarios/{doors,lookup-log}.workerd.test.ts",
    ],
  },
];
