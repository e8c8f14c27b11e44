import { createExecutionContext, env, reset } from "cloudflare:test";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import worker from "../../../worker/index.ts";
import type { AlertFacts } from "../../../worker/ledger/alerts/facts.ts";
import { alertDesk } from "../../../worker/ledger/alerts/reach-desk.ts";
import type { AlertsView } from "../../../worker/ledger/alerts/wire.ts";
import type { Bindings } from "../../../worker/settings/bindings.ts";
import { ADMIN, API, call, problemOf } from "../../support/workerd/api.ts";

const PATH = "/v1/admin/alerts";
type View = ReturnType<typeof AlertsView.parse>;

const read = async () => {
  const response = await call(PATH, { headers: ADMIN });
  return { tag: response.headers.get("ETag") ?? "", view: await response.json<View>() };
};
const put = (body: unknown, headers: Record<string, string> = {}) =>
  call(PATH, {
    method: "PUT",
    headers: { ...ADMIN, "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
const withBindings = (changes: Partial<Record<keyof Bindings, unknown>>, method: string, path = PATH) =>
  worker.fetch(
    new Request(`${API}${path}`, { method, headers: ADMIN }),
    { ...env, ...changes },
    createExecutionContext(),
  );

const BAD: AlertFacts = {
  counts: { deployment: { answers: 200, unknown: 30, requests: 200, failures: 0, lost: 0, alarms: {} }, merchants: [] },
  programmes: [],
};

beforeEach(() => reset());
afterEach(() => void vi.restoreAllMocks());

describe("the alerts", () => {
  test("tell every rule with its figures, and that nothing was looked at yet", async () => {
    const { view } = await read();
    expect(view).toMatchObject({ hasReceiver: false, watchedAt: null, episodes: [], deliveries: [] });
    expect(view.rules.find(({ name }) => name === "unknown_share")).toMatchObject({
      on: true,
      limit: 10,
      unit: "percent",
      least: 100,
      leastOf: "answers",
      usual: { limit: 10, least: 100 },
    });
  });

  test("tell what is open", async () => {
    await alertDesk(env)?.watch(BAD);
    const { view } = await read();
    expect(view.watchedAt).not.toBeNull();
    expect(view.episodes).toMatchObject([
      { rule: "unknown_share", subject: "deployment", seen: 15, limit: 10, of: 200, since: view.watchedAt },
    ]);
  });

  test("take settings by their tag, and only what is left out is as usual again", async () => {
    const { tag } = await read();
    const first = await put({ rules: { unknown_share: { limit: 20 } } }, { "If-Match": tag });
    expect(first.status).toBe(200);
    const after = first.headers.get("ETag") ?? "";
    expect(after).not.toBe(tag);
    expect(await problemOf(await put({}, { "If-Match": tag }))).toMatchObject({ code: "precondition_failed" });
    const second = await put({ rules: { breaker_open: { on: false } } }, { "If-Match": after });
    const { rules, settings } = await second.json<View>();
    expect(settings).toEqual({ rules: { breaker_open: { on: false } }, summary: { on: false, hour: 7 } });
    expect(rules.find(({ name }) => name === "unknown_share")?.limit).toBe(10);
    // Nothing of the settings changes by a look.
    await alertDesk(env)?.watch(BAD);
    expect((await read()).tag).toBe(second.headers.get("ETag"));
  });

  test.each<[string, unknown, RegExp]>([
    ["a rule that is none", { rules: { unknown: { on: false } } }, /rules/],
    ["a figure out of range", { rules: { unknown_share: { limit: 0 } } }, /rules\.unknown_share\.limit/],
    ["a member that is none", { summary: { at: "07:00" } }, /summary/],
  ])("refuse %s, and name it", async (_name, body, detail) => {
    expect(await problemOf(await put(body))).toMatchObject({
      status: 400,
      code: "invalid_request",
      detail: expect.stringMatching(detail),
    });
  });

  test("say that nobody would be told", async () => {
    const response = await call(`${PATH}/test`, { method: "POST", headers: ADMIN });
    expect(await problemOf(response)).toMatchObject({ code: "not_found", detail: expect.stringMatching(/ALERT_URL/) });
  });

  test.each([
    ["no desk is bound", undefined, 404, /ALERT_DESK/],
    [
      "the desk is down",
      { idFromName: (name: string) => name, get: () => ({ view: () => Promise.reject(new Error("down")) }) },
      503,
      /do not answer/,
    ],
  ])("say that %s", async (_name, ALERT_DESK, status, detail) => {
    const response = await withBindings({ ALERT_DESK }, "GET");
    expect(await problemOf(response)).toMatchObject({ status, detail: expect.stringMatching(detail) });
  });
});
