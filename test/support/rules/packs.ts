/** Packs made for a test from the frozen one, and a KV namespace in memory to keep them in. */
import { ENGINE, PACK_FORMAT, type Pack, type PackContent, versionOf } from "../../../worker/rules/pack.ts";
import type { RuleRow } from "../../../worker/rules/schema.ts";
import type { TaxFinding } from "../../../worker/rules/tax-on-surcharge.ts";
import { frozenPack } from "./frozen-book.ts";

interface Change extends Partial<Omit<PackContent, "rows">> {
  /** What becomes of each row; null takes it out. */
  readonly row?: (row: RuleRow) => RuleRow | null;
  readonly more?: readonly RuleRow[];
}

/** The frozen pack with what a test changes, published under the next number. */
export async function packWith({ row = (one) => one, more = [], ...rest }: Change = {}): Promise<Pack> {
  const rows = frozenPack.rows.flatMap((one) => row(one) ?? []);
  const content: PackContent = {
    format: PACK_FORMAT,
    sequence: frozenPack.sequence + 1,
    publishedAt: "2026-11-27T12:00:00Z",
    minEngine: ENGINE,
    renewals: [],
    retired: [],
    ...rest,
    rows: [...rows, ...more],
  };
  return { ...content, version: await versionOf(content) };
}

/** Changes one row by its id. */
export const onRow =
  (id: string, change: Partial<RuleRow>) =>
  (row: RuleRow): RuleRow =>
    row.id === id ? { ...row, ...change } : row;

/** A made-up finding, that Alabama taxes the surcharge itself. */
export const taxFinding: TaxFinding = {
  places: ["US-AL"],
  taxed: "yes",
  note: "Part of the price.",
  checkedOn: "2026-11-20",
  by: "Jo Lee",
  source: "https://tax.example/al",
  asOf: "2026-11-19",
  confidence: "high",
};

/** As much of a KV namespace as the rules use. `fail` makes every call reject, `hang` keeps reads from ever answering. */
export function memoryKv() {
  const kept = new Map<string, string>();
  const kv = {
    kept,
    mode: "ok" as "ok" | "fail" | "hang",
    reads: 0,
    async get(key: string): Promise<string | null> {
      kv.reads += 1;
      if (kv.mode === "hang") return new Promise(() => {});
      if (kv.mode === "fail") throw new Error("down");
      return kept.get(key) ?? null;
    },
    async put(key: string, text: string): Promise<void> {
      if (kv.mode !== "ok") throw new Error("down");
      kept.set(key, text);
    },
  };
  return kv;
}

export type MemoryKv = ReturnType<typeof memoryKv>;
