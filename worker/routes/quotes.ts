/** `POST /v1/server/quotes/verify`: `verifyQuote` for servers that have no JOSE library. */
import { VerifyAnswer, VerifyRequest } from "../../contract/quote.ts";
import { type QuoteVerdict, type SaleFacts, verifyQuote } from "../../contract/verify.ts";
import { serverResource } from "../doors/server.ts";
import { readBody } from "../http/body.ts";
import { json, named, type Operation } from "../openapi/operation.ts";
import { importKeys } from "../quote/keys.ts";

/** A quote has its own limit of 8 KiB; the facts beside it are small. */
const VERIFY_BODY_BYTES = 12_288;

const WRONG_MERCHANT: QuoteVerdict = {
  valid: false,
  problem: "wrong_merchant",
  problems: ["wrong_merchant"],
  notChecked: [],
};

const verifyOperation: Operation = {
  id: "verifyQuote",
  summary: "Is this quote good for this charge?",
  description: "For servers without a JOSE library. A fact that is not given is not checked, and the quote not valid.",
  body: named("VerifyRequest", VerifyRequest),
  replies: {
    200: json("The verdict. A text that is no quote is answered, not refused.", named("VerifyAnswer", VerifyAnswer)),
  },
};

export const quotes = serverResource();

quotes.post("/quotes/verify", verifyOperation, async (c) => {
  const { quote, ...given } = await readBody(c, VerifyRequest, { maxBytes: VERIFY_BODY_BYTES });
  const { id } = c.get("merchant");
  const { jwks } = await importKeys(c.get("settings"));
  // The key says whose the quote must be. What else was not given stays away, and the verdict names it.
  const facts = { ...given, merchant: id, jwks } as unknown as SaleFacts;
  const isOurs = given.merchant === undefined || given.merchant === id;
  const verdict = isOurs ? await verifyQuote(quote, facts) : WRONG_MERCHANT;
  return c.json({ ...verdict, requestId: c.get("requestId") } as VerifyAnswer, 200, { "Cache-Control": "no-store" });
});
