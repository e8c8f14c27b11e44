/** What a charge comes to: `POST /api/calculate/amounts`, and the older `POST /api/lookup/fees`. Amounts are cents. */
import { type Context, Hono } from "hono";
import * as z from "zod";
import { type SandboxEnv, stateOf } from "../../env.ts";
import { type Account, accountByPublicKey } from "../accounts.ts";
import { badRequest } from "../failure.ts";
import { readBody } from "../json-body.ts";
import { merchantOf } from "../keys.ts";
import { ownRate, ownSurchargeOn, percentage } from "./own-surcharge.ts";
import { payerOfCalculation } from "./payer.ts";

const Cents = z.int("must be whole cents").min(0, "must be whole cents from 0");

const Component = z.object({
  type: z.enum(["flat", "percentage"], "must be flat or percentage"),
  value: Cents,
  include: z.boolean().default(false),
});
type Component = z.output<typeof Component>;

const Card = {
  token: z.string().optional(),
  customer_id: z.string().optional(),
  payment_method_id: z.string().optional(),
  cc_bin: z
    .string()
    .regex(/^\d{6,19}$/, "must be 6 to 19 digits")
    .optional(),
};

const AmountsRequest = z.object({
  ...Card,
  subtotal: Cents,
  currency: z.string().length(3).default("USD"),
  processor_id: z.string().optional(),
  payment_method: z.enum(["card", "ach", "token", "terminal", "cash", "apple_pay_token"]),
  transaction_type: z.enum(["verification", "auth", "sale", "void", "refund", "credit"]),
  country: z.string().optional(),
  state: z.string().optional(),
  surcharge: Component.optional(),
  service_fee: Component.optional(),
  processor_payment_adjustment: Component.optional(),
  tax_amount: Component.optional(),
  national_tax_amount: Component.optional(),
  local_tax_amount: Component.optional(),
  shipping_amount: Component.optional(),
  tip_amount: Component.optional(),
  duty_amount: Component.optional(),
  discount_amount: z.array(Component).default([]),
  addon_amount: z.array(Component).default([]),
  additional_amounts: z.array(Component).default([]),
  flags: z.object({ skip_surcharge: z.boolean().default(false) }).default({ skip_surcharge: false }),
});

/** Added one by one; each is reported under its own name. */
const SINGLE = [
  "service_fee",
  "processor_payment_adjustment",
  "tax_amount",
  "national_tax_amount",
  "local_tax_amount",
  "shipping_amount",
  "tip_amount",
  "duty_amount",
] as const;

const FeesRequest = z.object({
  type: z.literal("integrations", "must be integrations"),
  type_id: z.string().optional(),
  country: z.string().default("US"),
  state: z.string().default("IL"),
  bin: Card.cc_bin,
  customer_id: Card.customer_id,
  payment_id: z.string().optional(),
  payment_method: z.enum(["card", "ach"]),
  base_amount: Cents,
});

export const amounts = new Hono<SandboxEnv>();

amounts.post("/calculate/amounts", async (context) => {
  const account = merchantOf(context);
  const request = await readBody(context, AmountsRequest);
  const { subtotal } = request;
  const rate = request.flags.skip_surcharge ? 0 : await rateOf(context, account);
  const payer = await payerOfCalculation(stateOf(context.env), account.merchantId, request);
  const own = payer === null ? 0 : ownSurchargeOn(subtotal, rate, payer, request);
  const figure = (component: Component | undefined) => figureOf(component, subtotal);
  const lists = (list: readonly Component[]) => list.reduce((sum, component) => sum + figure(component).added, 0);
  const singles = SINGLE.map((name) => [name, figure(request[name])] as const);
  const asked = figure(request.surcharge);
  const discount = request.discount_amount.reduce((sum, component) => sum + figure(component).cents, 0);
  const addons = lists(request.addon_amount) + lists(request.additional_amounts);
  const added = singles.reduce((sum, [, { added }]) => sum + added, 0);
  const total = subtotal - discount + addons + added + asked.added + own;
  if (total < 0) throw badRequest("discount_amount: must not exceed the rest");
  const data = {
    amount: total,
    total,
    subtotal,
    base_amount: subtotal,
    currency: request.currency.toUpperCase(),
    surcharge: asked.cents + own,
    ...Object.fromEntries(singles.map(([name, { cents }]) => [name, cents])),
    discount_amount: discount,
    addon_amount: addons,
  };
  return context.json({ status: "success", msg: "success", data });
});

amounts.post("/lookup/fees", async (context) => {
  const account = accountByPublicKey(context.req.header("authorization") ?? "") ?? merchantOf(context);
  const request = await readBody(context, FeesRequest);
  const { bin: cc_bin, customer_id, payment_id: payment_method_id, base_amount } = request;
  const rate = await rateOf(context, account);
  const subject = { cc_bin, customer_id, payment_method_id };
  const payer = await payerOfCalculation(stateOf(context.env), account.merchantId, subject);
  const surcharge = payer === null ? 0 : ownSurchargeOn(base_amount, rate, payer, request);
  const data = {
    service_fee: 0,
    payment_adjustment: { value: 0, type: "flat" },
    requested_amount: base_amount,
    discount_amount: null,
    surcharge,
  };
  return context.json({ status: "success", msg: "success", data });
});

async function rateOf(context: Context<SandboxEnv>, account: Account): Promise<number> {
  return ownRate(account, await stateOf(context.env).settings());
}

/** What a component comes to, and how much of that goes on top. */
function figureOf(component: Component | undefined, subtotal: number): { cents: number; added: number } {
  if (component === undefined) return { cents: 0, added: 0 };
  const cents = component.type === "flat" ? component.value : percentage(subtotal, component.value);
  return { cents, added: component.include ? cents : 0 };
}
