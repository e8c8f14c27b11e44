/** The shop's own calls to the gateway, with the secret key: amounts first, then the sale. */

export interface GatewayAccess {
  readonly origin: string;
  readonly secretKey: string;
  readonly fetch: typeof fetch;
}

export interface Sale {
  readonly token: string;
  /** US cents, without the surcharge. */
  readonly base: number;
  /** US cents: the agreed surcharge, 0 for none. */
  readonly surcharge: number;
  readonly currency: string;
  readonly country: string;
  readonly state: string;
  readonly idempotencyKey: string;
}

export type SaleResult =
  | { readonly kind: "approved"; readonly id: string; readonly card: string }
  | { readonly kind: "declined" }
  | { readonly kind: "total_differs" }
  | { readonly kind: "failed" };

async function post(access: GatewayAccess, path: string, body: unknown): Promise<Record<string, unknown> | null> {
  try {
    const response = await access.fetch(`${access.origin}${path}`, {
      method: "POST",
      redirect: "manual",
      headers: { "Content-Type": "application/json", Authorization: access.secretKey },
      body: JSON.stringify(body),
    });
    const answer = await response.json<{ status?: string; data?: Record<string, unknown> }>();
    return response.ok && answer.status === "success" ? (answer.data ?? null) : null;
  } catch {
    return null;
  }
}

/**
 * Charges `base` plus `surcharge`, the surcharge as its own flat figure. The total is never sent as a base amount, or a
 * gateway that adds a surcharge of its own would add it twice; where the gateway's total differs, nothing is charged.
 */
export async function sell(access: GatewayAccess, sale: Sale): Promise<SaleResult> {
  const { token, base, surcharge, currency, country, state } = sale;
  const amounts = await post(access, "/api/calculate/amounts", {
    subtotal: base,
    amount: base,
    currency,
    country,
    state,
    token,
    payment_method: "token",
    transaction_type: "sale",
    ...(surcharge > 0 ? { surcharge: { type: "flat", value: surcharge, include: true } } : {}),
  });
  if (amounts === null) return { kind: "failed" };
  if (amounts["total"] !== base + surcharge) return { kind: "total_differs" };
  const sold = await post(access, "/api/transaction", {
    type: "sale",
    amount: base + surcharge,
    amounts,
    currency,
    payment_method: { token },
    idempotency_key: sale.idempotencyKey,
    billing_address: { country, state },
  });
  if (sold === null) return { kind: "failed" };
  const code = Number(sold["response_code"]);
  if (!(code >= 100 && code < 200)) return { kind: "declined" };
  const card = (sold["response_body"] as { card?: { masked_card?: string } } | undefined)?.card?.masked_card ?? "card";
  return { kind: "approved", id: String(sold["id"]), card };
}
