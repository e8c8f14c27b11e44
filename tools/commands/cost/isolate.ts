/**
 * One isolate of the Worker, out of the Worker's own parts: its copies of merchants, rules and card programmes, and its
 * tally. Only what is outside of it is replaced: the clock, KV, and the objects that take the counts.
 */
import { Programmes } from "../../../worker/card-program/programmes.ts";
import { ProgramStore } from "../../../worker/card-program/store.ts";
import type { MerchantStats } from "../../../worker/ledger/counts/merchant-stats.ts";
import { TALLY_MS, Tally } from "../../../worker/ledger/counts/tally.ts";
import { type Clock } from "../../../worker/lookup/clock.ts";
import { Directory } from "../../../worker/merchants/directory.ts";
import { kvStore } from "../../../worker/merchants/store.ts";
import { builtInPack } from "../../../worker/rules/built-in.ts";
import { RulesKeeper } from "../../../worker/rules/keeper.ts";
import { RulesStore } from "../../../worker/rules/store.ts";

/** What an isolate needs from outside. */
export interface Surroundings {
  readonly clock: Clock;
  readonly merchants: KVNamespace;
  readonly rules: KVNamespace;
  readonly cardProgrammes: KVNamespace;
  readonly stats: DurableObjectNamespace<MerchantStats>;
}

export interface Isolate {
  /** When another takes its place, ms. */
  readonly endsAt: number;
  readonly store: ReturnType<typeof kvStore>;
  readonly directory: Directory;
  readonly rules: RulesKeeper;
  readonly programmes: Programmes;
  readonly tally: Tally;
}

export function newIsolate({ clock, merchants, rules, cardProgrammes }: Surroundings, endsAt: number): Isolate {
  const store = kvStore(merchants);
  const now = () => clock.now();
  return {
    endsAt,
    store,
    directory: new Directory({ store, configured: [], seeds: [], now }),
    rules: new RulesKeeper({
      store: new RulesStore(rules),
      carried: builtInPack,
      freshen: (pack) => pack,
      origin: "built_in",
      now,
      rulesNow: () => new Date(clock.now()),
    }),
    programmes: new Programmes(new ProgramStore(cardProgrammes), now),
    tally: new Tally(clock, TALLY_MS),
  };
}
