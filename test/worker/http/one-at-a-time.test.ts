import { expect, test, vi } from "vitest";
import { oneAtATime } from "../../../worker/http/one-at-a-time.ts";

test("changes of one thing never overlap, and a failed one ends its turn", async () => {
  let underWay = 0;
  let most = 0;
  const change = (fails: boolean) => async () => {
    underWay += 1;
    most = Math.max(most, underWay);
    await new Promise((resolve) => setTimeout(resolve, 3));
    underWay -= 1;
    if (fails) throw new Error("refused");
    return "done";
  };
  const all = [true, false, false].map((fails) =>
    oneAtATime(["a"], change(fails)).catch((error: Error) => error.message),
  );
  expect(await Promise.all(all)).toEqual(["refused", "done", "done"]);
  expect(most).toBe(1);
});

test("changes of different things do not wait for each other", async () => {
  let end = () => {};
  const held = oneAtATime(["b"], () => new Promise<void>((resolve) => (end = resolve)));
  expect(await oneAtATime(["c", "a"], async () => "done")).toBe("done");
  let isDone = false;
  const both = oneAtATime(["c", "b"], async () => (isDone = true));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(isDone).toBe(false);
  end();
  await Promise.all([held, both]);
  expect(isDone).toBe(true);
});

test("one that never ends holds others up for a while, and not for good", async () => {
  vi.useFakeTimers();
  void oneAtATime(["d"], () => new Promise(() => {}));
  const refused = oneAtATime(["d"], async () => "done").catch((error: { code: string }) => error.code);
  await vi.advanceTimersByTimeAsync(11_000);
  expect(await refused).toBe("conflict");
  await vi.advanceTimersByTimeAsync(20_000);
  expect(await oneAtATime(["d"], async () => "done")).toBe("done");
  vi.useRealTimers();
});
