/**
 * The Tokenizer: the published client script, the page inside its iframe, and the call with which that page turns a
 * payment into a token. Card numbers are refused from any other origin than the page's own.
 */
import tokenizerClient from "fluidpay-tokenizer/dist/tokenizer.umd.js";
import { type Context, Hono } from "hono";
import * as z from "zod";
import { type SandboxEnv, stateOf } from "../../env.ts";
import { accountByPublicKey } from "../accounts.ts";
import { badRequest, GatewayFailure, unauthorized } from "../failure.ts";
import { readBody } from "../json-body.ts";
import { BROWSER_FILES } from "./browser-files.ts";
import { NewPayment, paymentFrom } from "./new-payment.ts";
import { tokenizerPage } from "./tokenizer-page.ts";

/** Where the published script expects its gateway's origin. */
const ORIGIN_PLACEHOLDER = "{{formUrl}}";

const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join("; ");

export const tokenizer = new Hono<SandboxEnv>();

tokenizer.get("/tokenizer/tokenizer.js", (context) =>
  context.body(tokenizerClient.replace(ORIGIN_PLACEHOLDER, new URL(context.req.url).origin), 200, {
    "Content-Type": "text/javascript; charset=utf-8",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": "public, max-age=300",
  }),
);

tokenizer.get("/tokenizer/page/:file", (context) => {
  const file = BROWSER_FILES.get(context.req.param("file"));
  if (file === undefined) return context.notFound();
  return context.body(file.text, 200, { "Content-Type": file.type, "Cache-Control": "public, max-age=60" });
});

tokenizer.get("/api/tokenizer/:key", async (context) => {
  const account = accountByPublicKey(context.req.param("key"));
  if (account === null) throw unauthorized();
  const { announceInvalidCard } = await stateOf(context.env).settings();
  return context.html(tokenizerPage({ announceInvalidCard }), 200, {
    "Content-Security-Policy": PAGE_POLICY,
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Content-Type-Options": "nosniff",
  });
});

tokenizer.post("/api/tokenizer/:key", async (context) => {
  const account = accountByPublicKey(context.req.param("key"));
  if (account === null) throw unauthorized();
  if (!isOwnPage(context)) throw new GatewayFailure(403, "only the Tokenizer's own page may send a payment");
  const payment = paymentFrom(await readBody(context, z.object({ payment: NewPayment })).then((body) => body.payment));
  if (typeof payment === "string") throw badRequest(payment);
  const { token } = await stateOf(context.env).mint(account.merchantId, payment);
  return context.json({ status: "success", msg: "success", data: { token } });
});

/** A browser names the origin of every POST it sends. */
function isOwnPage(context: Context<SandboxEnv>): boolean {
  return context.req.header("origin") === new URL(context.req.url).origin;
}
