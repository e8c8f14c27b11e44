/** What pages and strangers send by mistake or on purpose, and the refusal that belongs to each. */
import type { Ask } from "./client.ts";

interface BadInput {
  readonly name: string;
  /** Made of a good lookup. */
  readonly spoil: (good: Ask & { readonly body: string; readonly headers: Readonly<Record<string, string>> }) => Ask;
  readonly status: number;
  readonly code: string;
}

const TOO_LARGE_BYTES = 4_096;

const changed = (body: string, change: object) => JSON.stringify({ ...(JSON.parse(body) as object), ...change });

let strangers = 0;

export const BAD_INPUT: readonly BadInput[] = [
  {
    name: "half a JSON text",
    spoil: (good) => ({ ...good, body: good.body.slice(0, 40) }),
    status: 400,
    code: "invalid_request",
  },
  { name: "no body", spoil: (good) => ({ ...good, body: "" }), status: 400, code: "invalid_request" },
  {
    name: "unknown key",
    spoil: (good) => ({ ...good, body: changed(good.body, { bin: "401200" }) }),
    status: 400,
    code: "invalid_request",
  },
  {
    name: "amount as text",
    spoil: (good) => ({ ...good, body: changed(good.body, { baseAmount: "125.00" }) }),
    status: 400,
    code: "invalid_request",
  },
  {
    name: "fraction of a cent",
    spoil: (good) => ({ ...good, body: changed(good.body, { baseAmount: 125.5 }) }),
    status: 400,
    code: "invalid_request",
  },
  {
    name: "negative amount",
    spoil: (good) => ({ ...good, body: changed(good.body, { baseAmount: -1 }) }),
    status: 400,
    code: "invalid_request",
  },
  {
    name: "a country's name",
    spoil: (good) => ({ ...good, body: changed(good.body, { country: "Illinois" }) }),
    status: 400,
    code: "invalid_request",
  },
  {
    name: "short token",
    spoil: (good) => ({ ...good, body: changed(good.body, { token: "short" }) }),
    status: 400,
    code: "invalid_request",
  },
  {
    name: "token with a script",
    spoil: (good) => ({ ...good, body: changed(good.body, { token: "<script>alert(1)</script>" }) }),
    status: 400,
    code: "invalid_request",
  },
  {
    name: "a key twice",
    spoil: (good) => ({ ...good, body: good.body.replace("{", '{"country":"US",') }),
    status: 400,
    code: "invalid_request",
  },
  {
    name: "deep nesting",
    spoil: (good) => ({ ...good, body: `${"[".repeat(50)}${"]".repeat(50)}` }),
    status: 400,
    code: "invalid_request",
  },
  {
    name: "a card number",
    spoil: (good) => ({ ...good, body: changed(good.body, { token: "4111111111111111" }) }),
    status: 400,
    code: "card_number_refused",
  },
  {
    name: "form data",
    spoil: (good) => ({ ...good, headers: { ...good.headers, "Content-Type": "application/x-www-form-urlencoded" } }),
    status: 415,
    code: "unsupported_media_type",
  },
  {
    name: "too large",
    spoil: (good) => ({ ...good, body: changed(good.body, { orderRef: "x".repeat(TOO_LARGE_BYTES) }) }),
    status: 413,
    code: "payload_too_large",
  },
  {
    name: "another page",
    spoil: (good) => ({ ...good, headers: { ...good.headers, Origin: "https://stranger.example" } }),
    status: 403,
    code: "origin_not_allowed",
  },
  {
    name: "unknown merchant",
    spoil: (good) => ({ ...good, body: changed(good.body, { merchant: "mch_nobody" }) }),
    status: 404,
    code: "unknown_merchant",
  },
  {
    name: "a token of nobody",
    spoil: (good) => ({
      ...good,
      body: changed(good.body, {
        token: `gone_page_${(++strangers).toString(36).padStart(6, "0")}`,
      }),
    }),
    status: 422,
    code: "token_rejected",
  },
  {
    name: "wrong method",
    spoil: ({ path, headers }) => ({ method: "GET", path, headers }),
    status: 405,
    code: "method_not_allowed",
  },
  {
    name: "no such address",
    spoil: ({ headers }) => ({ method: "GET", path: "/wp-login.php", headers }),
    status: 404,
    code: "not_found",
  },
  {
    name: "server's door without a key",
    spoil: (good) => ({ ...good, path: "/v1/server/lookup" }),
    status: 401,
    code: "unauthorized",
  },
  {
    name: "operator's door with a guess",
    spoil: () => ({ method: "GET", path: "/v1/admin/merchants", headers: { Authorization: "Bearer ak_guess" } }),
    status: 401,
    code: "unauthorized",
  },
];
