/**
 * Writes `docs/ledger.md` from the ledger's own schemas and its vocabulary of counts. Run `npm run ledger` after a change of
 * either. An object of the ledger has an entry in `OBJECTS`.
 */
import { writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { ALERT_MIGRATIONS } from "../../worker/ledger/alerts/alerts-schema.ts";
import { AUDIT_MIGRATIONS } from "../../worker/ledger/audit/audit-schema.ts";
import { SERIES } from "../../worker/ledger/counts/series.ts";
import { STATS_MIGRATIONS } from "../../worker/ledger/counts/stats-schema.ts";
import type { Migration } from "../../worker/ledger/migrate.ts";
import { MIGRATIONS as OUTCOMES_MIGRATIONS } from "../../worker/ledger/outcomes/schema.ts";
import { SHADOW_MIGRATIONS } from "../../worker/ledger/shadow/shadow-schema.ts";

export const PAGE = fileURLToPath(import.meta.resolve("../../docs/ledger.md"));

interface LedgerObject {
  /** The class of the Durable Object. */
  readonly name: string;
  /** How many there are, and what for. */
  readonly about: string;
  readonly kept: string;
  /** How large it gets. */
  readonly size: string;
  readonly migrations: readonly Migration[];
  /** What each table holds. */
  readonly tables: Readonly<Record<string, string>>;
}

const OBJECTS: readonly LedgerObject[] = [
  {
    name: "MerchantStats",
    about:
      "Counts of the deployment and of all merchants. Eight objects, `counts:0` to `counts:7`, each of them a day in turn: [why](decisions/2026-11-28-counters-by-day.md).",
    kept: "minutes 90 days, hours 33, days 800",
    size: "see [below](#how-large-counts-get)",
    migrations: STATS_MIGRATIONS,
    tables: {
      minutes:
        "A row a minute. `at`: its beginning. `whole`: the deployment's sums, JSON by key. `merchants`: those of all merchants, packed. `taken`: the last number of each isolate whose handing over is in the row, so that none counts twice.",
      pages:
        "Hours and days that are over. `period`: `hour` or `day`; `at`: its beginning; `first`: the id of the first merchant in the row, `*` for the deployment's own; `sums`: packed, some 32,000 characters, in the order of ids.",
      unfinished:
        "Hours and days with counts that are not in their pages yet: they are read out of what they consist of.",
    },
  },
  {
    name: "RulesShadow",
    about: "What a candidate pack of rules would have changed. One object for the deployment.",
    kept: "until the candidate is another",
    size: "some hundred rows at most: reasons by reasons",
    migrations: SHADOW_MIGRATIONS,
    tables: { shadow: "How often a change from one reason to another was counted, by the candidate's version." },
  },
  {
    name: "AuditLog",
    about:
      "Who changed what, and who changes what right now: [more](operators.md#who-changed-what). One object, `audit`.",
    kept: "400 days",
    size: "some 1 kB a change, in two rows",
    migrations: AUDIT_MIGRATIONS,
    tables: {
      entries:
        "Each entry as its hash is over it, as JSON: `asked` before a change, `ended` after it. `asked`: of one that ended, the number of the one that asked. Only ever added; `by` and `target` are there to be searched.",
      anchor: "The last entry that went because of its age: the hash of the first one that is kept is over its hash.",
      turns: "What is being changed, until its change ends or 30 s are over.",
      words: "What was left of a thing by its last change, for ten minutes: when it was written, or whose a key is.",
    },
  },
  {
    name: "MerchantOutcomes",
    about: "What merchants reported of their quotes. One object a merchant, named by its id.",
    kept: "7 years",
    size: "some 0.5 kB an event; the sums a row for each month, place, currency and brand",
    migrations: OUTCOMES_MIGRATIONS,
    tables: {
      outcomes: "Each event as it was reported, by the merchant's own id. Amounts in minor units.",
      sales: "What is known of each sale, as JSON.",
      sums: "By month, place, currency and brand, added to with each event: what reports are made of.",
    },
  },
  {
    name: "AlertDesk",
    about: "Which alerts are open, and what was sent of them. One object, `alerts`.",
    kept: "told alerts 90 days",
    size: "some 1 kB an alert",
    migrations: ALERT_MIGRATIONS,
    tables: {
      remembered:
        "Settings, when was last looked, which stages of rules were told, which day was summed up: each as JSON.",
      episodes: "A trouble from its first sight to its end (null: it is open), as JSON.",
      deliveries: "A row a message for all its tries; `next_at`: when it is tried next, null: never again.",
    },
  },
];

const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;

/** The columns of each table, as SQLite tells them after all steps. */
function columnsOf(migrations: readonly Migration[]): Map<string, string> {
  const database = new DatabaseSync(":memory:");
  for (const statement of migrations.flat()) database.exec(statement);
  const tables = database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid")
    .all();
  return new Map(
    tables.map(({ name }) => {
      const columns = database.prepare(`SELECT name, type, pk FROM pragma_table_info('${String(name)}')`).all();
      const told = columns.map(({ name: column, type, pk }) => {
        const text = `\`${String(column)}\` ${String(type).toLowerCase()}`;
        return pk === 0 ? text : `**${text}**`;
      });
      return [String(name), told.join(", ")];
    }),
  );
}

function sectionOf({ name, about, kept, size, migrations, tables }: LedgerObject): string {
  const columns = columnsOf(migrations);
  const rows = [...columns].map(([table, told]) => {
    const what = tables[table];
    if (what === undefined) throw new Error(`tools/docs/ledger.ts says nothing of the table ${table} of ${name}`);
    return row([`\`${table}\``, told, what]);
  });
  const gone = Object.keys(tables).filter((table) => !columns.has(table));
  if (gone.length > 0)
    throw new Error(`tools/docs/ledger.ts says something of ${gone.join(", ")}, which ${name} has not`);
  return [
    `### ${name}`,
    "",
    about,
    "",
    `Schema step ${migrations.length - 1}. Kept: ${kept}. Size: ${size}.`,
    "",
    row(["table", "columns, those of its key bold", "what it holds"]),
    row(["---", "---", "---"]),
    ...rows,
  ].join("\n");
}

/** @returns the page as it must stand in `docs/` */
export function ledgerPage(): string {
  return `# The ledger

Written by \`npm run ledger\` from the schemas in \`worker/ledger/\` and from \`series.ts\`: change those, or \`tools/docs/ledger.ts\`.

What the operator sees: counts, shadow counts, who changed what, reported outcomes and alerts, in SQLite Durable Objects. All times are UTC. Nothing in
counts is about a shopper, a card or a sale.

**Schemas** change in steps that are only ever added. An object takes those it lacks, each once, all in one transaction, before it
does anything else (\`worker/ledger/migrate.ts\`); the table \`schema_steps\` says which it has taken. A Worker that is rolled back
finds a newer schema and leaves it as it is, so a step must leave older code working: add columns with a default, drop none.

## Objects and tables

${OBJECTS.map(sectionOf).join("\n\n")}

## What is counted

A sum is a whole number under a key \`series:value\` or \`series:value:value\`. The deployment's sums are everybody's, and what belongs to no
merchant. The vocabulary is closed; a key's value may be new in a later version.

${[row(["series", "what it counts"]), row(["---", "---"]), ...Object.entries(SERIES).map(([series, what]) => row([`\`${series}\``, what]))].join("\n")}

