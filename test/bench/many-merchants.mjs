/** A store with as many merchants as are asked for, in front of the built Worker: each is the demo merchant under an id and with a gateway key of its own. */
/** How many keys are sealed at once. */
const TOGETHER = 500;

/** A part of the Worker, by an address that is made here: what it imports has workerd's types. @param {string} path below `worker/` */
const partOf = (path) => import(import.meta.resolve(`../../worker/${path}`));

/** The id of the merchant with this number. @param {number} number from 0 */
export const merchantId = (number) => `mch_${String(number).padStart(6, "0")}`;

/**
 * The sealed gateway keys of the first `count` merchants, as JSON, in their order.
 *
 * @param {number} count
 * @param {Record<string, string>} secrets of the Worker that is to open them
 */
export async function sealedKeys(count, secrets) {
  const { importKeyring, sealSecret } = await partOf("merchants/seal.ts");
  const keyring = await importKeyring(JSON.parse(secrets["SEALING_KEYS"] ?? "[]"));
  const secret = secrets["GATEWAY_SECRET_KEY"] ?? "";
  /** @param {number} number */
  const sealed = async (number) =>
    JSON.stringify(await sealSecret(secret, { merchantId: merchantId(number), field: "gatewayKey" }, keyring));
  /** @type {string[]} */
  const all = [];
  while (all.length < count) {
    const length = Math.min(TOGETHER, count - all.length);
    all.push(...(await Promise.all(Array.from({ length }, (_, index) => sealed(all.length + index)))));
  }
  return all;
}

/**
 * The module in front of the bundle. Its store answers at once. Limiters admit everything: Miniflare's are kept on disk at many
 * times the cost of the platform's.
 *
 * @param {readonly string[]} keys each merchant's sealed gateway key
 * @param {string} origin where all their pages are
 * @returns {Promise<string>} for `entry` of `startBuilt`
 */
export async function manyMerchantsEntry(keys, origin) {
  Object.assign(globalThis, { __DEVELOPMENT__: true, __RULES_DAYS_AHEAD__: 0 });
  const { demoMerchant } = await partOf("merchants/development.ts");
  const { carriedBook } = await partOf("rules/in-force.ts");
  const { id: _id, gatewayKey: _key, ...demo } = demoMerchant(carriedBook(), new Date(), [origin]);
  const settings = JSON.stringify({ ...demo, cardPrograms: [], serverKeys: [], updatedAt: 1 }).slice(1);
  return `import worker from "./bundle.js";
export * from "./bundle.js";
const settings = ${JSON.stringify(settings)};
const keys = ${JSON.stringify(keys)};
function read(key) {
  if (key === ${JSON.stringify(`o:${origin}`)}) return "1";
  const [, id, number] = /^m:(mch_([0-9]{6}))$/.exec(key) ?? [];
  const sealed = keys[Number(number)];
  return sealed === undefined ? null : '{"id":"' + id + '","gatewayKey":' + sealed + "," + settings;
}
const MERCHANTS = {
  get: async (key) => read(key),
  put: async () => {},
  delete: async () => {},
  list: async () => ({ keys: [], list_complete: true }),
};
const limiter = { limit: async () => ({ success: true }) };
let bindings;
function bindingsOf(env) {
  const named = Object.entries(env).map(([name, value]) => [name, /^(LIMIT|SOFT)_/.test(name) ? limiter : value]);
  return { ...Object.fromEntries(named), MERCHANTS };
}
export default { fetch: (request, env, context) => worker.fetch(request, (bindings ??= bindingsOf(env)), context) };
`;
}
