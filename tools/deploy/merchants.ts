/** The deployment's merchants, as far as a deploy has to do with them. */
import { operatorApi } from "../cli/operator.mjs";
import { operatorKey } from "./secrets.ts";
import type { Work } from "./step.ts";

const CALL_TIMEOUT_MS = 30_000;

/** The merchant in mode `test` by which a deploy tries itself, where there is no other: no shopper ever meets it. */
export const PROBE = "mch_deploy_check";

interface Listed {
  readonly id: string;
  readonly mode: string | null;
}

const keyOf = ({ environment, surroundings }: Work) =>
  operatorKey(environment.name, surroundings.root, surroundings.env);

export const hasOperatorKey = (work: Work): boolean => keyOf(work) !== undefined;

/** The operator's API of merchants. */
export const merchantsApi = (work: Work): ReturnType<typeof operatorApi> =>
  operatorApi(
    { CARD_SURCHARGE_ORIGIN: work.found.issuer, CARD_SURCHARGE_ADMIN_KEY: keyOf(work) },
    "/v1/admin/merchants",
    CALL_TIMEOUT_MS,
  );

/** The first page of them is enough here. @throws ToolError */
export async function allMerchants(work: Work): Promise<readonly Listed[]> {
  const { merchants } = await merchantsApi(work)("GET", "");
  return merchants;
}
