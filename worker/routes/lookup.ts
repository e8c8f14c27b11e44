/** `POST /v1/lookup`: the one question a page may ask, by token, place and amount. */
import { LookupAnswer, LookupQuery, LookupRequest } from "../../contract/lookup.ts";
import { answerLookup } from "../answer/answer-lookup.ts";
import { admitLookup } from "../doors/admit-lookup.ts";
import { pageResource } from "../doors/page.ts";
import { readBody } from "../http/body.ts";
import { readQuery } from "../http/query.ts";
import { signal } from "../http/signals.ts";
import { json, named, type Operation } from "../openapi/operation.ts";

const lookUpOperation: Operation = {
  id: "lookUp",
  summary: "Which card is it, and is a surcharge added?",
  description:
    "Asks about one Tokenizer token, in one place, at one amount. `surchargeTaxRate` is the sales tax on the surcharge itself, in thousandths of a percent (8875 is 8.875 %). Trouble at the gateway is no error of this call: the answer is then `unknown`, with a signed quote of zero.",
  query: LookupQuery,
  body: named("LookupRequest", LookupRequest),
  replies: { 200: json("The answer, with its signed quote.", named("LookupAnswer", LookupAnswer)) },
  problems: ["token_rejected", "too_many_places", "challenge_required"],
};

export const lookup = pageResource();

lookup.post("/lookup", lookUpOperation, async (c) => {
  const request = await readBody(c, LookupRequest);
  const { merchant, mayLookUp } = await admitLookup(c, request);
  signal(c, { release: readQuery(c, LookupQuery).element });
  const subject = { kind: "token", token: request.token } as const;
  const ticket = request.ticket ?? undefined;
  const { answer } = await answerLookup(c, { merchant, subject, sale: request, ticket, asker: "page", mayLookUp });
  return c.json(answer, 200, { "Cache-Control": "no-store" });
});
