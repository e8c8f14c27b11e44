/** A checkout of a few rules in a folder of its own, that commands may write into. Its rows never change. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { onTestFinished } from "vitest";
import { type Pack, versionOf } from "../../../worker/rules/pack.ts";
import frozen from "../../../worker/rules/packs/1.json" with { type: "json" };
import type { RuleRow } from "../../../worker/rules/schema.ts";

/** Every row was checked on 2026-11-22; that of Visa lapses on 2026-12-31, and that of Oklahoma. */
const IDS = new Set([
  "us-visa-credit",
  "us-amex-credit",
  "us-oh-credit",
  "us-ok-credit",
  "us-tx-credit",
  "us-ct-all",
  "us-ma-credit",
  "gb-consumer",
  "gb-commercial",
]);
const ROWS = (frozen.rows as unknown as readonly RuleRow[]).filter(({ id }) => IDS.has(id));

/** When commands run in these tests. */
export const NOW = new Date("2026-11-28T09:00:00Z");

async function firstPack(): Promise<Pack> {
  const content = {
    format: 1 as const,
    sequence: 1,
    publishedAt: "2026-11-22T12:00:00Z",
    minEngine: 1,
    rows: inOrderOfFiles(ROWS),
    renewals: [],
    retired: [],
  };
  return { ...content, version: await versionOf(content) };
}

const inOrderOfFiles = (rows: readonly RuleRow[]): RuleRow[] =>
  ["gb", "us"].flatMap((country) => rows.filter(({ id }) => id.startsWith(`${country}-`)));

/** One deployment that says where it is, and one that does not. */
const WRANGLER = `name = "made-up"
compatibility_date = "2026-08-01"
[env.here.vars]
ISSUER = "http://127.0.0.1:9"
[env.nowhere.vars]
ENVIRONMENT = "staging"
`;

export interface Checkout {
  readonly root: URL;
  readonly read: (path: string) => string;
  readonly write: (path: string, text: string) => void;
  /** Changes a row in its country's file; null takes it out. */
  readonly edit: (id: string, change: Partial<RuleRow> | null) => void;
  /** A pack of the checkout. */
  readonly pack: (sequence: number) => Pack;
}

/** It is gone when the test is over. */
export async function makeCheckout(): Promise<Checkout> {
  const folder = mkdtempSync(join(tmpdir(), "card-surcharge-rules-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const read = (path: string) => readFileSync(join(folder, path), "utf8");
  const write = (path: string, text: string) => writeFileSync(join(folder, path), text);
  for (const path of ["worker/rules/rows", "worker/rules/packs", "docs/rules"])
    mkdirSync(join(folder, path), { recursive: true });
  const pack = await firstPack();
  write("worker/rules/packs/1.json", JSON.stringify(pack));
  for (const country of ["gb", "us"]) {
    const rows = pack.rows.filter(({ id }) => id.startsWith(`${country}-`));
    write(`worker/rules/rows/${country}.json`, JSON.stringify(rows));
  }
  write("wrangler.toml", WRANGLER);
  for (const name of ["renewals", "retired", "tax-on-surcharge"]) write(`worker/rules/${name}.json`, "[]\n");
  return {
    root: pathToFileURL(`${folder}/`),
    read,
    write,
    edit: (id, change) => {
      const path = `worker/rules/rows/${id.slice(0, 2)}.json`;
      const rows = JSON.parse(read(path)) as RuleRow[];
      const edited = rows.flatMap((row) => (row.id !== id ? [row] : change === null ? [] : [{ ...row, ...change }]));
      write(path, JSON.stringify(edited));
    },
    pack: (sequence) => JSON.parse(read(`worker/rules/packs/${sequence}.json`)) as Pack,
  };
}
