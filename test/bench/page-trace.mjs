/** What a page's main thread does, by Chromium's own trace: its tasks, and what happened in each. */

/**
 * @typedef {{ name: string, ph: string, pid: number, tid: number, ts: number, dur: number, args: { name?: string } }} TraceEvent
 * @typedef {{ ms: number, has: (name: string) => boolean }} Task
 */

const thread = (/** @type {TraceEvent} */ { pid, tid }) => `${pid}/${tid}`;

/**
 * The main thread's tasks while `during` runs and the page comes to rest, the longest first.
 *
 * @param {import("playwright-core").Page} page
 * @param {import("playwright-core").CDPSession} client
 * @param {() => Promise<unknown>} during
 * @param {number} restMs how long the page is watched after that
 * @returns {Promise<Task[]>}
 */
export async function tasksWhile(page, client, during, restMs) {
  /** @type {TraceEvent[]} */
  const events = [];
  const collect = (/** @type {{ value: unknown[] }} */ { value }) =>
    events.push(.../** @type {TraceEvent[]} */ (value));
  client.on("Tracing.dataCollected", collect);
  await client.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: { includedCategories: ["devtools.timeline", "v8.execute", "toplevel"] },
  });
  await during();
  await page.waitForTimeout(restMs);
  const ended = new Promise((resolve) => client.once("Tracing.tracingComplete", resolve));
  await client.send("Tracing.end");
  await ended;
  client.off("Tracing.dataCollected", collect);
  const mains = new Set(events.filter(({ args }) => args?.name === "CrRendererMain").map(thread));
  const spans = events.filter((event) => event.ph === "X" && mains.has(thread(event)));
  /** @param {TraceEvent} outer @param {TraceEvent} inner */
  const holds = (outer, inner) =>
    thread(inner) === thread(outer) && inner.ts >= outer.ts && inner.ts + inner.dur <= outer.ts + outer.dur;
  return spans
    .filter(({ name }) => name.endsWith("RunTask"))
    .toSorted((a, b) => b.dur - a.dur)
    .map((task) => ({
      ms: task.dur / 1000,
      has: (name) => spans.some((span) => span.name === name && holds(task, span)),
    }));
}
