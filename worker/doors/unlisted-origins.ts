/**
 * Origins that no merchant listed a short while ago, so that an invented one costs this isolate one read and not one each
 * time. Those that are listed are remembered by the merchants' store.
 */
import type { Bindings } from "../settings/bindings.ts";

/** With KV's own cache of 30 s, an origin that was just listed is known everywhere within a minute. */
const UNLISTED_MS = 30_000;
const MOST_ORIGINS = 1_000;

const byBindings = new WeakMap<Bindings, Map<string, number>>();

/** @param now ms since 1970 */
export const wasUnlisted = (bindings: Bindings, origin: string, now: number): boolean =>
  (byBindings.get(bindings)?.get(origin) ?? 0) > now;

/** Remembers that the store knows no merchant of this origin. */
export function rememberUnlisted(bindings: Bindings, origin: string, now: number): void {
  const origins = byBindings.get(bindings) ?? new Map<string, number>();
  byBindings.set(bindings, origins);
  origins.delete(origin);
  origins.set(origin, now + UNLISTED_MS);
  if (origins.size > MOST_ORIGINS) origins.delete(origins.keys().next().value ?? "");
}
