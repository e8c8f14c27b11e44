/** The page `docs/cost.md`, out of what was worked out. */
import { ASSUMED, type Assumptions, CPU_MS, HOME_SHARE, LOG_BYTES, OBJECT_OWN_MS, SWING } from "./assumptions.ts";
import type { Figures, ScenarioFigures, Variation } from "./figures.ts";
import { billOf, chargeOf, chargesOf, LOGS, MONTHLY_MINIMUM, POSITIONS, scaled, type Usage } from "./platform.ts";
import { ASSUMPTION_WORDS, amountOf, dollars, percent, row, wholeDollars } from "./words.ts";

const DAYS_A_MONTH = 30;

/** Each scenario before and now, in the order of the tables' columns. */
const columnsOf = ({ scenarios }: Figures): readonly Usage[] => scenarios.flatMap(({ before, now }) => [before, now]);

const heads = ({ scenarios }: Figures, first: string) => [
  row([first, ...scenarios.flatMap(({ scenario }) => [`${scenario.name}: before`, "now"])]),
  row(["---", ...scenarios.flatMap(() => ["---:", "---:"])]),
];

/** Workers Logs for each request, as billed from December 2026 on. */
const logsOf = ({ requests }: Usage): number => {
  const gigabytes = (requests * LOG_BYTES) / 1e9;
  return gigabytes * LOGS.perGb + ((gigabytes * LOGS.keptDays) / DAYS_A_MONTH) * LOGS.perGbMonth;
};

function chargeTable(figures: Figures): string {
  const columns = columnsOf(figures);
  const charges = POSITIONS.map(({ what }, position) =>
    row([what, ...columns.map((usage) => dollars(chargesOf(usage)[position] ?? 0))]),
  );
  const isShown = (line: string) => !/^\| [^|]*( \| \$0\.00)+ \|$/.test(line);
  return [
    ...heads(figures, ""),
    ...charges.filter(isShown),
    row(["**together**", ...columns.map((usage) => `**${dollars(chargeOf(usage))}**`)]),
    row(["Workers Logs of every request, where they are kept", ...columns.map((usage) => dollars(logsOf(usage)))]),
    row([
      "a month (30 million), less what the plan includes, without logs",
      ...columns.map((usage) => wholeDollars(billOf(scaled(usage, DAYS_A_MONTH)))),
    ]),
  ].join("\n");
}

function usageTable(figures: Figures): string {
  const columns = columnsOf(figures);
  const line = (what: string, read: (usage: Usage) => string) => row([what, ...columns.map(read)]);
  return [
    ...heads(figures, ""),
    line("requests, and log lines", ({ requests }) => amountOf(requests)),
    line("CPU", ({ cpuMs }) => `${amountOf(cpuMs)} ms`),
    line("calls of Durable Objects", ({ objectRequests }) => amountOf(objectRequests)),
    line("time in which objects were active", ({ objectActiveMs }) => `${amountOf(objectActiveMs / 3_600_000)} h`),
    line("rows written, their deletion included", ({ rowsWritten }) => amountOf(rowsWritten)),
    line("rows read", ({ rowsRead }) => amountOf(rowsRead)),
    line("KV reads", ({ kvReads }) => amountOf(kvReads)),
    line("KV writes", ({ kvWrites }) => amountOf(kvWrites)),
    line("calls of rate limiters (free)", ({ limiterCalls }) => amountOf(limiterCalls)),
  ].join("\n");
}

function assumptionTable({ variations }: Figures): string {
  const byAssumption = Map.groupBy(variations, ({ assumption }) => assumption);
  const told = ({ assumption, value, usage }: Variation) =>
    `${ASSUMPTION_WORDS[assumption].write(value)}: ${dollars(chargeOf(usage))}`;
  return [
    row(["assumed", "value", "lower or first", "higher or second"]),
    row(["---", "---:", "---:", "---:"]),
    ...(Object.keys(ASSUMED) as (keyof Assumptions)[]).map((assumption) => {
      const { what, write } = ASSUMPTION_WORDS[assumption];
      return row([what, write(ASSUMED[assumption]), ...(byAssumption.get(assumption) ?? []).map(told)]);
    }),
  ].join("\n");
}

/** The positions that matter in a scenario now, the largest first. */
function largest({ now }: ScenarioFigures): string {
  const charges = chargesOf(now).map((charge, position) => ({ charge, what: POSITIONS[position]?.what ?? "" }));
  const found = charges.toSorted((one, other) => other.charge - one.charge).slice(0, 3);
  return found.map(({ charge, what }) => `${what} ${percent(charge / chargeOf(now))}`).join(", ");
}

