/** Finds out who pays, from a token, the vault, or a card's leading digits. */
import type { SandboxState } from "../../state.ts";
import { badRequest } from "../failure.ts";
import { findVaulted, type VaultPayer } from "../vault/vault.ts";
import type { Payer } from "./own-surcharge.ts";

type State = DurableObjectStub<SandboxState>;

/** Who pays for a charge. A token may be used up by it. */
export async function payerOfCharge(
  state: State,
  merchantId: string,
  method: { token?: string | undefined; customer?: { id: string; payment_method_id?: string | undefined } | undefined },
): Promise<Payer | VaultPayer> {
  if (method.token !== undefined) {
    const payment = await state.useToken(method.token, merchantId, "charge");
    if (payment === null) throw badRequest("token is not valid or has expired");
    return { payment, isExempt: false };
  }
  if (method.customer === undefined) throw badRequest("payment_method: must hold token or customer here");
  return findVaulted(merchantId, method.customer.id, method.customer.payment_method_id);
}

/** Who would pay, for a calculation: null when nothing says so. Tokens stay as they are. */
export async function payerOfCalculation(
  state: State,
  merchantId: string,
  request: {
    token?: string | undefined;
    customer_id?: string | undefined;
    payment_method_id?: string | undefined;
    cc_bin?: string | undefined;
  },
): Promise<Payer | null> {
  if (request.token !== undefined) {
    const payment = await state.peekToken(request.token, merchantId);
    if (payment === null) throw badRequest("token is not valid or has expired");
    return { payment, isExempt: false };
  }
  if (request.customer_id !== undefined) return findVaulted(merchantId, request.customer_id, request.payment_method_id);
  if (request.cc_bin === undefined) return null;
  const number = request.cc_bin;
  return { payment: { kind: "card", number, lastFour: number.slice(-4), expiry: "", cvv: "" }, isExempt: false };
}
