/** `GET /v1/merchants/{merchant}/policy`: what a page may say before a card is known. The same for every shopper. */
import { MerchantId } from "../../contract/lookup.ts";
import { Policy, PolicyQuery } from "../../contract/policy.ts";
import { policyFor } from "../answer/policy.ts";
import { keptPolicy, POLICY_SECONDS } from "../answer/policy-memo.ts";
import { admitPage, pageResource } from "../doors/page.ts";
import { chargeClient } from "../doors/rate-limit.ts";
import { readQuery } from "../http/query.ts";
import { signal } from "../http/signals.ts";
import { json, named, type Operation } from "../openapi/operation.ts";
import { ProblemError } from "../problem.ts";
import { rulesNow } from "../rules/clock.ts";
import { editionInForce } from "../rules/in-force.ts";

const readPolicyOperation: Operation = {
  id: "readPolicy",
  summary: "What may be said before a card is known",
  parameters: { merchant: MerchantId },
  query: PolicyQuery,
  replies: {
    200: json("Rates by brand after caps, the notice, and the texts of one language.", named("Policy", Policy)),
  },
  problems: ["invalid_request"],
};

export const policy = pageResource();

policy.get("/merchants/:merchant/policy", readPolicyOperation, async (c) => {
  const query = readQuery(c, PolicyQuery);
  const id = MerchantId.safeParse(c.req.param("merchant"));
  if (!id.success) throw new ProblemError("unknown_merchant", "There is no merchant of this id.");
  const merchant = await admitPage(c, id.data);
  // The answer needs nothing of the gateway, so it is given even where the limiter cannot be asked.
  await chargeClient(c, { tier: merchant.rateTier, merchantId: merchant.id, kind: "policy" });
  const { book } = await editionInForce(c.env, c.executionCtx);
  const now = Date.now();
  const workOut = () => JSON.stringify(policyFor(merchant, query, rulesNow(now), book));
  signal(c, { isPolicy: true, release: query.element });
  const text = keptPolicy(merchant, query, book.version, now, workOut);
  return c.body(`${text.slice(0, -1)},"requestId":${JSON.stringify(c.get("requestId"))}}`, 200, {
    "Content-Type": "application/json",
    "Cache-Control": `public, max-age=${POLICY_SECONDS}`,
  });
});
