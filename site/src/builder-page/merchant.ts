/** What the page's own service says of a merchant: whether it is there, and whether it may be tried out. */
import * as z from "zod/mini";

// Before any schema is used: the page's policy allows no code from text, not even the attempt.
z.config({ jitless: true });

const Policy = z.object({ merchantName: z.string(), mode: z.enum(["test", "live"]), enabled: z.boolean() });
const Problem = z.object({ code: z.string() });

/**
 * `test`, `live`: it is there, in this mode. `off`: it is there, and adds nothing. `missing`: this service has none of this id.
 * `closed`: it cannot be asked from here. `silent`: no answer that can be read.
 */
export type Merchant =
  | { readonly kind: "test" | "live" | "off"; readonly name: string; readonly mode: "test" | "live" }
  | { readonly kind: "missing" | "closed" | "silent" };

const TIMEOUT_MS = 5_000;
const REFUSALS: Readonly<Record<string, "missing" | "closed">> = {
  unknown_merchant: "missing",
  origin_not_allowed: "closed",
};

/** Asks for the merchant's policy; never throws. */
export async function askForMerchant(id: string): Promise<Merchant> {
  try {
    const path = `/v1/merchants/${encodeURIComponent(id)}/policy`;
    const response = await fetch(path, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    const body: unknown = await response.json();
    if (!response.ok) return { kind: REFUSALS[Problem.parse(body).code] ?? "silent" };
    const { merchantName: name, mode, enabled } = Policy.parse(body);
    return { kind: enabled ? mode : "off", name, mode };
  } catch {
    return { kind: "silent" };
  }
}
