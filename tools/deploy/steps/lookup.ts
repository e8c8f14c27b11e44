/** One lookup with a test token, as a page of the service's own would ask, and a check of its quote by the published keys. */
import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";
import { verifyQuote } from "../../../contract/verify.ts";
import { HTTP_PRECONDITION_FAILED, IF_NEW } from "../../cli/operator.mjs";
import { ToolError } from "../../cli/tool-error.mjs";
import { hasMerchant, hasOperatorKey, merchantsApi, PROBE } from "../merchants.ts";
import type { DeployStep, Work } from "../step.ts";

const TOKEN = "test_card_visa_credit";
const SALE = { currency: "USD", country: "US", state: "IL", baseAmount: 10_000 } as const;
const TRY_MS = 10_000;
/** A merchant is known everywhere within a minute. */
const WAIT_MS = 90_000;
const POLL_MS = 3_000;

/** Asked by nobody but this command and the service's own pages. */
const PROBE_SETTINGS = {
  name: "Check of a deploy",
  mode: "test",
  gateway: "koipay_sandbox",
  currency: SALE.currency,
  place: { country: SALE.country, state: SALE.state },
  origins: [],
  rates: {},
};

/** A merchant has to have a key, and a test token needs none: this one opens nothing. */
const noKey = () => `api_none_${randomBytes(16).toString("hex")}`;

const Answer = z.looseObject({ outcome: z.string(), reason: z.string(), quote: z.string() });
const Problem = z.looseObject({ code: z.string() });

export const lookup: DeployStep = {
  name: "lookup",
  does: "asks about one test token, and verifies the quote of the answer by the published keys",
  plan: (_environment, { host = "HOST" }) => [
    `asks as ${PROBE}, a merchant in mode test whose only page is the service's own, and adds it where it is not there yet (PUT https://${host}/v1/admin/merchants/${PROBE})`,
    `sends POST https://${host}/v1/lookup with the token ${TOKEN}: no gateway is asked`,
    `reads https://${host}/.well-known/jwks.json`,
  ],
  undo: () => `npm run merchants -- disable ${PROBE}; the next deploy needs it again`,

  async look(work) {
    if (hasOperatorKey(work) && !(await hasMerchant(work, PROBE)))
      return { isDone: false, says: `${PROBE} is not there yet` };
    return tryLookup(work);
  },

  async carryOut(work) {
    if (hasOperatorKey(work) && !(await hasMerchant(work, PROBE))) await addProbe(work);
    const until = Date.now() + WAIT_MS;
    let { isDone, says } = await tryLookup(work);
    while (!isDone && Date.now() < until) {
      await sleep(POLL_MS);
      ({ isDone, says } = await tryLookup(work));
    }
    if (isDone) return says;
    throw new ToolError(`The lookup did not go well: ${says}.`);
  },
};

/** That it is there by now, where a read still lagged behind, is as good. @throws ToolError */
async function addProbe(work: Work): Promise<void> {
  try {
    await merchantsApi(work)("PUT", `/${PROBE}`, { ...PROBE_SETTINGS, gatewayKey: noKey() }, IF_NEW);
  } catch (error) {
    if (!(error instanceof ToolError && error.status === HTTP_PRECONDITION_FAILED)) throw error;
  }
}

async function tryLookup({ found }: Work): Promise<{ isDone: boolean; says: string }> {
  const issuer = found.issuer ?? "";
  const response = await fetch(`${issuer}/v1/lookup`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Origin: issuer },
    body: JSON.stringify({ merchant: PROBE, token: TOKEN, ...SALE }),
    signal: AbortSignal.timeout(TRY_MS),
  });
  const body: unknown = await response.json().catch(() => null);
  const answer = Answer.safeParse(body);
  if (!answer.success) {
    const problem = Problem.safeParse(body);
    return { isDone: false, says: `HTTP ${response.status} ${problem.success ? problem.data.code : ""}`.trimEnd() };
  }
  const { outcome, reason, quote } = answer.data;
  const verdict = await verifyQuote(quote, {
    jwks: `${issuer}/.well-known/jwks.json`,
    merchant: PROBE,
    env: "test",
    subject: { token: TOKEN },
    ...SALE,
  });
  if (!verdict.valid) return { isDone: false, says: `the quote is not valid: ${verdict.problem}` };
  if (outcome === "unknown") return { isDone: false, says: `the answer is unknown (${reason})` };
  return { isDone: true, says: `${TOKEN}: ${outcome} (${reason}), its quote is valid` };
}