/** @returns the page as it must stand in `docs/` */
export function costPage(figures: Figures): string {
  const dearest = figures.scenarios.at(-1);
  const programme = figures.variations.find(({ assumption }) => assumption === "cardProgrammes");
  if (dearest === undefined || programme === undefined) throw new Error("the figures are not whole");
  const total = chargeOf(dearest.now);
  return `# What it costs

Written by \`npm run cost\`, which walks shoppers through the Worker's own parts and counts what the platform bills: change
\`tools/commands/cost/\`, not this page.

**A lookup** is here one card that is asked about, with all that belongs to its checkout: the page's policy, the preflight,
the first question, and ${ASSUMED.repeats} further one on average, because an amount or a place changed. There are a million lookups a day: of
one merchant, of 10,000 with 100 each, or of 100,000 with 10 each. *Before* is the design in which
[shards were kept awake](decisions/2026-11-27-tickets.md) and counts went through them.

## For a million lookups

US dollars, at Cloudflare's list prices of the Workers Paid plan and at the margin: nothing that the plan includes is taken off,
but in the last line. The aim is $3 at most now, logs aside.

${chargeTable(figures)}

What counts most now:

${figures.scenarios.map((one) => `- ${one.scenario.name}: ${largest(one)}`).join("\n")}

What is billed:

${usageTable(figures)}

## What an operator can do

- **Logs** are kept only where you turn Workers Logs on. Then they are a large part: \`head_sampling_rate = 0.1\` in
  \`[env.production.observability]\` keeps a tenth, but also a tenth of the \`alarm\` lines. From 1 December 2026 on the plan
  includes 50 GB a month; until then ${dollars(LOGS.perMillionEvents)} a million lines, 20 million included.
- **One merchant in plain configuration** (\`MERCHANT\`) reads nothing of merchants from KV.
- **Card programmes** are looked at twice a minute in each isolate. Where merchants are small, the first of each adds
  ${dollars(chargeOf(programme.usage) - total)} to a million lookups.
- **\`lookupShards\`** changes nothing: a shard costs what its calls take. More of them help a merchant with over six calls of the
  gateway at once in a shard.
- **\`rateTier\`** bounds what a visitor can make you pay: limiters cost nothing, and a request past a limit costs a request and a
  KV read at most. A client at \`standard\` gets 60 lookups a minute through.
- **\`locationHint\`** near the gateway makes calls shorter, and with them the time that shards are active.

## What is assumed

For ${dearest.scenario.name}: ${dollars(total)} now, and what it would be with each value halved and doubled.

${assumptionTable(figures)}

More isolates or locations mean that fewer requests find what they need in memory: more KV reads, and more handings over of counts.

Also assumed: ${percent(HOME_SHARE)} of a merchant's checkouts come through its own location, where there are many merchants; arrivals are Poisson, at a rate that
swings by ${percent(SWING)} about its mean over the day, and three windows of it stand for the whole; an object's own work takes ${OBJECT_OWN_MS} ms a call; a
log line is ${LOG_BYTES} bytes with what the platform adds; every call of the gateway succeeds; no candidate of rules is decided
beside. Processor time, from one run of \`npm run bench\` on a busy machine (2026-11-27; [the last recording](figures.md#a-lookup)): policy ${CPU_MS.policy} ms, preflight ${CPU_MS.preflight} ms, first lookup ${CPU_MS.first} ms,
by ticket ${CPU_MS.ticket} ms, by a shard's memory ${CPU_MS.repeat} ms. All of it is ${percent((chargesOf(dearest.now)[1] ?? 0) / total)} of the price, so
neither a processor half as fast matters much, nor a policy that is not kept, which takes [some four times as much](figures.md#more-merchants).

Not in it: the widget's files (static assets are free), server lookups, the operator's own requests, Turnstile, what the gateway
takes.

## How it is worked out

Each simulated isolate has a real \`Directory\` and store of merchants, \`RulesKeeper\`, \`Programmes\` and \`Tally\`, with a clock that is
moved; KV and objects are replaced by some that count. Which calls a request makes is held to the real Worker by
\`test/worker/scenarios/request-cost.workerd.test.ts\`, and the rows that counts take to SQLite's own count by
\`test/worker/ledger/counts/merchant-stats.workerd.test.ts\`. *Before* is told from that design's code, which is gone. The same seed each
time: a test fails while this page is not what the command writes.

## Prices

Read on 2026-11-27 in copies of Cloudflare's documentation. Whether a page has changed since its copy was made was not checked:
look before you rely on a figure.

| what | price | included a month | page |
| --- | --- | --- | --- |
| plan | ${dollars(MONTHLY_MINIMUM)} a month at least | | [Workers](https://developers.cloudflare.com/workers/platform/pricing/) |
| requests | $0.30 a million | 10 million | the same; preflights are requests like any other |
| CPU | $0.02 a million ms | 30 million ms | the same |
| Durable Objects: requests | $0.15 a million | 1 million | [Durable Objects](https://developers.cloudflare.com/durable-objects/platform/pricing/); each call of a method is one |
| Durable Objects: duration | $12.50 a million GB-s, 128 MB each | 400,000 GB-s | the same; an object that is idle and may hibernate is not billed, [not even before it does](https://developers.cloudflare.com/durable-objects/reference/faq/) |
| SQLite: rows written | $1.00 a million | 50 million | the same; a deleted row is one too |
| SQLite: rows read | $0.001 a million | 25,000 million | the same |
| SQLite: storage | $0.20 a GB-month | 5 GB-month | the same |
| KV: reads, writes | $0.50, $5.00 a million | 10 million, 1 million | [KV](https://developers.cloudflare.com/kv/platform/pricing/); also for a key that is not there |
| Workers Logs until 2026-11-30 | $0.60 a million lines | 20 million | [Workers](https://developers.cloudflare.com/workers/platform/pricing/#workers-logs) |
| Workers Logs from 2026-12-01 | $0.25 a GB, $0.10 a GB-month for 7 days | 50 GB, 12 GB-month | [Observability](https://developers.cloudflare.com/observability/pricing/) |
| rate limiters | free | | [no page](https://developers.cloudflare.com/workers/runtime-apis/bindings/rate-limit/) names a price: **not confirmed** |

Not confirmed either: that a KV read out of KV's own cache at a location is billed as any other (no page says otherwise), how many bytes the platform adds to a log
line, and that the SQLite that counts rows here counts them as the bill does.
`;
}
