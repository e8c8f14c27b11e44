/**
 * Bindings that fail on demand, at the platform's edge: the Worker behind them is the built one, unchanged. `entryOf` makes the
 * module that stands in front of its bundle. Runs in workerd, so it imports nothing; the platform's own words are used where it has some.
 */

/** What is switched on now, by place: `kv`, `shard`, `ledger`, `audit`, `outcomes`, `limiter`. @typedef {Record<string, string>} Switches */

/** Longer than any of the Worker's limits in time for such a binding: 1 s, 0.5 s, and 5 s for the slowest object. */
const SLOW_MS = { kv: 1_500, limiter: 800, object: 6_000 };

/** An object under this fault is ended so often, with whatever it is doing. */
const EVICT_EVERY_MS = 1_000;

/** @type {Record<string, string>} */
const PLACES = {
  LOOKUP_SHARDS: "shard",
  MERCHANT_STATS: "ledger",
  RULES_SHADOW: "ledger",
  AUDIT_LOG: "audit",
  MERCHANT_OUTCOMES: "outcomes",
};
const STORES = new Set(["CARD_PROGRAMS", "MERCHANTS", "RULES"]);

/** @param {number} ms */
const after = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * The environment with its bindings wrapped; everything else is as it was.
 *
 * @param {Record<string, any>} env
 * @param {Switches} switches read at each call
 * @returns {Record<string, any>}
 */
export function faultyBindings(env, switches) {
  const wrapped = Object.entries(env).map(([name, binding]) => {
    if (STORES.has(name)) return [name, faultyStore(binding, switches)];
    const place = PLACES[name];
    if (place !== undefined) return [name, faultyObjects(binding, switches, place)];
    return [name, /^(LIMIT|SOFT)_/.test(name) ? faultyLimiter(switches) : binding];
  });
  return Object.fromEntries(wrapped);
}

/** Admits everybody while it is well. @param {Switches} switches */
const faultyLimiter = (switches) => ({
  limit: async () => {
    if (switches["limiter"] === "throws") throw new Error("the limiter is down");
    if (switches["limiter"] === "slow") await after(SLOW_MS.limiter);
    return { success: switches["limiter"] !== "refuses" };
  },
});

/** Whether a value is asked for as JSON, which KV keeps as text. @param {any} how */
const isJson = (how) => (how?.type ?? how) === "json";

/** Remembers what each key held before its last write, for `stale`. @param {any} kv @param {Switches} switches */
function faultyStore(kv, switches) {
  /** @type {Map<string, { before: unknown, now: unknown }>} */
  const written = new Map();
  /** @param {string} method */
  const passOn =
    (method) =>
    async (/** @type {unknown[]} */ ...words) => {
      if (switches["kv"] === "throws") throw new Error("KV is down: 500 Internal Server Error");
      if (switches["kv"] === "slow") await after(SLOW_MS.kv);
      const earlier = written.get(String(words[0]));
      if (method === "get" && switches["kv"] === "stale" && earlier?.before !== undefined)
        return isJson(words[1]) ? JSON.parse(/** @type {string} */ (earlier.before)) : earlier.before;
      if (method === "put") written.set(String(words[0]), { before: earlier?.now, now: words[1] });
      return kv[method](...words);
    };
  return Object.fromEntries(
    ["get", "put", "delete", "list", "getWithMetadata"].map((method) => [method, passOn(method)]),
  );
}

/** @param {any} namespace @param {Switches} switches @param {string} place */
function faultyObjects(namespace, switches, place) {
  let evictedAt = 0;
  /** @param {any} stub @returns {any} */
  const faulty = (stub) =>
    new Proxy(stub, {
      get(target, method) {
        if (typeof target[method] !== "function" || method === "then") return target[method];
        return async (/** @type {unknown[]} */ ...words) => {
          const fault = switches[place];
          if (fault === "throws")
            throw new Error("Internal error in Durable Object storage caused object to be reset.");
          if (fault === "overloaded")
            throw Object.assign(new Error("Durable Object is overloaded. Too many requests queued."), {
              overloaded: true,
            });
          if (fault === "slow") await after(SLOW_MS.object);
          if (fault === "evicted" && Date.now() - evictedAt >= EVICT_EVERY_MS) {
            evictedAt = Date.now();
            const answer = target[method](...words);
            target.endNow().catch(() => {});
            return answer;
          }
          return target[method](...words);
        };
      },
    });
  return {
    idFromName: (/** @type {string} */ name) => namespace.idFromName(name),
    idFromString: (/** @type {string} */ id) => namespace.idFromString(id),
    get: (/** @type {unknown[]} */ ...words) => faulty(namespace.get(...words)),
    getByName: (/** @type {unknown[]} */ ...words) => faulty(namespace.getByName(...words)),
  };
}

/**
 * The module in front of a bundle: its objects can be ended, and `PUT /soak/switches` says what fails.
 *
 * @param {string} source of this very file
 * @returns {string}
 */
export const entryOf = (source) => `import worker from "./bundle.js";
import * as bundle from "./bundle.js";
export * from "./bundle.js";
${source.replaceAll(/^export /gm, "")}
const canEnd = (Base) => class extends Base { endNow() { this.ctx.abort("evicted"); } };
export const LookupShard = canEnd(bundle.LookupShard);
export const MerchantStats = canEnd(bundle.MerchantStats);
export const RulesShadow = canEnd(bundle.RulesShadow);
export const AuditLog = canEnd(bundle.AuditLog);
export const MerchantOutcomes = canEnd(bundle.MerchantOutcomes);
const switches = {};
let bindings;
export default {
  async fetch(request, env, context) {
    if (new URL(request.url).pathname === "/soak/switches") {
      for (const place of Object.keys(switches)) delete switches[place];
      Object.assign(switches, await request.json());
      return new Response(null, { status: 204 });
    }
    return worker.fetch(request, (bindings ??= faultyBindings(env, switches)), context);
  },
};
`;
