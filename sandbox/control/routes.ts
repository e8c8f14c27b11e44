/** The control surface: for people who play and tests that drive. No part of either upstream system. */
import { type Context, Hono } from "hono";
import { cors } from "hono/cors";
import * as z from "zod";
import { type SandboxEnv, stateOf } from "../env.ts";
import { FAULTS } from "../faults/fault-list.ts";
import { ELSEWHERE } from "../faults/spoil.ts";
import { ACCOUNTS, accountByPublicKey } from "../gateway/accounts.ts";
import { compact } from "../gateway/tokenizer/card-number.ts";
import { type NewPayment, paymentFrom } from "../gateway/tokenizer/new-payment.ts";
import { ENVELOPES, FAILURE_WORDS, REJECTED_TOKEN_STATUSES, TOKEN_USES } from "../settings.ts";

/** Thousandths of a percent. */
const USUAL_OWN_SURCHARGE = 3500;
const DEFAULT_KEY = ACCOUNTS[0]?.publicKey ?? "";

/** Digits as people send them: text, or a number that JavaScript holds exactly. */
const digits = (otherwise: string) =>
  z
    .union([z.string(), z.number()], otherwise)
    .refine((value) => typeof value === "string" || Number.isSafeInteger(value), otherwise)
    .transform(String);

const MintRequest = z
  .strictObject({
    number: digits("must be a card number, as text where it has more than 15 digits").optional(),
    exp: digits("must be MM/YY").optional(),
    cvv: digits("must be 3 or 4 digits").optional(),
    ach: z.strictObject({ routing_number: z.string(), account_number: z.string() }).optional(),
    /** The public key of the account the token is for. */
    key: z.string().default(DEFAULT_KEY),
  })
  .refine(({ number, ach }) => (number === undefined) !== (ach === undefined), "must have either number or ach");

const FaultRequest = z
  .strictObject({
    fault: z.preprocess(String, z.enum(FAULTS, `must be one of ${FAULTS.join(", ")}`)),
    path: z.string().startsWith("/", "must be a path such as /api/lookup/bin/protected").optional(),
    card: z
      .string()
      .transform(compact)
      .refine((digits) => /^\d{6,19}$/.test(digits), "must be the leading 6 digits of a card number, or more")
      .optional(),
    key: z.string().min(1).optional(),
    times: z.int("must be a whole number from 1").min(1, "must be a whole number from 1").optional(),
  })
  .refine(({ path, card, key }) => path ?? card ?? key, "must have at least one of path, card or key");

const SettingsRequest = z.strictObject({
  tokenUse: z.enum(TOKEN_USES).optional(),
  envelope: z.enum(ENVELOPES).optional(),
  failureWord: z.enum(FAILURE_WORDS).optional(),
  failAs200: z.boolean().optional(),
  tokenSeconds: z.number().positive().max(3600).optional(),
  rejectedTokenStatus: z.union(REJECTED_TOKEN_STATUSES.map((status) => z.literal(status))).optional(),
  /** `true` stands for a rate that a merchant might really have set. */
  ownSurcharge: z
    .union([z.boolean(), z.int().min(0).max(100_000)])
    .transform((rate) => (typeof rate === "number" ? rate : rate ? USUAL_OWN_SURCHARGE : 0))
    .optional(),
  announceInvalidCard: z.boolean().optional(),
});

export const control = new Hono<SandboxEnv>();

/** Pages of the product beside it may mint tokens and set faults; no other page may. */
const PRODUCT = "http://localhost:8787";
const forTheProduct = cors({
  origin: (origin, { env: { PRODUCT_ORIGIN = PRODUCT } }: Context<SandboxEnv>) =>
    origin === PRODUCT_ORIGIN ? origin : null,
  allowMethods: ["GET", "POST", "PUT", "DELETE"],
  allowHeaders: ["Content-Type"],
});
control.use("/sandbox/tokens", forTheProduct);
control.use("/sandbox/faults", forTheProduct);

