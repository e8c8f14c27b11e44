/**
 * Sends traffic, in two ways. A closed loop keeps so many callers busy, each of whom waits for its answer: that finds the
 * ceiling. An open loop sends at a rate whether or not earlier requests are back, as shoppers do, and takes each one's time
 * from the moment at which it was due: a server that stalls cannot hide it. (autocannon, wrk and the like correct a closed loop
 * for this, and none holds each answer against what is right for its own request, which may need the answer before it.)
 */
import type { Verdict } from "./checks.ts";
import type { Answer, Break, Client } from "./client.ts";
import type { Planned } from "./traffic.ts";

export interface Done {
  readonly planned: Planned;
  readonly result: Answer | Break;
  /** Null: there was no answer to judge. */
  readonly verdict: Verdict | null;
  /** From when it was due until its last byte, ms. */
  readonly ms: number;
}

export interface Drive {
  readonly client: Client;
  readonly next: () => Planned;
  readonly onDone: (done: Done) => void;
}

/** Judging an answer takes no part in its time. */
async function sendOne({ client, next, onDone }: Drive, dueAt: number): Promise<void> {
  const planned = next();
  const result = await client.send(planned.ask);
  const ms = performance.now() - dueAt;
  const verdict = typeof result === "string" ? null : await planned.check(result);
  onDone({ planned, result, verdict, ms });
}

/** Keeps `callers` busy for `seconds`. @returns requests a second */
export async function closedLoop(drive: Drive, callers: number, seconds: number): Promise<number> {
  const startedAt = performance.now();
  let requests = 0;
  const caller = async () => {
    while (performance.now() - startedAt < seconds * 1_000) {
      await sendOne(drive, performance.now());
      requests += 1;
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return requests / ((performance.now() - startedAt) / 1_000);
}

/** The timer's own grain is about a millisecond. */
const TURN_MS = 2;

/**
 * Sends `perSecond` until `isOver` says so, then waits for what is under way. What is due while this process is held up is sent at
 * once afterwards, and its wait counts.
 */
export async function openLoop(drive: Drive, perSecond: number, isOver: () => boolean): Promise<void> {
  const startedAt = performance.now();
  const underWay = new Set<Promise<void>>();
  for (let sent = 0; !isOver(); ) {
    const due = ((performance.now() - startedAt) / 1_000) * perSecond;
    for (; sent < due; sent++) {
      const one = sendOne(drive, startedAt + (sent / perSecond) * 1_000).finally(() => underWay.delete(one));
      underWay.add(one);
    }
    await new Promise((resolve) => setTimeout(resolve, TURN_MS));
  }
  await Promise.all(underWay);
}
