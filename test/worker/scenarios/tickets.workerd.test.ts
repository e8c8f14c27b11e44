/** The page's ticket: what it saves, what it never changes, and what becomes of one that is no good. */
import { env } from "cloudflare:workers";
import { decodeJwt } from "jose";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { LookupAnswer } from "../../../contract/lookup.ts";
import { LookupShard } from "../../../worker/lookup/shard.ts";
import { openTicket, sealTicket } from "../../../worker/lookup/ticket.ts";
import { readSettings } from "../../../worker/settings/settings.ts";
import { lookupBody, post, problemOf, SERVER } from "../../support/workerd/api.ts";
import { standInForGateway } from "../../support/workerd/gateway.ts";

const { hmacKey } = readSettings(env);

let tokens = 0;
const newToken = () => `tokenWithATicket${String(++tokens).padStart(16, "0")}`;

const ask = async (body: object): Promise<LookupAnswer> => {
  const response = await post("/v1/lookup", lookupBody(body));
  expect(response.status).toBe(200);
  return response.json<LookupAnswer>();
};

/** What two answers to one question have to share: all but ids, times and the ticket. */
const settled = ({
  quote,
  ticket: _ticket,
  requestId: _requestId,
  expiresInSeconds: _expires,
  ...rest
}: LookupAnswer) => {
  const { jti: _jti, iat: _iat, exp: _exp, ...claims } = decodeJwt(quote);
  return { ...rest, claims };
};

afterEach(() => vi.restoreAllMocks());

describe("a known place", () => {
  test("is answered without shard and gateway, at any amount, as without the ticket", async () => {
    const calls = standInForGateway();
    const token = newToken();
    const { ticket } = await ask({ token });
    const plain = await ask({ token, baseAmount: 4_200 });
    const asked = vi.spyOn(LookupShard.prototype, "find");
    const answer = await ask({ token, ticket, baseAmount: 4_200 });
    expect(settled(answer)).toEqual(settled(plain));
    expect(answer.surcharge.surchargeAmount).toBe(126);
    expect(asked).not.toHaveBeenCalled();
    expect(calls).toHaveLength(1);
  });

  test("is answered where every shard has forgotten it, and the quote still ends with the token's first sight", async () => {
    standInForGateway();
    const token = newToken();
    const firstSeenAt = Date.now() - 100_000;
    const facts = (await openTicket(hmacKey, { merchantId: "mch_demo", token }, (await ask({ token })).ticket ?? "", 0))
      ?.facts;
    const ticket = await sealTicket(
      hmacKey,
      { merchantId: "mch_demo", token },
      { firstSeenAt, facts: facts ?? new Map() },
    );
    const known = await ask({ token, ticket });
    expect(known.expiresInSeconds).toBeLessThanOrEqual(20);
    // Another place goes to the shard, which has seen the token a moment ago.
    const other = await ask({ token, ticket, state: "FL" });
    expect(other.expiresInSeconds).toBeLessThanOrEqual(20);
  });
});

describe("another place", () => {
  test("is looked up, and the new ticket knows both", async () => {
    const calls = standInForGateway();
    const token = newToken();
    const first = await ask({ token });
    const second = await ask({ token, ticket: first.ticket, state: "FL" });
    expect(calls).toHaveLength(2);
    const asked = vi.spyOn(LookupShard.prototype, "find");
    for (const state of ["IL", "FL"]) await ask({ token, ticket: second.ticket, state });
    const both = await ask({ token, ticket: second.ticket, shipTo: { country: "US", state: "FL" } });
    expect(both.outcome).toBe("surcharge");
    expect(asked).not.toHaveBeenCalled();
  });

  test("the sixth is refused although no shard remembers the first five", async () => {
    const calls = standInForGateway();
    const token = newToken();
    const facts = (await openTicket(hmacKey, { merchantId: "mch_demo", token }, (await ask({ token })).ticket ?? "", 0))
      ?.facts;
    const card = facts?.get("US-IL");
    if (card === undefined) throw new Error("no facts of Illinois");
    const five = new Map(["US-IL", "US-FL", "US-TX", "US-GA", "US-OR"].map((place) => [place, card]));
    const ticket = await sealTicket(
      hmacKey,
      { merchantId: "mch_demo", token },
      { firstSeenAt: Date.now() - 20_000, facts: five },
    );
    const response = await post("/v1/lookup", lookupBody({ token, ticket, state: "WA" }));
    const retryAfter = Number(response.headers.get("Retry-After"));
    expect(await problemOf(response)).toMatchObject({ status: 429, code: "too_many_places" });
    expect(retryAfter).toBeGreaterThan(90);
    expect(retryAfter).toBeLessThanOrEqual(100);
    expect(calls).toHaveLength(1);
  });
});

