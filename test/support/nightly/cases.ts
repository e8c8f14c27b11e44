/**
 * How many cases each property is tried at night. A million where money, decisions, shares, places and parsing are at stake; fewer
 * where a case is costly, and a hundred thousand of what is generated for whole Workers, tickets and quotes. By day each has the
 * number that stands beside it in its test. `test/tools/nightly/cases.test.ts` holds this table to the tests that there are.
 */

const MILLION = 1_000_000;
const HUNDRED_THOUSAND = 100_000;

/** `microseconds` of one core a case, of all of the file's properties together, measured on a quiet machine; `but`: properties that cost more. */
interface Row {
  readonly file: string;
  readonly cases: number;
  readonly microseconds: number;
  readonly but?: readonly { readonly test: string; readonly cases: number; readonly microseconds: number }[];
}

/** What is decided, against a second reading of the rules. */
const DECISIONS: readonly Row[] = [
  {
    file: "test/worker/scenarios/surcharge-properties.test.ts",
    cases: MILLION,
    microseconds: 893,
    // Each case compiles a book of its own.
    but: [
      { test: "is never surcharged higher because a rule was added", cases: HUNDRED_THOUSAND, microseconds: 241 },
      { test: "with a made-up rule is still", cases: HUNDRED_THOUSAND, microseconds: 385 },
    ],
  },
  { file: "test/worker/scenarios/reasons.test.ts", cases: MILLION, microseconds: 30 },
  { file: "test/worker/gateway/product-names.test.ts", cases: MILLION, microseconds: 115 },
];

/** Money, shares, places, and what reads text from outside. */
const READING: readonly Row[] = [
  { file: "test/contract/money.test.ts", cases: MILLION, microseconds: 51 },
  { file: "test/contract/shares.test.ts", cases: MILLION, microseconds: 355 },
  { file: "test/contract/places.test.ts", cases: MILLION, microseconds: 36 },
  {
    file: "test/contract/scenarios/one-place.test.ts",
    cases: MILLION,
    microseconds: 52,
    // Signs a quote and verifies it twice.
    but: [{ test: "is that of the quote on the server", cases: 20_000, microseconds: 1_351 }],
  },
  { file: "test/contract/card-number.test.ts", cases: MILLION, microseconds: 134 },
  { file: "test/contract/charge/gateway-replies.test.ts", cases: MILLION, microseconds: 48 },
  { file: "test/contract/escape-html.test.ts", cases: MILLION, microseconds: 18 },
  { file: "test/contract/format.test.ts", cases: MILLION, microseconds: 23 },
  { file: "test/contract/origin.test.ts", cases: MILLION, microseconds: 160 },
  // Sixteen properties, of which each reads one fact.
  { file: "test/contract/verify-facts.test.ts", cases: HUNDRED_THOUSAND, microseconds: 322 },
  { file: "test/widget/scenarios/attributes.test.ts", cases: MILLION, microseconds: 54 },
  { file: "test/widget/service/inputs.test.ts", cases: MILLION, microseconds: 19 },
  { file: "test/widget/service/read-answer.test.ts", cases: MILLION, microseconds: 58 },
  { file: "test/widget/tokenizer/preview.test.ts", cases: MILLION, microseconds: 26 },
  { file: "test/worker/http/trace-context.test.ts", cases: MILLION, microseconds: 21 },
  { file: "test/worker/lookup/wire.test.ts", cases: MILLION, microseconds: 84 },
];

/** What is made up for whole readers and whole Workers. */
const GENERATED_ROWS: readonly Row[] = [
  { file: "test/worker/scenarios/generated-answers.test.ts", cases: HUNDRED_THOUSAND, microseconds: 249 },
  { file: "test/worker/scenarios/api-walk.test.ts", cases: HUNDRED_THOUSAND, microseconds: 3_000 },
  { file: "test/worker/scenarios/hostile-requests.workerd.test.ts", cases: HUNDRED_THOUSAND, microseconds: 1_500 },
  { file: "test/worker/scenarios/hostile-wire.test.ts", cases: HUNDRED_THOUSAND, microseconds: 400 },
  { file: "test/worker/scenarios/hostile-tickets.workerd.test.ts", cases: HUNDRED_THOUSAND, microseconds: 800 },
  {
    file: "test/contract/scenarios/hostile-quotes.test.ts",
    cases: HUNDRED_THOUSAND,
    microseconds: 846,
    but: [{ test: "never throws, whatever the quote is", cases: MILLION, microseconds: 48 }],
  },
];

