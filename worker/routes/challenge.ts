/**
 * `GET /challenge/{merchant}?origin=`: a page with a Turnstile challenge, to be framed by that merchant's pages alone. It
 * tells its result to the one origin it was opened for.
 */
import { html } from "hono/html";
import * as z from "zod";
import { MerchantId } from "../../contract/lookup.ts";
import { publicResource } from "../doors/public.ts";
import { chargeStranger } from "../doors/rate-limit.ts";
import { CHALLENGE_ACTION } from "../doors/turnstile.ts";
import { readQuery } from "../http/query.ts";
import { directoryOf } from "../merchants/access.ts";
import type { Operation } from "../openapi/operation.ts";
import { ProblemError } from "../problem.ts";

const TURNSTILE = "https://challenges.cloudflare.com";

const ChallengeQuery = z.strictObject({ origin: z.string().max(255) });

const openChallengeOperation: Operation = {
  id: "openChallenge",
  summary: "The page of a challenge, to be shown in a frame",
  description:
    "Its address comes as `challengeUrl` with `challenge_required`. The page posts `{type: 'card-surcharge:challenge', result}` to the origin it was opened for; the result goes with the next lookup as `challenge`.",
  parameters: { merchant: MerchantId },
  query: ChallengeQuery,
  replies: {
    200: { description: "A page that only the merchant's origins may frame.", schema: null, type: "text/html" },
  },
  problems: [
    "invalid_request",
    "unknown_merchant",
    "not_found",
    "origin_not_allowed",
    "merchant_unavailable",
    "rate_limited",
  ],
};

export const challenge = publicResource();

// Before the pages, whose pattern it would fit.
challenge.unlisted("/challenge/frame.js", (c) =>
  c.body(FRAME_SCRIPT, 200, {
    "Content-Type": "text/javascript; charset=utf-8",
    "Cache-Control": "public, max-age=300",
  }),
);

challenge.get("/challenge/:merchant", openChallengeOperation, async (c) => {
  const { origin } = readQuery(c, ChallengeQuery);
  const id = MerchantId.safeParse(c.req.param("merchant"));
  await chargeStranger(c);
  const found = await directoryOf(c.env, c.get("settings")).find(id.data ?? "");
  if (found.kind === "unavailable")
    throw new ProblemError("merchant_unavailable", "The merchant's settings cannot be read right now. Try again.");
  if (found.kind === "unknown") throw new ProblemError("unknown_merchant", "There is no merchant of this id.");
  const { merchant } = found;
  if (merchant.challenge === undefined) throw new ProblemError("not_found", "This merchant asks for no challenge.");
  if (!merchant.origins.includes(origin))
    throw new ProblemError("origin_not_allowed", "origin must be one of the merchant's own, exactly as listed.");
  return c.html(await page(merchant.challenge.siteKey, origin), 200, {
    "Content-Security-Policy": policyFor(merchant.origins),
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cross-Origin-Opener-Policy": "unsafe-none",
  });
});

const policyFor = (origins: readonly string[]) =>
  [
    "default-src 'none'",
    `script-src 'self' ${TURNSTILE}`,
    `frame-src ${TURNSTILE}`,
    `connect-src ${TURNSTILE}`,
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${origins.join(" ")}`,
  ].join("; ");

/** Our script stands before Turnstile's, which calls `challengePassed` by its name. */
const page = (siteKey: string, origin: string) => html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Security check</title>
    <script src="/challenge/frame.js"></script>
    <script src="${TURNSTILE}/turnstile/v0/api.js" async defer></script>
  </head>
  <body data-origin="${origin}">
    <div
      class="cf-turnstile"
      data-sitekey="${siteKey}"
      data-size="compact"
      data-action="${CHALLENGE_ACTION}"
      data-callback="challengePassed"
    ></div>
    <noscript>This check needs JavaScript. You can still pay; no surcharge is added.</noscript>
  </body>
</html>`;

/** The message is what the element listens for; the origin was checked when the page was made. */
const FRAME_SCRIPT = `window.challengePassed = (result) => {
  window.parent.postMessage({ type: "card-surcharge:challenge", result }, document.body.dataset.origin);
};
`;
