/**
 * Lets changes of the same thing happen one after another in this isolate, so that each sees what the one before it wrote.
 * Other isolates and locations are not held up: the stores have no transactions.
 */
import { ProblemError } from "../problem.ts";

/** What takes longer holds up nobody any more. It may have ended unseen: a caller who hangs up ends the work. */
const LONGEST_TURN_MS = 30_000;
/** How long a change waits for its turn. */
const LONGEST_WAIT_MS = 10_000;
const LOOK_AGAIN_MS = 5;

interface Turn {
  /** Milliseconds since 1970. */
  readonly endsBy: number;
}

/** By what is changed. */
const underWay = new Map<string, Turn>();

/**
 * Carries out `change` when no other change of any of these things is under way here.
 *
 * @throws ProblemError `conflict` when that takes too long
 */
export async function oneAtATime<T>(things: readonly string[], change: () => Promise<T>): Promise<T> {
  const givesUpAt = Date.now() + LONGEST_WAIT_MS;
  // Looks again and again: a request must not wait for the promise of another, which may never be kept.
  while (things.some((thing) => (underWay.get(thing)?.endsBy ?? 0) > Date.now())) {
    if (Date.now() >= givesUpAt)
      throw new ProblemError(
        "conflict",
        "Another change is still under way. Read again what is there, then try again.",
      );
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
  const turn: Turn = { endsBy: Date.now() + LONGEST_TURN_MS };
  for (const thing of things) underWay.set(thing, turn);
  try {
    return await change();
  } finally {
    for (const thing of things) if (underWay.get(thing) === turn) underWay.delete(thing);
  }
}
