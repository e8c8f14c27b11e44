/** `GET /v1/rules/{version}`: any pack that a quote can name, for anybody. */
import { publicResource } from "../doors/public.ts";
import { chargeStranger } from "../doors/rate-limit.ts";
import type { AppContext } from "../http/app-env.ts";
import { json, type Operation } from "../openapi/operation.ts";
import { ProblemError } from "../problem.ts";
import { editionText } from "../rules/edition.ts";
import { carriedPack, editionInForce, rulesStoreOf } from "../rules/in-force.ts";
import { Pack, PackVersion } from "../rules/pack.ts";
import { stored } from "./rules-view.ts";

/** A pack never changes. */
const PACK_MAX_AGE_SECONDS = 86_400;

const readRulesOperation: Operation = {
  id: "readRules",
  summary: "Any rule pack that a quote can name",
  description: "A quote names its own in the claim `rules.version`. A pack never changes.",
  parameters: { version: PackVersion },
  replies: { 200: json("The pack: rows with sources and dates, renewals, and ids that are used no longer.", Pack) },
  problems: ["not_found", "rate_limited", "merchant_unavailable"],
};

export const rulePack = publicResource();

rulePack.get("/v1/rules/:version", readRulesOperation, async (c) => {
  const version = PackVersion.safeParse(c.req.param("version"));
  const text = version.success ? await packText(c, version.data) : null;
  if (text === null)
    throw new ProblemError("not_found", "There is no pack of this version. A quote names its own in rules.version.");
  return c.body(text, 200, {
    "Content-Type": "application/json",
    "Cache-Control": `public, max-age=${PACK_MAX_AGE_SECONDS}, immutable`,
    "Access-Control-Allow-Origin": "*",
  });
});

/** What this isolate decides by, what it carries, or what the store kept. */
async function packText(c: AppContext, version: string): Promise<string | null> {
  const edition = await editionInForce(c.env, c.executionCtx);
  if (edition.pack.version === version) return editionText(edition);
  const carried = carriedPack();
  if (carried.version === version) return JSON.stringify(carried);
  const store = rulesStoreOf(c.env);
  if (store === null) return null;
  // Versions can be guessed at, and each guess costs a read.
  await chargeStranger(c);
  return stored(() => store.packText(version));
}
