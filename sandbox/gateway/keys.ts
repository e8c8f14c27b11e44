/** Which merchant a call belongs to, from its `Authorization` header. The key stands there as it is, without a scheme. */
import type { Context } from "hono";
import type { SandboxEnv } from "../env.ts";
import { type Account, accountByPublicKey, accountBySecretKey } from "./accounts.ts";
import { unauthorized } from "./failure.ts";

/** The merchant of a secret key. A public key, a key bound to another place and a partner's key are refused alike. */
export function merchantOf(context: Context<SandboxEnv>): Account {
  const found = accountBySecretKey(context.req.header("authorization") ?? "");
  if (found === null) throw unauthorized();
  const { account, secretKey } = found;
  const { restriction, boundTo } = secretKey;
  const headers = { ip: "cf-connecting-ip", url: "origin" } as const;
  if (restriction === "partner") throw unauthorized();
  if (restriction !== undefined && context.req.header(headers[restriction]) !== boundTo) throw unauthorized();
  return account;
}

/** The merchant of a public key, which only the Tokenizer's own page uses. */
export function merchantOfPublicKey(context: Context<SandboxEnv>): Account {
  const account = accountByPublicKey(context.req.header("authorization") ?? "");
  if (account === null) throw unauthorized();
  return account;
}