describe("a ticket of no use is ignored, and costs no more than a lookup", () => {
  const flipped = (ticket: string) => `${ticket.slice(0, 40)}${ticket[40] === "A" ? "B" : "A"}${ticket.slice(41)}`;

  test.each<[string, (ticket: string) => unknown]>([
    ["changed", flipped],
    ["oversized", (ticket) => ticket.padEnd(1_500, "A")],
    ["empty", () => ""],
    ["a text of any kind", () => "four score \u{1f3b7} and seven"],
    ["null", () => null],
  ])("%s", async (_, change) => {
    const calls = standInForGateway();
    const token = newToken();
    const before = await ask({ token });
    const answer = await ask({ token, ticket: change(before.ticket ?? "") });
    expect(settled(answer)).toEqual(settled(before));
    expect(calls).toHaveLength(1);
  });

  test("of another token", async () => {
    const calls = standInForGateway();
    const { ticket } = await ask({ token: newToken() });
    await ask({ token: newToken(), ticket });
    expect(calls).toHaveLength(2);
  });

  test("older than 120 s", async () => {
    const calls = standInForGateway();
    const token = newToken();
    const holder = { merchantId: "mch_demo", token };
    const opened = await openTicket(hmacKey, holder, (await ask({ token })).ticket ?? "", 0);
    const facts = new Map(
      [...(opened?.facts ?? [])].map(([place, card]) => [place, { ...card, funding: "debit" as const }]),
    );
    const ticket = await sealTicket(hmacKey, holder, { firstSeenAt: Date.now() - 120_001, facts });
    expect(await ask({ token, ticket })).toMatchObject({ outcome: "surcharge" });
    expect(calls).toHaveLength(1);
  });
});

test("a merchant that is off, and trouble, give no ticket", async () => {
  standInForGateway(() => new Response("", { status: 500 }));
  expect((await ask({ token: newToken() })).ticket).toBeNull();
});

test("a server learns issuer and BIN as ever, and gets a ticket for its page; a saved card has none", async () => {
  standInForGateway();
  const byServer = async (body: object) => {
    const response = await post("/v1/server/lookup", { country: "US", state: "IL", ...body }, SERVER);
    return response.json<{ answer: LookupAnswer; issuer: string | null }>();
  };
  const token = newToken();
  const { answer, issuer } = await byServer({ token });
  expect(issuer).toBe("A Bank");
  const asked = vi.spyOn(LookupShard.prototype, "find");
  await ask({ token, ticket: answer.ticket });
  expect(asked).not.toHaveBeenCalled();
  expect((await byServer({ bin: "401200" })).answer.ticket).toBeNull();
});

test("places that a server asks about do not use up the page's five", async () => {
  standInForGateway();
  const token = newToken();
  for (const state of ["IL", "FL", "TX", "GA", "OR", "WA", "OH"]) {
    const response = await post("/v1/server/lookup", { token, country: "US", state }, SERVER);
    expect(response.status).toBe(200);
  }
  for (const state of ["IL", "FL", "TX", "GA", "OR"]) await ask({ token, state });
  expect((await post("/v1/lookup", lookupBody({ token, state: "WA" }))).status).toBe(429);
});

test("no ticket is in a log line", async () => {
  standInForGateway();
  const lines: string[] = [];
  for (const level of ["log", "info", "warn", "error"] as const)
    vi.spyOn(console, level).mockImplementation((...words: unknown[]) => void lines.push(words.join(" ")));
  const token = newToken();
  const { ticket } = await ask({ token });
  await ask({ token, ticket });
  await post("/v1/lookup", lookupBody({ token, ticket, country: 7 }));
  expect(lines).toHaveLength(3);
  expect(lines.join("\n")).not.toContain(ticket?.slice(0, 12));
});
