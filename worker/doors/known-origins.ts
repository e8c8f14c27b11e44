/** What this isolate remembers of origins: which of them some merchant listed. It saves reads, and grants nothing. */
import type { Bindings } from "../settings/bindings.ts";

const KNOWN_MS = 60_000;
/** With KV's own cache of 30 s, an origin that was just listed is known everywhere within a minute. */
const UNKNOWN_MS = 30_000;
const MOST_ORIGINS = 1_000;

/** Known and unknown ones apart, so that invented ones push no merchant's out. */
interface Remembered {
  readonly known: Map<string, number>;
  readonly unknown: Map<string, number>;
}

const byBindings = new WeakMap<Bindings, Remembered>();

function rememberedIn(bindings: Bindings): Remembered {
  const found = byBindings.get(bindings) ?? { known: new Map(), unknown: new Map() };
  byBindings.set(bindings, found);
  return found;
}

/** Whether the origin is known, as far as that was found out a short while ago; undefined: ask. */
export function recalledOrigin(bindings: Bindings, origin: string, now: number): boolean | undefined {
  const { known, unknown } = rememberedIn(bindings);
  if ((known.get(origin) ?? 0) > now) return true;
  return (unknown.get(origin) ?? 0) > now ? false : undefined;
}

/** Remembers what the store said. */
export function rememberOrigin(bindings: Bindings, origin: string, isKnown: boolean, now: number): void {
  const { known, unknown } = rememberedIn(bindings);
  known.delete(origin);
  unknown.delete(origin);
  const origins = isKnown ? known : unknown;
  origins.set(origin, now + (isKnown ? KNOWN_MS : UNKNOWN_MS));
  if (origins.size > MOST_ORIGINS) origins.delete(origins.keys().next().value ?? "");
}
