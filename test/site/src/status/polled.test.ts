/** What is read again and again, with a clock that the test moves. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Reply } from "../../../../site/src/status/client.ts";
import { Polled } from "../../../../site/src/status/polled.ts";

const EVERY = 30_000;
const failed: Reply<number> = { ok: false, failure: { kind: "unreachable", text: "No answer.", retryAfterMs: 0 } };
let reads: number;
let reply: Reply<number>;
let polled: Polled<number>;

beforeEach(() => {
  vi.useFakeTimers();
  [reads, reply] = [0, { ok: true, value: 7 }];
  polled = new Polled<number>(
    () => {
      reads += 1;
      return Promise.resolve(reply);
    },
    EVERY,
    () => {},
  );
});
afterEach(() => {
  polled.stop();
  vi.useRealTimers();
});

test("reads at once, and then once each pause", async () => {
  polled.start();
  polled.start();
  await vi.advanceTimersByTimeAsync(0);
  expect([reads, polled.value]).toEqual([1, 7]);
  await vi.advanceTimersByTimeAsync(EVERY * 2);
  expect(reads).toBe(3);
});

test("keeps what it has while reading fails, says so, and asks rarer", async () => {
  polled.start();
  await vi.advanceTimersByTimeAsync(0);
  reply = failed;
  await vi.advanceTimersByTimeAsync(EVERY);
  expect([polled.value, polled.failure?.kind, reads]).toEqual([7, "unreachable", 2]);
  await vi.advanceTimersByTimeAsync(EVERY);
  expect(reads).toBe(2);
  reply = { ok: true, value: 8 };
  await vi.advanceTimersByTimeAsync(EVERY);
  expect([polled.value, polled.failure, reads]).toEqual([8, undefined, 3]);
});

test("reads nothing while it is stopped, and at once what is due by then", async () => {
  polled.start();
  await vi.advanceTimersByTimeAsync(0);
  polled.stop();
  await vi.advanceTimersByTimeAsync(EVERY * 10);
  expect(reads).toBe(1);
  polled.start();
  await vi.advanceTimersByTimeAsync(0);
  expect(reads).toBe(2);
  polled.stop();
  polled.start();
  await vi.advanceTimersByTimeAsync(EVERY - 1);
  expect(reads).toBe(2);
});

test("drops a late answer to a former question", async () => {
  const late: ((value: Reply<number>) => void)[] = [];
  polled = new Polled(
    () => new Promise<Reply<number>>((resolve) => late.push(resolve)),
    EVERY,
    () => {},
  );
  const first = polled.refresh();
  const second = polled.refresh();
  late[1]?.({ ok: true, value: 2 });
  late[0]?.({ ok: true, value: 1 });
  await Promise.all([first, second]);
  expect([polled.value, polled.isReading]).toEqual([2, false]);
});
