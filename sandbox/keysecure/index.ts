/**
 * KeySecure's open platform as far as card programmes need it, written from its documents: Get Token and the list of
 * supported card BINs. Every answer is HTTP 200 with a code of its own; a wrong path or method is the web server's.
 *
 * `GET|PUT|DELETE /sandbox/keysecure` shows, changes and resets what {@link KeySecureSettings} holds.
 */
import { Hono } from "hono";
import * as z from "zod";
import { demoCatalogue } from "./catalogue.ts";
import { CODES, messageOf } from "./codes.ts";
import { checkBusinessCall, checkCaller } from "./headers.ts";
import { KeySecureState } from "./state.ts";

export const TOKEN_PATH = "/open-api/v1/merchant/token";
export const BINS_PATH = "/open-api/v1/card/support/bins";
export const CONTROL_PATH = "/sandbox/keysecure";

const MAX_SIZE = 100;
const MAX_TOKEN_LIFETIME_MS = 24 * 60 * 60 * 1_000;
const MAX_SKEW_MS = 24 * 60 * 60 * 1_000;

const Query = z.object({
  card_bin_no: z.string().nullish(),
  page: z.number().int().min(0).nullish(),
  size: z.number().int().min(1).max(MAX_SIZE).nullish(),
});

const Changes = z.strictObject({
  allowlist: z.array(z.union([z.ipv4(), z.ipv6()])).exactOptional(),
  tokenLifetimeMs: z.number().int().min(0).max(MAX_TOKEN_LIFETIME_MS).exactOptional(),
  clockSkewMs: z.number().int().min(-MAX_SKEW_MS).max(MAX_SKEW_MS).exactOptional(),
  nextCodes: z.array(z.number().int().min(1).max(9_999)).max(1_000).exactOptional(),
});

/** The KeySecure side with a memory of its own. `now` in unix milliseconds. */
export function createKeySecure(now: () => number = Date.now): Hono {
  const state = new KeySecureState(now);
  const catalogue = demoCatalogue();
  const app = new Hono();

  const answer = (headers: Headers, code: number, data: unknown = null): Response =>
    Response.json(
      { code, msg: messageOf(code, headers.get("Language") ?? undefined), data },
      { headers: { Date: new Date(state.now()).toUTCString() } },
    );

  app.get(TOKEN_PATH, (c) => {
    const { headers } = c.req.raw;
    const code = state.takeNextCode() ?? checkCaller(headers, state);
    if (code !== CODES.success) return answer(headers, code);
    const { token, expiresAt } = state.issueToken(headers.get("Api-Key") ?? "");
    return answer(headers, CODES.success, { access_token: token, expired_time: expiresAt });
  });

  app.post(BINS_PATH, async (c) => {
    const { headers } = c.req.raw;
    const code = state.takeNextCode() ?? (checkCaller(headers, state) || checkBusinessCall(headers, state));
    if (code !== CODES.success) return answer(headers, code);
    const query = Query.safeParse(await c.req.json().catch(() => undefined));
    if (!query.success) return answer(headers, CODES.badParameter);
    const { card_bin_no: wanted, page, size } = query.data;
    const matching = wanted ? catalogue.filter(({ card_bin_no }) => card_bin_no === wanted) : catalogue;
    const count = size ?? 10;
    const start = (page ?? 0) * count;
    return answer(headers, CODES.success, { list: matching.slice(start, start + count) });
  });

  app.get(CONTROL_PATH, (c) => c.json({ ...state.settings, binCount: catalogue.length }));
  app.put(CONTROL_PATH, async (c) => {
    const changes = Changes.safeParse(await c.req.json().catch(() => undefined));
    if (!changes.success) return c.json({ error: z.prettifyError(changes.error) }, 400);
    state.change(changes.data);
    return c.json(state.settings);
  });
  app.delete(CONTROL_PATH, (c) => {
    state.reset();
    return c.json(state.settings);
  });

  return app;
}
