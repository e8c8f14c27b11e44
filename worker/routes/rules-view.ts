/** What the operator is told of the rules, the tag of what was told, and the store's trouble as a refusal. */
import type { AppContext } from "../http/app-env.ts";
import { entityTagOf, giveTag } from "../http/entity-tags.ts";
import { shadowCounts } from "../ledger/shadow/shadow-tally.ts";
import { ProblemError } from "../problem.ts";
import { rulesNow } from "../rules/clock.ts";
import { carriedPack, editionInForce, rulesOf, rulesStoreOf } from "../rules/in-force.ts";
import { RulesView } from "../rules/operator-view.ts";
import { outlookOf } from "../rules/outlook.ts";
import { EMPTY_HEAD, type PackRef, type RulesHead } from "../rules/store.ts";

/** A store that fails is the store's trouble: the operator tries again. */
export async function stored<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new ProblemError("merchant_unavailable", "The store of rules does not answer right now. Try again.", {
      headers: { "Retry-After": "2" },
      cause,
    });
  }
}

/** The tag of the rules here: it changes with every change of them, and where a deploy brings another pack. */
export const tagOfRules = (head: RulesHead): Promise<string> => entityTagOf([carriedPack().version, head]);

/** The rules in force here, and what lapses when. Gives the tag with the answer. */
export async function viewOf(c: AppContext): Promise<RulesView> {
  const store = rulesStoreOf(c.env);
  const head = store === null ? null : await stored(() => store.head());
  // After the head, so that nobody is shown older rules with the tag of newer ones.
  await rulesOf(c.env).reload();
  const { pack, origin, book } = await editionInForce(c.env, c.executionCtx);
  const carried = carriedPack();
  giveTag(c, await tagOfRules(head ?? EMPTY_HEAD));
  return RulesView.parse({
    inForce: {
      version: pack.version,
      sequence: pack.sequence,
      publishedAt: pack.publishedAt,
      origin,
      rows: pack.rows.length,
    },
    builtIn: { version: carried.version, sequence: carried.sequence },
    previous:
      head === null || head.previous === null
        ? null
        : head.previous === "built_in"
          ? head.previous
          : head.previous.version,
    candidate: head === null || head.candidate === null ? null : await candidateView(c, head.candidate),
    renewals: head?.renewals ?? [],
    extensions: head?.extensions ?? [],
    due: [...outlookOf(book.rows, rulesNow()).due],
    trouble: rulesOf(c.env).trouble,
    requestId: c.get("requestId"),
  } satisfies RulesView);
}

async function candidateView(
  c: AppContext,
  { version, sequence }: PackRef,
): Promise<NonNullable<RulesView["candidate"]>> {
  const counts = await stored(() => shadowCounts(c.env.RULES_SHADOW).read(version));
  const total = (change?: string) =>
    counts.reduce((sum, one) => (change === undefined || one.change === change ? sum + one.count : sum), 0);
  return {
    version,
    sequence,
    decided: total(),
    wider: total("wider"),
    narrower: total("narrower"),
    otherReason: total("reason"),
  };
}