/** All others. Those with few cases build or run something for each. */
const OTHERS: readonly Row[] = [
  { file: "test/contract/charge/charge-plan.test.ts", cases: HUNDRED_THOUSAND, microseconds: 210 },
  { file: "test/contract/charge/offer-html.test.ts", cases: HUNDRED_THOUSAND, microseconds: 46 },
  { file: "test/contract/charge/report-outcome.test.ts", cases: HUNDRED_THOUSAND, microseconds: 88 },
  { file: "test/contract/sale.test.ts", cases: HUNDRED_THOUSAND, microseconds: 211 },
  { file: "test/sandbox/gateway/tokenizer/browser/cards.test.ts", cases: HUNDRED_THOUSAND, microseconds: 28 },
  { file: "test/site/src/builder/escape.test.ts", cases: 20_000, microseconds: 930 },
  { file: "test/site/src/builder/outputs.test.ts", cases: 20_000, microseconds: 870 },
  { file: "test/site/src/builder/query.test.ts", cases: 20_000, microseconds: 1_270 },
  { file: "test/site/src/playground/question.test.ts", cases: HUNDRED_THOUSAND, microseconds: 71 },
  { file: "test/site/src/status/activity.test.ts", cases: HUNDRED_THOUSAND, microseconds: 89 },
  { file: "test/site/src/status/backoff.test.ts", cases: HUNDRED_THOUSAND, microseconds: 11 },
  { file: "test/site/src/status/quantiles.test.ts", cases: HUNDRED_THOUSAND, microseconds: 38 },
  { file: "test/site/src/status/ranges.test.ts", cases: HUNDRED_THOUSAND, microseconds: 23 },
  { file: "test/site/src/status/summary.test.ts", cases: HUNDRED_THOUSAND, microseconds: 127 },
  { file: "test/site/src/status/sums.test.ts", cases: HUNDRED_THOUSAND, microseconds: 160 },
  { file: "test/tools/commands/rules/recheck-day.test.ts", cases: 20_000, microseconds: 309 },
  { file: "test/tools/docs/recipe-tables.test.ts", cases: HUNDRED_THOUSAND, microseconds: 222 },
  { file: "test/tools/release/versions.test.ts", cases: HUNDRED_THOUSAND, microseconds: 18 },
  { file: "test/widget/checkout/checkout.test.ts", cases: 50_000, microseconds: 475 },
  { file: "test/widget/checkout/transitions.test.ts", cases: HUNDRED_THOUSAND, microseconds: 148 },
  { file: "test/worker/answer/policy.test.ts", cases: 20_000, microseconds: 1_305 },
  { file: "test/worker/base64.test.ts", cases: HUNDRED_THOUSAND, microseconds: 14 },
  { file: "test/worker/card-program/match.test.ts", cases: HUNDRED_THOUSAND, microseconds: 26 },
  { file: "test/worker/http/card-numbers.workerd.test.ts", cases: 500, microseconds: 40_000 },
  { file: "test/worker/http/entity-tags.workerd.test.ts", cases: HUNDRED_THOUSAND, microseconds: 50 },
  { file: "test/worker/json-keys.workerd.test.ts", cases: HUNDRED_THOUSAND, microseconds: 50 },
  { file: "test/worker/ledger/alerts/episodes.test.ts", cases: HUNDRED_THOUSAND, microseconds: 84 },
  { file: "test/worker/ledger/audit/chain.test.ts", cases: 20_000, microseconds: 315 },
  { file: "test/worker/ledger/audit/fields.test.ts", cases: HUNDRED_THOUSAND, microseconds: 175 },
  { file: "test/worker/ledger/counts/merchant-stats.workerd.test.ts", cases: 1_000, microseconds: 60_000 },
  { file: "test/worker/ledger/counts/packed-sums.test.ts", cases: HUNDRED_THOUSAND, microseconds: 209 },
  { file: "test/worker/ledger/counts/request-sums.test.ts", cases: 20_000, microseconds: 550 },
  { file: "test/worker/ledger/counts/sums.test.ts", cases: HUNDRED_THOUSAND, microseconds: 173 },
  { file: "test/worker/ledger/outcomes/report.test.ts", cases: HUNDRED_THOUSAND, microseconds: 27 },
  { file: "test/worker/ledger/outcomes/settle.test.ts", cases: HUNDRED_THOUSAND, microseconds: 160 },
  { file: "test/worker/lookup/breaker.test.ts", cases: HUNDRED_THOUSAND, microseconds: 31 },
  { file: "test/worker/lookup/call-queue.test.ts", cases: HUNDRED_THOUSAND, microseconds: 94 },
  { file: "test/worker/lookup/memo.test.ts", cases: HUNDRED_THOUSAND, microseconds: 215 },
  { file: "test/worker/lookup/retry-budget.test.ts", cases: HUNDRED_THOUSAND, microseconds: 21 },
  { file: "test/worker/lookup/shared-timer.test.ts", cases: 20_000, microseconds: 500 },
  { file: "test/worker/lookup/ticket.test.ts", cases: 20_000, microseconds: 2_000 },
  { file: "test/worker/lookup/upstream.test.ts", cases: HUNDRED_THOUSAND, microseconds: 75 },
  { file: "test/worker/quote/sign.test.ts", cases: 20_000, microseconds: 570 },
  { file: "test/worker/routes/audit.workerd.test.ts", cases: 100, microseconds: 50_000 },
  { file: "test/worker/routes/outcomes.workerd.test.ts", cases: 2_000, microseconds: 5_000 },
  // A case compares two books at eight points.
  { file: "test/worker/rules/compare.test.ts", cases: 5_000, microseconds: 12_500 },
  { file: "test/worker/rules/stages.test.ts", cases: 20_000, microseconds: 594 },
  // A case decides a hundred sales by two books.
  { file: "test/worker/rules/vouched.test.ts", cases: 2_000, microseconds: 55_000 },
  { file: "test/worker/settings/admin-keys-setting.test.ts", cases: HUNDRED_THOUSAND, microseconds: 98 },
  { file: "test/worker/settings/gateways-setting.test.ts", cases: 20_000, microseconds: 1_131 },
  { file: "test/worker/texts/index.test.ts", cases: HUNDRED_THOUSAND, microseconds: 93 },
];

