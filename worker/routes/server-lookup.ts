/** `POST /v1/server/lookup`: a merchant's server asks by token, BIN or saved card, and learns BIN and issuer as well. */
import { ServerLookupAnswer, ServerLookupRequest } from "../../contract/lookup.ts";
import { answerLookup } from "../answer/answer-lookup.ts";
import { chargeServer } from "../doors/rate-limit.ts";
import { serverResource } from "../doors/server.ts";
import type { Subject } from "../gateway/client.ts";
import { readBody } from "../http/body.ts";
import { json, named, type Operation } from "../openapi/operation.ts";
import { ProblemError } from "../problem.ts";

const lookUpOperation: Operation = {
  id: "lookUpForServer",
  summary: "The same question from the merchant's server",
  description:
    "By exactly one of `token`, `bin` or `customerId`. Only `answer` is meant for a page. A quote by `bin` is informational: never charge by it. `waive: true` says that this sale carries no surcharge.",
  body: named("ServerLookupRequest", ServerLookupRequest),
  replies: {
    200: json(
      "The browser's answer, with the BIN, the issuer and, of a saved card, its payment method beside it.",
      named("ServerLookupAnswer", ServerLookupAnswer),
    ),
  },
  problems: ["token_rejected", "too_many_places"],
};

export const serverLookup = serverResource();

serverLookup.post("/lookup", lookUpOperation, async (c) => {
  const request = await readBody(c, ServerLookupRequest);
  const merchant = c.get("merchant");
  if (request.merchant !== undefined && request.merchant !== merchant.id)
    throw new ProblemError(
      "unauthorized",
      "This server key belongs to another merchant than the one named in merchant.",
    );
  const { answer, facts, paymentMethodId } = await answerLookup(c, {
    merchant,
    subject: subjectOf(request),
    sale: request,
    asker: "server",
    mayLookUp: await chargeServer(c, merchant),
  });
  const body: ServerLookupAnswer = {
    answer,
    bin: facts?.bin ?? null,
    issuer: facts?.issuer ?? null,
    paymentMethodId,
  };
  return c.json(body, 200, { "Cache-Control": "no-store" });
});

/** The schema lets exactly one of the three through. */
function subjectOf({ bin, token, customerId, paymentMethodId }: ServerLookupRequest): Subject {
  if (bin !== undefined) return { kind: "bin", bin };
  if (token !== undefined) return { kind: "token", token };
  return {
    kind: "customer",
    customerId: customerId ?? "",
    ...(paymentMethodId === undefined ? {} : { paymentMethodId }),
  };
}
