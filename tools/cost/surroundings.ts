/** What is outside of an isolate: stores and objects that answer at once and count what is billed. */
import type { MerchantCount } from "../../worker/ledger/counters.ts";
import { builtInPack } from "../../worker/rules/built-in.ts";
import { COUNT_BYTES, OBJECT_OWN_MS } from "./assumptions.ts";
import type { Surroundings } from "./isolate.ts";
import { merchantTextOf } from "./merchant.ts";
import { FLUSH_ROWS_READ, ROWS_WRITTEN_PER_MINUTE, type Usage } from "./platform.ts";
import type { World } from "./world.ts";

const PROGRAMME = JSON.stringify({
  version: "1",
  previous: null,
  records: 1,
  bins: 1,
  pulledAt: Date.UTC(2026, 10, 26),
  source: "push",
});

export function surroundingsOf(world: Omit<World, "surroundings">): Surroundings {
  const { assumed, chance, clock, usage } = world;
  const textOf = merchantTextOf(assumed.cardProgrammes);
  return {
    clock,
    random: chance.next,
    merchants: countingKv(usage, (key) => (key.startsWith("m:") ? textOf(key.slice(2)) : "1")),
    rules: countingKv(usage, (key) => (key === `pack:${builtInPack.version}` ? "kept" : null)),
    cardProgrammes: countingKv(usage, (key) => (key.startsWith("head:") ? PROGRAMME : "401200")),
    stats: statsObjects(world),
  };
}

/** A KV namespace that counts what is billed. */
function countingKv(usage: Usage, textOf: (key: string) => string | null): KVNamespace {
  const kv = {
    async get(key: string, { type }: { readonly type: "text" | "json" }) {
      usage.kvReads += 1;
      const text = textOf(key);
      return type === "json" && text !== null ? JSON.parse(text) : text;
    },
    async put() {
      usage.kvWrites += 1;
    },
  };
  // The parts that run here use no more of it.
  return kv as unknown as KVNamespace;
}

/** The objects that take counts, and what their rows cost. */
function statsObjects({ clock, usage, active, store }: Omit<World, "surroundings">): Surroundings["stats"] {
  const taken = new Set<string>();
  const add = (object: string, rows: readonly MerchantCount[]) => {
    const minutes = new Set(rows.map(({ minute }) => minute));
    usage.objectRequests += 1;
    usage.rowsRead += FLUSH_ROWS_READ;
    usage.rowsWritten += ROWS_WRITTEN_PER_MINUTE * minutes.size;
    active.keep(object, clock.now(), clock.now() + OBJECT_OWN_MS);
    for (const minute of minutes) store(`${object} ${minute}`, 0);
    for (const { count: _, ...kind } of rows) {
      const name = `${object} ${JSON.stringify(kind)}`;
      if (!taken.has(name)) usage.storedBytes += COUNT_BYTES;
      taken.add(name);
    }
  };
  const namespace = {
    idFromName: (name: string) => name,
    get: (name: string) => ({ add: async (rows: readonly MerchantCount[]) => add(name, rows) }),
  };
  return namespace as unknown as Surroundings["stats"];
}
