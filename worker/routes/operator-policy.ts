/**
 * `GET /v1/admin/merchants/{id}/policy`: the policy as the merchant's shoppers see it, for the operator: from no page, and
 * of a merchant that is off as well.
 */
import { MerchantId } from "../../contract/lookup.ts";
import { Policy, PolicyQuery } from "../../contract/policy.ts";
import { policyFor } from "../answer/policy.ts";
import { operatorResource } from "../doors/operator.ts";
import { readQuery } from "../http/query.ts";
import { json, named, type Operation } from "../openapi/operation.ts";
import { rulesNow } from "../rules/clock.ts";
import { editionInForce } from "../rules/in-force.ts";
import { readMerchant } from "./stored-merchants.ts";

const readPolicyOperation: Operation = {
  id: "readPolicyAsOperator",
  summary: "A merchant's policy as shoppers see it",
  parameters: { id: MerchantId },
  query: PolicyQuery,
  replies: { 200: json("The same as a page gets, as the merchant stands now.", named("Policy", Policy)) },
  problems: ["invalid_request", "unknown_merchant", "merchant_unavailable"],
};

export const operatorPolicy = operatorResource();

operatorPolicy.get("/merchants/:id/policy", readPolicyOperation, async (c) => {
  const query = readQuery(c, PolicyQuery);
  const merchant = await readMerchant(c);
  const { book } = await editionInForce(c.env, c.executionCtx);
  const policy: Policy = { ...policyFor(merchant, query, rulesNow(), book), requestId: c.get("requestId") };
  return c.json(policy);
});
