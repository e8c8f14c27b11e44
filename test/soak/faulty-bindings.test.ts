/** Bindings that fail on demand: each fault is what the Worker meets, and with none they are the platform's own. */
import { describe, expect, test } from "vitest";
import { faultyBindings } from "./faulty-bindings.mjs";

function world() {
  const kept = new Map<string, string>();
  const switches: Record<string, string> = {};
  let ended = 0;
  const env = faultyBindings(
    {
      HMAC_KEY: "a text",
      MERCHANTS: {
        get: async (key: string) => kept.get(key) ?? null,
        put: async (key: string, text: string) => void kept.set(key, text),
      },
      LOOKUP_SHARDS: {
        idFromName: (name: string) => `id of ${name}`,
        get: (id: string) => ({
          find: async (text: string) => `${id}: ${text}`,
          endNow: async () => void (ended += 1),
        }),
      },
      LIMIT_CLIENT_HIGH: { limit: async () => ({ success: false }) },
    },
    switches,
  );
  return { env, switches, endings: () => ended };
}

describe("with nothing switched on", () => {
  test("stores and objects answer, a limiter admits, and everything else is as it was", async () => {
    const { env } = world();
    await env["MERCHANTS"].put("m:1", "new");
    expect(await env["MERCHANTS"].get("m:1")).toBe("new");
    const objects = env["LOOKUP_SHARDS"];
    expect(await objects.get(objects.idFromName("a")).find("?")).toBe("id of a: ?");
    expect(await env["LIMIT_CLIENT_HIGH"].limit({ key: "a" })).toEqual({ success: true });
    expect(env["HMAC_KEY"]).toBe("a text");
  });
});

test("a stale store gives what was there before the last write, and nothing older than the first", async () => {
  const { env, switches } = world();
  await env["MERCHANTS"].put("m:1", "old");
  switches["kv"] = "stale";
  expect(await env["MERCHANTS"].get("m:1")).toBe("old");
  await env["MERCHANTS"].put("m:1", "new");
  expect(await env["MERCHANTS"].get("m:1")).toBe("old");
});

test("a stale store gives JSON where that is asked for, as the platform's does", async () => {
  const { env, switches } = world();
  for (const version of [1, 2]) await env["MERCHANTS"].put("head", JSON.stringify({ version }));
  switches["kv"] = "stale";
  for (const how of ["json", { type: "json", cacheTtl: 60 }])
    expect(await env["MERCHANTS"].get("head", how)).toEqual({ version: 1 });
  expect(await env["MERCHANTS"].get("head", { type: "text" })).toBe('{"version":1}');
});

test("what throws rejects, in the platform's own way", async () => {
  const { env, switches } = world();
  Object.assign(switches, { kv: "throws", shard: "overloaded", limiter: "throws" });
  await expect(env["MERCHANTS"].get("m:1")).rejects.toThrow("KV is down");
  await expect(env["LOOKUP_SHARDS"].get("a").find("?")).rejects.toMatchObject({ overloaded: true });
  await expect(env["LIMIT_CLIENT_HIGH"].limit({ key: "a" })).rejects.toThrow("down");
  switches["shard"] = "throws";
  await expect(env["LOOKUP_SHARDS"].get("a").find("?")).rejects.toThrow("Durable Object");
});

test("a limiter refuses, and an object is ended while it is at work", async () => {
  const { env, switches, endings } = world();
  Object.assign(switches, { limiter: "refuses", shard: "evicted" });
  expect(await env["LIMIT_CLIENT_HIGH"].limit({ key: "a" })).toEqual({ success: false });
  await env["LOOKUP_SHARDS"].get("a").find("?");
  await env["LOOKUP_SHARDS"].get("a").find("?");
  expect(endings()).toBe(1);
});
