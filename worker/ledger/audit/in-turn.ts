/**
 * Lets changes of the same thing happen one after another, wherever the requests came in, so that each sees what the one
 * before it wrote, or is refused where it cannot see that yet. The turns are kept by the {@link AuditLog}.
 */
import { ProblemError } from "../../problem.ts";
import type { AuditLog } from "./audit-log.ts";
import { answered, auditLogOf } from "./reach.ts";

/** How long a change waits for its turn. */
const LONGEST_WAIT_MS = 10_000;
const LOOK_AGAIN_MS = 50;

const UNAVAILABLE_RETRY_SECONDS = 5;
/** Until every location reads what was written. */
const STALE_RETRY_SECONDS = 60;

export interface Turn {
  /** What the change before this one left of the thing; undefined: nothing in the last ten minutes. */
  readonly left: (thing: string) => string | undefined;
  /** Leaves a word for the next one: call it once the change is written. */
  readonly leave: (thing: string, word: string) => void;
}

/**
 * Carries out `change` when no other change of any of these things is under way anywhere. A turn of over 30 s ends by itself.
 *
 * @throws ProblemError `conflict` when its turn does not come within 10 s, `merchant_unavailable` when nobody can tell
 */
export async function inTurn<T>(
  bindings: { readonly AUDIT_LOG: DurableObjectNamespace<AuditLog> },
  things: readonly string[],
  change: (turn: Turn) => Promise<T>,
): Promise<T> {
  const log = auditLogOf(bindings);
  const holder = crypto.randomUUID();
  const left = await taken(log, things, holder);
  const words: Record<string, string> = {};
  try {
    return await change({ left: (thing) => left[thing], leave: (thing, word) => void (words[thing] = word) });
  } finally {
    // Where this fails the turn ends by itself, and the next change has to do without the words.
    await answered(() => log.endTurn(holder, words));
  }
}

async function taken(
  log: DurableObjectStub<AuditLog>,
  things: readonly string[],
  holder: string,
): Promise<Readonly<Record<string, string>>> {
  for (const givesUpAt = Date.now() + LONGEST_WAIT_MS; ; ) {
    const left = await answered(() => log.takeTurn(things, holder));
    if (left === undefined)
      throw new ProblemError(
        "merchant_unavailable",
        "Nothing was changed: whether somebody else is changing it cannot be asked right now. Try again.",
        { headers: { "Retry-After": String(UNAVAILABLE_RETRY_SECONDS) } },
      );
    if (left !== null) return left;
    if (Date.now() >= givesUpAt)
      throw new ProblemError(
        "conflict",
        "Another change is still under way. Read again what is there, then try again.",
      );
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}

/**
 * Refuses a change that would be made to something older than what was written last.
 *
 * @throws ProblemError `conflict`
 */
export function requireNewest(isOlder: boolean): void {
  if (isOlder)
    throw new ProblemError(
      "conflict",
      "Somebody changed it less than a minute ago at another location, and this one does not see that yet. Nothing was changed: wait a minute, read it again, then try again.",
      { headers: { "Retry-After": String(STALE_RETRY_SECONDS) } },
    );
}
