/**
 * `GET /challenge/{merchant}?origin=&locale=&theme=`: a page with a Turnstile challenge, framed by that merchant's pages alone.
 * It tells its result to the one origin it was opened for, in the language and colour scheme of the page around it.
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
import { chooseLocale } from "../texts/locales.ts";
import type { LocaleTexts } from "../texts/schema.ts";

const TURNSTILE = "https://challenges.cloudflare.com";

const ChallengeQuery = z.strictObject({
  origin: z.string().max(255),
  locale: z.string().max(35).optional(),
  theme: z.enum(["light", "dark"]).optional(),
});

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

// Beside the pages and not below them: their pattern would fit it.
challenge.unlisted("/challenge-frame.js", (c) =>
  c.body(FRAME_SCRIPT, 200, {
    "Content-Type": "text/javascript; charset=utf-8",
    "Cache-Control": "public, max-age=300",
  }),
);

challenge.get("/challenge/:merchant", openChallengeOperation, async (c) => {
  const { origin, locale, theme } = readQuery(c, ChallengeQuery);
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
  return c.html(await page(merchant.challenge.siteKey, origin, theme, chooseLocale(merchant, locale)), 200, {
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

/** The languages that Turnstile calls otherwise than we do; the others are two letters. */
const TURNSTILE_LANGUAGES: Readonly<Record<string, string>> = { "zh-Hans": "zh-cn", "zh-Hant": "zh-tw" };

/**
 * Our script stands before Turnstile's, which calls `challengePassed` by its name. In the scheme of the page around
 * it the frame has no ground of its own.
 */
const page = (
  siteKey: string,
  origin: string,
  theme: "light" | "dark" | undefined,
  texts: LocaleTexts,
) => html`<!doctype html>
<html lang="${texts.locale}" dir="${texts.dir}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="${theme ?? "light dark"}">
    <title>${texts.labels.challengeTitle}</title>
  </head>
  <body data-origin="${origin}">
    <div
      class="cf-turnstile"
      data-sitekey="${siteKey}"
      data-size="flexible"
      data-theme="${theme ?? "auto"}"
      data-language="${TURNSTILE_LANGUAGES[texts.locale] ?? texts.locale.slice(0, 2)}"
      data-action="${CHALLENGE_ACTION}"
      data-callback="challengePassed"
    ></div>
    <noscript>${texts.sentences.challenge}</noscript>
    <script src="/challenge-frame.js"></script>
    <script src="${TURNSTILE}/turnstile/v0/api.js" async defer></script>
  </body>
</html>`;

/**
 * The message is what the element listens for; the origin was checked when the page was made. The flexible size of
 * Turnstile's box needs 300 px; the other one is 150 px wide. A frame may have no width yet when this runs.
 */
const FRAME_SCRIPT = `document.body.style.margin = "0";
const fit = () => {
  const isNarrow = window.innerWidth > 0 && window.innerWidth < 300;
  document.querySelector(".cf-turnstile").dataset.size = isNarrow ? "compact" : "flexible";
};
fit();
window.addEventListener("resize", fit);
window.challengePassed = (result) => {
  window.parent.postMessage({ type: "card-surcharge:challenge", result }, document.body.dataset.origin);
};
`;