**Packed** sums are one JSON text \`{"keys": [...], "sums": {"mch_shop": [0, 12, 3, 1]}}\`: pairs of a key's place in the list and a count, so
that each key stands in a row once.

**Once, or said to be lost.** An isolate hands over every twenty seconds, under a name of its own and a number, and sends again what it has no answer
to. Where it can keep no more (40,000 different keys), where a minute's row is full (1.5 million characters of merchants' sums: some
20,000 merchants with lookups in one minute) or where a minute is more than a day from the object's clock, counts are dropped: the deployment's \`lost:counts\` says how
many, and a log line with the alarm \`counts_lost\`. An isolate that the platform ends takes with it what it has not handed over,
up to twenty seconds of its counts, or all since the object takes none (alarm \`counts_waiting\`); nobody can say those.

## How large counts get

${SIZES}
`;
}

/** Of `npm run bench:ledger`, 2026-11-28: sizes of that run; times in processor time, since the machine was busy. */
const SIZES = `With 10,000 merchants, each with 100 lookups a day and a further question about each (\`npm run bench:ledger\`):

| | rows | size | kept | together |
| --- | ---: | ---: | ---: | ---: |
| a minute | 1 | 0.05 MiB | 90 days | 6.3 GiB |
| an hour | 36 | 1.1 MiB | 33 days | 0.8 GiB |
| a day | 86 | 2.7 MiB | 800 days | 2.1 GiB |

A merchant's days of a year take 100 KiB. Eight objects of 10 GB hold some eight times as much. Read through the routes, with a year in the objects, in processor time of
Worker and objects together: the deployment's hour by minute 2 ms, its month by hour 28 ms, its year by day 18 ms; a merchant's hour 14 ms, month by hour
130 ms, year 70 ms. What each merchant did in an hour, out of the minutes of all, and in a day is the dearest of them: tell only the series you need (\`series=answer\`).`;

if (import.meta.main) writeFileSync(PAGE, ledgerPage());