const filesOf = (rows: readonly Row[]): readonly string[] => rows.map(({ file }) => file);

export const DECISION_FILES = filesOf(DECISIONS);
export const READING_FILES = filesOf(READING);
export const GENERATED_FILES = filesOf(GENERATED_ROWS);
export const OTHER_FILES = filesOf(OTHERS);
const ROWS = [...DECISIONS, ...READING, ...GENERATED_ROWS, ...OTHERS];

/** As many as fast-check tries by itself: fewer may not even reach what a property is about. */
const LEAST = 100;

/**
 * How many cases a property is tried at night.
 *
 * @param file from the project's folder, with `/`
 * @param test its name, without those around it
 * @param share above 0, up to 1: the part of that number
 * @returns a whole number, at least 100; 100 for a file that is not listed
 */
export function casesFor(file: string, test: string, share: number): number {
  const row = ROWS.find((row) => row.file === file);
  const { cases } = row?.but?.find((one) => test.startsWith(one.test)) ?? row ?? { cases: LEAST };
  return Math.max(LEAST, Math.ceil(cases * share));
}

/** Seconds of one core that these files' properties take at night, by what a case costs. */
export function secondsOf(files: readonly string[]): number {
  return ROWS.filter(({ file }) => files.includes(file))
    .flatMap(({ cases, microseconds, but = [] }) => [{ cases, microseconds }, ...but])
    .reduce((seconds, { cases, microseconds }) => seconds + (cases * microseconds) / 1_000_000, 0);
}
