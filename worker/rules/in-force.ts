/** Which rules decide: what this build carries, and this isolate's edition of what the store holds. */
import type { Bindings } from "../settings/bindings.ts";
import type { RuleBook } from "./book.ts";
import { builtInBook, builtInPack } from "./built-in.ts";
import { rulesNow } from "./clock.ts";
import { freshened, frozenPack } from "./development.ts";
import type { Edition } from "./edition.ts";
import { RulesKeeper } from "./keeper.ts";
import { bookOf, type Pack } from "./pack.ts";
import { RulesStore } from "./store.ts";

/** The pack that this build carries, as it was published. */
export const carriedPack = (): Pack => (__DEVELOPMENT__ ? frozenPack() : builtInPack);

/** The book of the pack that this build carries: for what has to be judged before any store is read. */
export const carriedBook = (): RuleBook =>
  __DEVELOPMENT__ ? bookOf(freshened(frozenPack(), rulesNow())) : builtInBook;

const keepers = new WeakMap<Bindings, RulesKeeper>();

/** This isolate's keeper of the rules behind `bindings`. */
export function rulesOf(bindings: Bindings): RulesKeeper {
  const known = keepers.get(bindings);
  if (known !== undefined) return known;
  const keeper = new RulesKeeper({
    store: rulesStoreOf(bindings),
    carried: carriedPack(),
    freshen: (pack) => (__DEVELOPMENT__ ? freshened(pack, rulesNow()) : pack),
    origin: __DEVELOPMENT__ ? "development" : "built_in",
    now: Date.now,
    rulesNow,
  });
  keepers.set(bindings, keeper);
  return keeper;
}

const stores = new WeakMap<KVNamespace, RulesStore>();

/** The store of packs, or null where none is bound. */
export function rulesStoreOf({ RULES }: Bindings): RulesStore | null {
  if (RULES === undefined) return null;
  const known = stores.get(RULES);
  if (known !== undefined) return known;
  const store = new RulesStore(RULES);
  stores.set(RULES, store);
  return store;
}

/** The edition in force, read again after the answer where that is due. Never throws, and never waits long. */
export const editionInForce = (bindings: Bindings, context: Pick<ExecutionContext, "waitUntil">): Promise<Edition> =>
  rulesOf(bindings).edition((work) => context.waitUntil(work));
