/**
 * The operator's merchants: `GET`, `PUT` and `DELETE /v1/admin/merchants/{id}` and the list. Secrets go in and never come
 * out. A change is visible everywhere within 60 seconds.
 */
import * as z from "zod";
import { MerchantId } from "../../contract/lookup.ts";
import { operatorResource } from "../doors/operator.ts";
import { noteChange } from "../doors/record-change.ts";
import type { AppContext } from "../http/app-env.ts";
import { readJson } from "../http/body.ts";
import { entityTagOf, giveTag, requirePreconditions } from "../http/entity-tags.ts";
import { readQuery } from "../http/query.ts";
import { inTurn, requireNewest } from "../ledger/audit/in-turn.ts";
import { directoryOf, hasOuterKey, keyringOf, storeOf } from "../merchants/access.ts";
import { applyInput } from "../merchants/apply.ts";
import { merchantChange } from "../merchants/change-fields.ts";
import { constraintsOf } from "../merchants/constraints.ts";
import { MerchantDeleted, MerchantInput, MerchantList, MerchantView, viewOf } from "../merchants/operator-view.ts";
import { summaryOf } from "../merchants/store.ts";
import { sayTaxNotice } from "../merchants/tax-notice.ts";
import { validateMerchant } from "../merchants/validate-merchant.ts";
import { json, named, type Operation, type OperatorChange } from "../openapi/operation.ts";
import { ProblemError } from "../problem.ts";
import { taxNotices } from "../readiness/tax-notices.ts";
import { rulesNow } from "../rules/clock.ts";
import { editionInForce } from "../rules/in-force.ts";
import { lapsesOf } from "../rules/lapses.ts";
import { normalisePlace, placeOfCode } from "../surcharge/places.ts";
import {
  keyOwners,
  keysOf,
  keyWarnings,
  leaveKeys,
  othersAmong,
  ownersByTurn,
  refuseOthersKeys,
} from "./key-owners.ts";
import {
  guarded,
  isOlderThan,
  REMOVED,
  readMerchantId,
  readStored,
  requireStore,
  tagOf,
  thingOf,
} from "./stored-merchants.ts";

const BODY_BYTES = 262_144;

const ListQuery = z.strictObject({ cursor: z.string().min(1).max(1024).optional() });

const View = named("MerchantView", MerchantView);

const listOperation: Operation = {
  id: "listMerchants",
  summary: "All merchants, a page at a time",
  query: ListQuery,
  replies: { 200: json("A page of merchants, without their settings.", named("MerchantList", MerchantList)) },
  problems: ["invalid_request", "merchant_unavailable"],
};

const readOperation: Operation = {
  id: "readMerchant",
  summary: "One merchant, without its secrets",
  parameters: { id: MerchantId },
  replies: { 200: json("The merchant, with what is doubtful about it.", View) },
  givesTag: true,
  problems: ["invalid_request", "unknown_merchant", "merchant_unavailable"],
};

const writeOperation: OperatorChange = {
  id: "writeMerchant",
  summary: "Add a merchant or change it",
  description:
    "Replaces all settings; secrets that are left out stay. Visible everywhere within 60 seconds. Refused with every reason at once.",
  parameters: { id: MerchantId },
  body: named("MerchantInput", MerchantInput),
  area: "merchants",
  replies: { 200: json("Changed.", View), 201: json("Added.", View) },
  givesTag: true,
  takesTag: true,
  problems: ["conflict", "merchant_unavailable"],
};

const deleteOperation: OperatorChange = {
  id: "deleteMerchant",
  summary: "Remove a merchant",
  parameters: { id: MerchantId },
  area: "merchants",
  replies: { 200: json("Removed.", MerchantDeleted) },
  takesTag: true,
  problems: ["conflict", "unknown_merchant", "merchant_unavailable"],
};

export const merchants = operatorResource();

merchants.get("/merchants", listOperation, async (c) => {
  const { cursor } = readQuery(c, ListQuery);
  const local = directoryOf(c.env, c.get("settings")).withoutStore();
  const store = storeOf(c.env);
  const page = store === null ? { merchants: [], cursor: null } : await guarded(() => store.list(cursor));
  const stored = new Set(page.merchants.map(({ id }) => id));
  const unstored = cursor === undefined ? local.filter(({ id }) => !stored.has(id)).map(summaryOf) : [];
  const edition = await editionInForce(c.env, c.executionCtx);
  const all = [...unstored, ...page.merchants];
  const sellers = all.map(({ id, place }) => ({ id, place: place === null ? null : placeOfCode(place) }));
  const notices = await taxNotices(c, sellers, edition);
  return c.json(
    MerchantList.parse({
      merchants: all.map((merchant) => ({
        ...merchant,
        lapses: lapsesOf(merchant.brands, merchant.place, edition.book, rulesNow()),
        taxNotice: notices.get(merchant.id) ?? null,
      })),
      cursor: page.cursor,
      requestId: c.get("requestId"),
    }),
  );
});

