/** What a running card-surcharge Worker says of a merchant, and whether its own calls reach the merchant's gateway. */
import { USER_AGENT } from "../../../contract/user-agent.ts";

export interface MerchantFacts {
  readonly gateway: string;
  readonly origin: string | undefined;
}

/** The merchant's gateway and first web origin, from the operator's API. Null when there is no such Worker. */
export async function readMerchant(
  worker: { origin: string; adminKey: string; fetch: typeof fetch },
  id: string,
): Promise<MerchantFacts | null> {
  const headers = { Authorization: `Bearer ${worker.adminKey}`, "User-Agent": USER_AGENT };
  const response = await worker
    .fetch(`${worker.origin}/v1/admin/merchants/${encodeURIComponent(id)}`, { headers, redirect: "manual" })
    .catch(() => null);
  if (response === null) return null;
  const answer = (await response.json().catch(() => ({}))) as { gateway?: string; origins?: string[]; detail?: string };
  if (answer.gateway === undefined) {
    throw new Error(
      answer.detail ?? `${worker.origin} answered HTTP ${response.status}: is it a card-surcharge Worker?`,
    );
  }
  return { gateway: answer.gateway, origin: answer.origins?.[0] };
}

/** True when the Worker, from where it runs, got facts of a live token; false when its gateway was out of its reach. */
export async function worksThroughWorker(
  worker: { origin: string; fetch: typeof fetch },
  merchant: { id: string; origin: string },
  token: string,
): Promise<boolean> {
  const response = await worker.fetch(`${worker.origin}/v1/lookup`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Origin: merchant.origin, "User-Agent": USER_AGENT },
    body: JSON.stringify({ merchant: merchant.id, token, country: "US", state: "IL" }),
  });
  const { card } = (await response.json().catch(() => ({}))) as { card?: unknown };
  return response.ok && card !== null && card !== undefined;
}
