import { afterEach, expect, test, vi } from "vitest";
import { tellWaiting } from "../../../../worker/ledger/counts/tell-waiting.ts";
import { deskThat } from "../../../support/workerd/desk.ts";

afterEach(() => vi.restoreAllMocks());

const WAITING = { waiting: 12, seconds: 60 };
const LINE = JSON.stringify({ task: "counts-waiting", alarm: "counts_waiting", ...WAITING });

test("the log and the desk are told", async () => {
  const logged = vi.spyOn(console, "error").mockReturnValue();
  const told = vi.fn<() => Promise<void>>().mockResolvedValue();
  await tellWaiting({ ALERT_DESK: deskThat(told) }, WAITING);
  expect(logged.mock.calls).toEqual([[LINE]]);
  expect(told).toHaveBeenCalledTimes(1);
});

test("the log is told where there is no desk, or one that fails; nothing rejects", async () => {
  const logged = vi.spyOn(console, "error").mockReturnValue();
  await tellWaiting({}, WAITING);
  await tellWaiting({ ALERT_DESK: deskThat(() => Promise.reject(new Error("down"))) }, WAITING);
  expect(logged.mock.calls).toEqual([[LINE], [LINE]]);
});
