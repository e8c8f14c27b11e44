/**
 * `POST /v1/admin/merchants/{id}/explain`: what would be decided about a sale of this merchant by the rules in force here,
 * and why. It asks no gateway, signs nothing and changes nothing.
 */
import { MerchantId } from "../../contract/lookup.ts";
import { explainSale } from "../answer/explain.ts";
import { ExplainAnswer, ExplainRequest } from "../answer/explain-schema.ts";
import { operatorResource } from "../doors/operator.ts";
import { readBody } from "../http/body.ts";
import { json, named, type OperatorChange } from "../openapi/operation.ts";
import { rulesNow } from "../rules/clock.ts";
import { editionInForce } from "../rules/in-force.ts";
import { readMerchant } from "./stored-merchants.ts";

const explainOperation: OperatorChange = {
  id: "explainSale",
  summary: "What would be decided about a sale of this merchant, and why",
  description:
    "An imagined card in real places, by the merchant's settings and the rules in force here: the decision, the texts a shopper would see, every reason that applies, every rule that matched with what it said, and what would have to be recorded to change it. No gateway is asked and nothing is signed.",
  parameters: { id: MerchantId },
  body: named("ExplainRequest", ExplainRequest),
  area: null,
  replies: { 200: json("The decision, explained.", named("Explanation", ExplainAnswer)) },
  problems: ["unknown_merchant", "merchant_unavailable"],
};

export const explain = operatorResource();

explain.post("/merchants/:id/explain", explainOperation, async (c) => {
  const request = await readBody(c, ExplainRequest);
  const merchant = await readMerchant(c);
  const { book, pack } = await editionInForce(c.env, c.executionCtx);
  const explained = explainSale({
    programme: merchant,
    cardPrograms: merchant.cardPrograms,
    request,
    now: rulesNow(),
    rules: book,
    findings: pack.taxOnSurcharge ?? [],
  });
  return c.json(ExplainAnswer.parse({ ...explained, requestId: c.get("requestId") }));
});
