/** What is outside of an isolate: stores and objects that answer at once and count what is billed. */
import type { HandingOver } from "../../../worker/ledger/counts/merchant-stats.ts";
import { builtInPack } from "../../../worker/rules/built-in.ts";
import { OBJECT_OWN_MS } from "./assumptions.ts";
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
  const { assumed, clock, usage } = world;
  const textOf = merchantTextOf(assumed.cardProgrammes);
  return {
    clock,
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

/** As text: a key's place and its count; a merchant's id with what stands around it. */
const PAIR_BYTES = 6;
const MERCHANT_BYTES = 16;
/** An isolate's last number. */
const TAKEN_BYTES = 20;

/** The objects that take counts, and what their rows cost. */
function statsObjects({ clock, usage, active, store }: Omit<World, "surroundings">): Surroundings["stats"] {
  const stored = new Set<string>();
  const keep = (name: string, bytes: number) => {
    if (!stored.has(name)) usage.storedBytes += bytes;
    stored.add(name);
  };
  const take = (object: string, { isolate, minutes }: HandingOver) => {
    usage.objectRequests += 1;
    usage.rowsRead += FLUSH_ROWS_READ * minutes.length;
    usage.rowsWritten += ROWS_WRITTEN_PER_MINUTE * minutes.length;
    active.keep(object, clock.now(), clock.now() + OBJECT_OWN_MS);
    for (const { at, whole, merchants } of minutes) {
      store(String(at), 0);
      keep(`${at} ${isolate}`, TAKEN_BYTES);
      // In the list of keys, and in the deployment's sums.
      for (const key of Object.keys(whole)) keep(`${at} ${key}`, 2 * key.length + PAIR_BYTES);
      for (const [id, sums] of Object.entries(merchants)) {
        keep(`${at} ${id}`, MERCHANT_BYTES);
        for (const key of Object.keys(sums)) keep(`${at} ${id} ${key}`, PAIR_BYTES);
      }
    }
    return 0;
  };
  const namespace = {
    idFromName: (name: string) => name,
    get: (name: string) => ({ take: async (handingOver: HandingOver) => take(name, handingOver) }),
  };
  return namespace as unknown as Surroundings["stats"];
}