control.post("/sandbox/tokens", async (context) => {
  const request = await read(context, MintRequest);
  if (request instanceof Response) return request;
  const account = accountByPublicKey(request.key);
  if (account === null) return refuse(context, "key: must be the public key of one of the sandbox's accounts");
  const { number = "", exp = "12/34", cvv = "123", ach } = request;
  const payment = paymentFrom(
    ach === undefined
      ? { card: { number, exp, cvv } }
      : ({ ach: { ...ach, account_type: "checking", sec_code: "web" } } satisfies NewPayment),
  );
  if (typeof payment === "string") return refuse(context, payment);
  const { token, expiresAt } = await stateOf(context.env).mint(account.merchantId, payment);
  return context.json({ token, expiresAt: new Date(expiresAt).toISOString() });
});

control.delete("/sandbox/tokens", async (context) => {
  await stateOf(context.env).forgetTokens();
  return context.json({ tokens: 0 });
});

control.get("/sandbox/tokens", async (context) => context.json({ tokens: await stateOf(context.env).tokenCount() }));

control.get("/sandbox/faults", async (context) => context.json({ faults: await stateOf(context.env).faults() }));

control.put("/sandbox/faults", async (context) => {
  const request = await read(context, FaultRequest);
  if (request instanceof Response) return request;
  return context.json({ faults: await stateOf(context.env).putFault(request) });
});

control.delete("/sandbox/faults", async (context) => {
  await stateOf(context.env).clearFaults();
  return context.json({ faults: [] });
});

control.get("/sandbox/calls", async (context) => context.json(await stateOf(context.env).calls()));

control.delete("/sandbox/calls", async (context) => {
  await stateOf(context.env).resetCalls();
  return context.json({});
});

control.get("/sandbox/callers", async (context) => context.json(await stateOf(context.env).callers()));

control.get("/sandbox/settings", async (context) => context.json(await stateOf(context.env).settings()));

control.put("/sandbox/settings", async (context) => {
  const request = await read(context, SettingsRequest);
  if (request instanceof Response) return request;
  const given = Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined));
  return context.json(await stateOf(context.env).putSettings(given));
});

control.delete("/sandbox/settings", async (context) => context.json(await stateOf(context.env).resetSettings()));

control.get("/sandbox/transactions", async (context) =>
  context.json({ transactions: await stateOf(context.env).transactions() }),
);

control.delete("/sandbox/transactions", async (context) => {
  await stateOf(context.env).clearTransactions();
  return context.json({ transactions: [] });
});

/** Where a caller lands that follows a `redirect`: a tempting answer, and a call that is counted. */
control.all(ELSEWHERE, async (context) => {
  await stateOf(context.env).arrive(
    {
      path: ELSEWHERE,
      resource: ELSEWHERE,
      key: context.req.header("authorization") ?? null,
      caller: context.req.header("user-agent") ?? "",
    },
    {},
  );
  return context.json({
    bin: "424242",
    card_brand: "Visa",
    card_type: "credit",
    is_surchargeable: true,
    payment_method_type: "card",
  });
});

control.all("/sandbox/*", (context) =>
  context.json({ error: "no such part of the control surface; the front page lists them all" }, 404),
);

/** The parsed body, or the 400 that says what was wrong. Values are never repeated: one may be a card number. */
async function read<Schema extends z.ZodType>(
  context: Context<SandboxEnv>,
  schema: Schema,
): Promise<z.output<Schema> | Response> {
  const body: unknown = await context.req.json().catch(() => undefined);
  if (body === undefined) return refuse(context, "the body must be JSON");
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.join(".") ?? "";
  return refuse(context, `${where === "" ? "" : `${where}: `}${issue?.message ?? "is not valid"}`);
}

function refuse(context: Context<SandboxEnv>, error: string): Response {
  return context.json({ error }, 400);
}
