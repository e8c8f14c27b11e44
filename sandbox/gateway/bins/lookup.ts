/** BIN lookup: with the secret key as documented, and with the public key as the Tokenizer's page does it. */
import { Hono } from "hono";
import * as z from "zod";
import { type SandboxEnv, stateOf } from "../../env.ts";
import { badRequest, GatewayFailure } from "../failure.ts";
import { readBody } from "../json-body.ts";
import { merchantOf, merchantOfPublicKey } from "../keys.ts";
import { binOf, type Payment } from "../tokenizer/payment.ts";
import { findVaulted, isVaultId } from "../vault/vault.ts";
import { findBin } from "./bin-database.ts";
import type { BinRecord } from "./bin-record.ts";
import { LOOKUP_ERROR_BIN } from "./curated-bins.ts";
import { isSurchargeable, type Region } from "./surchargeable.ts";

const TOKEN = /^[0-9A-Za-z]{32}$/;

const ProtectedRequest = z.object({
  bin: z
    .string()
    .regex(/^\d{6,}$/, "must be 6 or more digits")
    .optional(),
  temp_token: z.string().regex(TOKEN, "must be a token of the Tokenizer").optional(),
  customer_id: z.string().refine(isVaultId, "must be a valid customer id").optional(),
  payment_method_id: z.string().refine(isVaultId, "must be a valid payment method id").optional(),
  country: z.string().length(2, "must be a two-letter country code").optional(),
  state: z.string().optional(),
});

const PublicRequest = z.object({
  type: z.literal("tokenizer", "must be tokenizer"),
  type_id: z.string().min(1),
  bin: z.string().regex(/^\d{6,}$/, "must be 6 or more digits"),
});

export const lookup = new Hono<SandboxEnv>();

lookup.post("/lookup/bin/protected", async (context) => {
  const { merchantId } = merchantOf(context);
  const request = await readBody(context, ProtectedRequest);
  const state = stateOf(context.env);
  const settings = await state.settings();
  const answer = async () => {
    if (request.bin !== undefined) return describeBin(request.bin, request);
    if (request.temp_token !== undefined) {
      const payment = await state.useToken(request.temp_token, merchantId, "lookup");
      if (payment === null) throw rejectedToken(settings.rejectedTokenStatus);
      return describe(payment, request);
    }
    if (request.customer_id === undefined) throw badRequest("one of bin, temp_token or customer_id is required");
    return describe(findVaulted(merchantId, request.customer_id, request.payment_method_id).payment, request);
  };
  const found = await answer();
  return context.json(settings.envelope === "bare" ? found : { status: "success", msg: "success", data: found });
});

lookup.on("POST", ["/lookup/bin", "/lookup/bin/:key{pub_.+}"], async (context) => {
  merchantOfPublicKey(context);
  const { bin } = await readBody(context, PublicRequest);
  const data = { ...describeBin(bin, {}), is_surchargeable: findBin(bin)?.surchargeable };
  return context.json({ status: "success", msg: "success", data });
});

function rejectedToken(status: 400 | 404 | 422 | 500): GatewayFailure {
  return new GatewayFailure(status, "bad request error: token is not valid or has expired");
}

function describe(payment: Payment, region: Region): Record<string, unknown> {
  return payment.kind === "card" ? describeBin(binOf(payment), region) : { payment_method_type: "ach" };
}

/** The documented answer. A BIN nobody knows gets an empty object, or one with the BIN alone. */
function describeBin(digits: string, region: Region): Record<string, unknown> {
  const bin = digits.slice(0, 6);
  if (bin === LOOKUP_ERROR_BIN) throw new GatewayFailure(500, "lookup error");
  const record = findBin(digits);
  if (record === null) return Number(bin) % 2 === 0 ? {} : { bin };
  return {
    bin,
    ...namedAsDocumented(record),
    is_surchargeable: isSurchargeable(record, region),
    payment_method_type: "card",
  };
}

function namedAsDocumented({ brand, bank, type, level, country }: BinRecord): Record<string, unknown> {
  return { card_brand: brand, issuing_bank: bank, card_type: type, card_level_generic: level, country };
}
