/** The shop's own calls to the gateway, with the secret key: amounts first, then the sale. */

/** The gateway repeats the first answer to a key for this long, instead of charging again: a day. */
const IDEMPOTENCY_SECONDS = 86_400;

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
  /** US cents: the sales tax on the surcharge, 0 for none. */
  readonly surchargeTax: number;
  readonly currency: string;
  readonly country: string;
  readonly state: string;
  /** A UUID. */
  readonly idempotencyKey: string;
}

/** `failed`: no answer, so that nobody knows whether it was charged. Every other kind but `approved` charged nothing. */
export type SaleResult =
  | { readonly kind: "approved"; readonly id: string; readonly amount: number; readonly card: PaidCard }
  | { readonly kind: "declined" | "total_differs" | "not_taken" | "failed" };

export interface PaidCard {
  readonly brand: string;
  readonly lastFour: string;
}

type Posted =
  | { readonly kind: "done"; readonly data: Record<string, unknown> }
  | { readonly kind: "not_taken" | "failed" };

async function post(access: GatewayAccess, path: string, body: unknown): Promise<Posted> {
  try {
    const response = await access.fetch(`${access.origin}${path}`, {
      method: "POST",
      redirect: "manual",
      headers: { "Content-Type": "application/json", Authorization: access.secretKey },
      body: JSON.stringify(body),
    });
    const { status, data } = await response.json<{ status?: string; data?: Record<string, unknown> }>();
    if (response.ok && status === "success" && data) return { kind: "done", data };
    return { kind: response.status < 500 && response.status !== 429 ? "not_taken" : "failed" };
  } catch {
    return { kind: "failed" };
  }
}

const flat = (value: number) => ({ type: "flat", value, include: true });

/**
 * Charges `base`, `surcharge` and its tax, the surcharge and its tax as flat figures of their own. The total is never sent as a base amount, or a
 * gateway that adds a surcharge of its own would add it twice; where the gateway's total differs, nothing is charged.
 */
export async function sell(access: GatewayAccess, sale: Sale): Promise<SaleResult> {
  const { token, base, surcharge, surchargeTax, currency, country, state } = sale;
  const total = base + surcharge + surchargeTax;
  const amounts = await post(access, "/api/calculate/amounts", {
    subtotal: base,
    amount: base,
    currency,
    country,
    state,
    token,
    payment_method: "token",
    transaction_type: "sale",
    ...(surcharge > 0 ? { surcharge: flat(surcharge) } : {}),
    ...(surchargeTax > 0 ? { tax_amount: flat(surchargeTax) } : {}),
  });
  if (amounts.kind !== "done") return amounts;
  if (amounts.data["total"] !== total) return { kind: "total_differs" };
  const sold = await post(access, "/api/transaction", {
    type: "sale",
    amount: total,
    amounts: amounts.data,
    currency,
    payment_method: { token },
    idempotency_key: sale.idempotencyKey,
    idempotency_time: IDEMPOTENCY_SECONDS,
    billing_address: { country, state },
  });
  if (sold.kind !== "done") return sold;
  const code = Number(sold.data["response_code"]);
  if (!(code >= 100 && code < 200)) return { kind: "declined" };
  return {
    kind: "approved",
    id: String(sold.data["id"]),
    amount: Number(sold.data["amount"]),
    card: cardOf(sold.data),
  };
}

/** Brand and last digits, for the receipt; the leading digits stay with the gateway. */
function cardOf({ response_body }: Record<string, unknown>): PaidCard {
  const { card_type = "Card", last_four = "" } =
    (response_body as { card?: Record<string, string> } | undefined)?.card ?? {};
  return { brand: card_type.charAt(0).toUpperCase() + card_type.slice(1), lastFour: last_four };
}