merchants.get("/merchants/:id", readOperation, async (c) => {
  const id = readMerchantId(c);
  const merchant = await readStored(c, id);
  if (merchant === null) throw new ProblemError("unknown_merchant", "There is no merchant of this id.");
  const key = merchant.gatewayKey !== null || ownsOuterKey(c, id);
  const edition = await editionInForce(c.env, c.executionCtx);
  const limits = constraintsOf(c.get("settings"), edition, rulesNow());
  const { warnings } = validateMerchant({ ...merchant, before: merchant, hasGatewayKey: key }, limits);
  const notices = await taxNotices(c, [{ id, place: normalisePlace(merchant.place) }], edition);
  const told = [...warnings, ...keyWarnings(await keyOwners(c, merchant)), ...[...notices.values()].map(sayTaxNotice)];
  giveTag(c, await entityTagOf(merchant));
  return c.json(MerchantView.parse({ ...viewOf(merchant, told, c.get("requestId")), gatewayKeySet: key }));
});

merchants.put("/merchants/:id", writeOperation, async (c) => {
  const id = readMerchantId(c);
  const store = requireStore(c, id);
  const thing = thingOf(id);
  const input = await readJson(c, { maxBytes: BODY_BYTES, maxDepth: 6 });
  const { merchant, warnings, isNew } = await inTurn(c.env, [thing], async (turn) => {
    const before = await readStored(c, id);
    requireNewest(isOlderThan(turn.left(thing), before));
    requirePreconditions(c, await tagOf(before));
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
    const { merchant } = applied;
    noteChange(c, { target: thing, fields: merchantChange(before, merchant) });
    const owners = await inTurn(c.env, keysOf(merchant, before), async (keys) => {
      const found = ownersByTurn(merchant, await keyOwners(c, merchant), keys);
      refuseOthersKeys(merchant, found, before);
      const others = othersAmong(merchant, found);
      await guarded(() => store.write(merchant, before, others));
      leaveKeys(id, { before, after: merchant, others }, keys);
      return found;
    });
    turn.leave(thing, String(merchant.updatedAt));
    directoryOf(c.env, c.get("settings")).remember(id, merchant, merchant.updatedAt);
    // What was free is its own by now.
    const told = keyWarnings(owners.map((owner) => (owner === "free" ? "own" : owner)));
    return { merchant, warnings: [...applied.warnings, ...told], isNew: before === null };
  });
  const view = viewOf(merchant, warnings, c.get("requestId"));
  const gatewayKeySet = view.gatewayKeySet || ownsOuterKey(c, id);
  giveTag(c, await entityTagOf(merchant));
  return c.json(MerchantView.parse({ ...view, gatewayKeySet }), isNew ? 201 : 200);
});

merchants.delete("/merchants/:id", deleteOperation, async (c) => {
  const id = readMerchantId(c);
  const store = requireStore(c, id);
  const thing = thingOf(id);
  await inTurn(c.env, [thing], async (turn) => {
    const before = await readStored(c, id);
    requireNewest(isOlderThan(turn.left(thing), before));
    if (before === null) throw new ProblemError("unknown_merchant", "There is no merchant of this id.");
    requirePreconditions(c, await tagOf(before));
    const at = Math.max(Date.now(), before.updatedAt + 1);
    noteChange(c, { target: thing, fields: merchantChange(before, null) });
    await inTurn(c.env, keysOf(before), async (keys) => {
      const others = othersAmong(before, ownersByTurn(before, await keyOwners(c, before), keys));
      await guarded(() => store.remove(before, at));
      leaveKeys(id, { before, after: null, others }, keys);
    });
    turn.leave(thing, REMOVED);
    directoryOf(c.env, c.get("settings")).remember(id, null, at);
  });
  return c.json(MerchantDeleted.parse({ id, deleted: true, requestId: c.get("requestId") }));
});

async function constraints(c: AppContext) {
  const edition = await editionInForce(c.env, c.executionCtx);
  return constraintsOf(c.get("settings"), edition, rulesNow());
}

const ownsOuterKey = (c: AppContext, id: string) =>
  c.get("settings").gatewaySecretKey !== null && hasOuterKey(directoryOf(c.env, c.get("settings")), id);
