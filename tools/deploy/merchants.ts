/** The deployment's merchants, as far as a deploy has to do with them. */
import { operatorApi } from "../cli/operator.mjs";
import { ToolError } from "../cli/tool-error.mjs";
import { operatorKey } from "./secrets.ts";
import type { Work } from "./step.ts";

const CALL_TIMEOUT_MS = 30_000;
const HTTP_NOT_FOUND = 404;

/** The merchant in mode `test` by which a deploy tries itself: no shopper ever meets it. */
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

/** @throws ToolError */
export async function hasMerchant(work: Work, id: string): Promise<boolean> {
  try {
    await merchantsApi(work)("GET", `/${id}`);
    return true;
  } catch (error) {
    if (error instanceof ToolError && error.status === HTTP_NOT_FOUND) return false;
    throw error;
  }
}

/** The first page of them: enough to see whether there is one. @throws ToolError */
export async function firstMerchants(work: Work): Promise<readonly Listed[]> {
  const { merchants } = await merchantsApi(work)("GET", "");
  return merchants;
}
