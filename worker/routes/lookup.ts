/** `POST /v1/lookup`: the one question a page may ask, by token, place and amount. */
import { Hono } from "hono";
import { LookupRequest } from "../../contract/lookup.ts";
import { answerLookup } from "../answer/answer-lookup.ts";
import { admitLookup } from "../doors/admit-lookup.ts";
import type { AppEnv } from "../http/app-env.ts";
import { readBody } from "../http/body.ts";

export const lookup = new Hono<AppEnv>();

lookup.post("/v1/lookup", async (c) => {
  const request = await readBody(c, LookupRequest);
  const { merchant, mayLookUp } = await admitLookup(c, request);
  const subject = { kind: "token", token: request.token } as const;
  const { answer } = await answerLookup(c, { merchant, subject, sale: request, mayLookUp });
  return c.json(answer, 200, { "Cache-Control": "no-store" });
});
