/**
 * The operator's merchants: `GET`, `PUT` and `DELETE /v1/admin/merchants/{id}` and the list. Secrets go in and never come
 * out. A change is visible everywhere within 60 seconds.
 */
import { type Context, Hono } from "hono";
import * as z from "zod";
import { MerchantId } from "../../contract/lookup.ts";
import type { AppEnv } from "../http/app-env.ts";
import { readJson } from "../http/body.ts";
import { note } from "../http/log.ts";
import { readQuery } from "../http/query.ts";
import { directoryOf, hasOuterKey, keyringOf, storeOf } from "../merchants/access.ts";
import { applyInput } from "../merchants/apply.ts";
import { constraintsOf } from "../merchants/constraints.ts";
import { MerchantDeleted, MerchantList, MerchantView, viewOf } from "../merchants/operator-view.ts";
import type { Merchant } from "../merchants/schema.ts";
import { type MerchantStore, summaryOf, updatedAtOf } from "../merchants/store.ts";
import { validateMerchant } from "../merchants/validate-merchant.ts";
import { ProblemError } from "../problem.ts";
import { rulesNow } from "../rules/clock.ts";
import { editionInForce } from "../rules/in-force.ts";
import { lapsesOf } from "../rules/lapses.ts";

const BODY_BYTES = 262_144;

export const ListQuery = z.strictObject({ cursor: z.string().min(1).max(1024).optional() });

export const merchants = new Hono<AppEnv>();

merchants.get("/v1/admin/merchants", async (c) => {
  const { cursor } = readQuery(c, ListQuery);
  const local = directoryOf(c.env, c.get("settings")).withoutStore();
  const store = storeOf(c.env);
  const page = store === null ? { merchants: [], cursor: null } : await guarded(() => store.list(cursor));
  const stored = new Set(page.merchants.map(({ id }) => id));
  const unstored = cursor === undefined ? local.filter(({ id }) => !stored.has(id)).map(summaryOf) : [];
  const { book } = await editionInForce(c.env, c.executionCtx);
  return c.json(
    MerchantList.parse({
      merchants: [...unstored, ...page.merchants].map((merchant) => ({
        ...merchant,
        lapses: lapsesOf(merchant.brands, merchant.place, book, rulesNow()),
      })),
      cursor: page.cursor,
      requestId: c.get("requestId"),
    }),
  );
});

merchants.get("/v1/admin/merchants/:id", async (c) => {
  const id = readMerchantId(c);
  const merchant = await readStored(c, id);
  if (merchant === null) throw new ProblemError("unknown_merchant", "There is no merchant of this id.");
  const key = merchant.gatewayKey !== null || ownsOuterKey(c, id);
  const { warnings } = validateMerchant({ ...merchant, before: merchant, hasGatewayKey: key }, await constraints(c));
  return c.json(MerchantView.parse({ ...viewOf(merchant, warnings, c.get("requestId")), gatewayKeySet: key }));
});

merchants.put("/v1/admin/merchants/:id", async (c) => {
  const id = readMerchantId(c);
  const store = requireStore(c, id);
  const input = await readJson(c, { maxBytes: BODY_BYTES, maxDepth: 6 });
  const before = await readStored(c, id);
  const applied = await applyInput({
    id,
    input,
    before,
    keyring: await keyringOf(c.get("settings")),
    constraints: await constraints(c),
    now: Date.now(),
    hasOuterKey: ownsOuterKey(c, id),
  });
  if (!applied.ok) throw new ProblemError("invalid_request", `${applied.reasons.join("; ")}.`);
  const { merchant, warnings } = applied;
  await guarded(() => store.write(merchant, before));
  directoryOf(c.env, c.get("settings")).remember(id, merchant, merchant.updatedAt);
  const view = viewOf(merchant, warnings, c.get("requestId"));
  const gatewayKeySet = view.gatewayKeySet || ownsOuterKey(c, id);
  return c.json(MerchantView.parse({ ...view, gatewayKeySet }), before === null ? 201 : 200);
});

merchants.delete("/v1/admin/merchants/:id", async (c) => {
  const id = readMerchantId(c);
  const store = requireStore(c, id);
  const before = await readStored(c, id);
  if (before === null) throw new ProblemError("unknown_merchant", "There is no merchant of this id.");
  const at = Math.max(Date.now(), before.updatedAt + 1);
  await guarded(() => store.remove(before, at));
  directoryOf(c.env, c.get("settings")).remember(id, null, at);
  return c.json(MerchantDeleted.parse({ id, deleted: true, requestId: c.get("requestId") }));
});

/**
 * The merchant's id in the address, noted for the log.
 *
 * @throws ProblemError `invalid_request`
 */
export function readMerchantId(c: Context<AppEnv>): string {
  const id = MerchantId.safeParse(c.req.param("id"));
  if (!id.success)
    throw new ProblemError(
      "invalid_request",
      "The id in the address must be mch_ and up to 48 letters, digits, _ or -.",
    );
  note(c, { merchant: id.data });
  return id.data;
}

async function constraints(c: Context<AppEnv>) {
  const edition = await editionInForce(c.env, c.executionCtx);
  return constraintsOf(c.get("settings").environment, edition, rulesNow());
}

const ownsOuterKey = (c: Context<AppEnv>, id: string) =>
  c.get("settings").gatewaySecretKey !== null && hasOuterKey(directoryOf(c.env, c.get("settings")), id);

/** The merchant as it was last written, as far as can be told here; null: there is none. */
async function readStored(c: Context<AppEnv>, id: string): Promise<Merchant | null> {
  const directory = directoryOf(c.env, c.get("settings"));
  const local = directory.withoutStore().find((merchant) => merchant.id === id) ?? null;
  const store = storeOf(c.env);
  if (store === null || directory.isConfigured(id)) return local;
  const stored = await store.read(id);
  if (stored.kind === "failed") throw unavailable();
  const held = directory.held(id);
  // A location may still answer from before a change that this isolate made.
  if (held !== undefined && held.updatedAt > updatedAtOf(stored)) return held.merchant;
  if (stored.kind === "merchant") return stored.merchant;
  return stored.kind === "missing" ? local : null;
}

function requireStore(c: Context<AppEnv>, id: string): MerchantStore {
  if (directoryOf(c.env, c.get("settings")).isConfigured(id))
    throw new ProblemError(
      "invalid_request",
      "This merchant comes from the deployment's plain configuration (MERCHANT): change it there.",
    );
  const store = storeOf(c.env);
  if (store === null)
    throw new ProblemError("merchant_unavailable", "This deployment has no store of merchants: bind MERCHANTS.");
  return store;
}

/** A store that fails is the store's trouble: the operator tries again. */
async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw unavailable(cause);
  }
}

const unavailable = (cause?: unknown) =>
  new ProblemError("merchant_unavailable", "The store of merchants does not answer right now. Try again.", {
    headers: { "Retry-After": "2" },
    cause,
  });
