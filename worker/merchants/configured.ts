/** The merchant that a deployment may have in plain configuration, without any store. */
import type * as z from "zod";
import { rulesNow } from "../rules/clock.ts";
import { carriedBook, carriedPack } from "../rules/in-force.ts";
import { constraintsOf, type DeploymentFacts } from "./constraints.ts";
import { Merchant } from "./schema.ts";
import { validateMerchant } from "./validate-merchant.ts";

/** Its gateway key is GATEWAY_SECRET_KEY, so that no secret stands in plain settings. */
export const ConfiguredMerchant = Merchant.omit({ gatewayKey: true, challenge: true, updatedAt: true }).transform(
  (merchant): Merchant => ({ ...merchant, gatewayKey: null, updatedAt: 0 }),
);

/** Why the merchant cannot be used, by this deployment's gateways and the rules that this build carries. */
export function configuredMerchantErrors(
  merchant: z.output<typeof ConfiguredMerchant>,
  hasGatewayKey: boolean,
  deployment: DeploymentFacts,
): readonly string[] {
  const carried = { book: carriedBook(), pack: carriedPack() };
  return validateMerchant({ ...merchant, hasGatewayKey }, constraintsOf(deployment, carried, rulesNow())).errors;
}
