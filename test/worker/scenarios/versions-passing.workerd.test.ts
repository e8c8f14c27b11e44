/** What passes between two versions during a deploy: the lines of docs/upgrade-deployment.md about tickets, objects and quotes. */

import { DurableObject, env } from "cloudflare:workers";
import { decodeJwt } from "jose";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { LookupAnswer } from "../../../contract/lookup.ts";
import type { QuoteClaims } from "../../../contract/quote.ts";
import { verifyQuote } from "../../../contract/verify.ts";
import * as exported from "../../../worker/index.ts";
import { LookupShard } from "../../../worker/lookup/shard.ts";
import { openTicket, sealTicket } from "../../../worker/lookup/ticket.ts";
import { decodeFinding, encodeFinding } from "../../../worker/lookup/wire.ts";
import { importKeys } from "../../../worker/quote/keys.ts";
import { signQuote } from "../../../worker/quote/sign.ts";
import { readSettings } from "../../../worker/settings/settings.ts";
import type { CardFacts } from "../../../worker/surcharge/facts.ts";
import { cardFacts } from "../../support/merchant/demo-programme.ts";
import { call, lookupBody, post } from "../../support/workerd/api.ts";
import { standInForGateway } from "../../support/workerd/gateway.ts";

const CARD = cardFacts({ bin: "40120000", issuer: null });
/** In words that a later version may have. */
const NEWER = [
  ["brand", { ...CARD, brands: ["newbrand"] }],
  ["funding", { ...CARD, funding: "deferred_debit" }],
  ["level", { ...CARD, level: "fleet" }],
  ["method", { ...CARD, method: "coin" }],
  ["flag", { ...CARD, surchargeable: "perhaps" }],
] as const;

const facts = (card: object, more: object = {}) => ({
  kind: "facts",
  byPlace: [card],
  firstSeenAt: Date.now(),
  paymentMethodId: null,
  trace: { correlationId: null, gatewayMs: null, alarm: null },
  ...more,
});

async function ask(changes: object = {}): Promise<LookupAnswer> {
  const response = await post("/v1/lookup", lookupBody(changes));
  expect(response.status).toBe(200);
  return response.json<LookupAnswer>();
}

let tokens = 0;
const newToken = () => `tokenOfTwoVersions${String(++tokens).padStart(14, "0")}`;

afterEach(() => void vi.restoreAllMocks());

describe("a ticket", () => {
  const KEY = btoa("a key of exactly thirty-two byte");
  const HOLDER = { merchantId: "mch_demo", token: "Z2a87b7wk9PHzwl2RZLvslq1UzjzjHl1" };
  const SEEN = 1_796_000_000_000;

  // Raise VERSION in ticket.ts with any change of what a ticket holds, and put a ticket of the new form here.
  test("sealed by the first version opens", async () => {
    const first =
      "3DdhF7EGi8w42kNiqVlqrAYDvDlauBs_NcD6EJEUMmnslZJ4-SVIlyZC7U2nf5BpE0AoFvB03HlKWlNlmkW-E_RFXbd9ceq0RW8T7vERE8Is-42E9SFQG3PB8yI8w6vyutGOGzqD5MVITqFqR0-1vXG6N0xhFkpzMKvQvHdZ";
    expect(await openTicket(KEY, HOLDER, first, SEEN)).toEqual({
      firstSeenAt: SEEN,
      facts: new Map([["US-IL", CARD]]),
    });
  });

  test.each(NEWER)("with a %s that is new is ignored: the card is looked up", async (_, card) => {
    const calls = standInForGateway();
    const token = newToken();
    const { hmacKey } = readSettings(env);
    const sealed = { firstSeenAt: Date.now(), facts: new Map([["US-IL", card as unknown as CardFacts]]) };
    const ticket = await sealTicket(hmacKey, { merchantId: "mch_demo", token }, sealed);
    expect(await ask({ token, ticket })).toMatchObject({ outcome: "surcharge", card: { funding: "credit" } });
    expect(calls).toHaveLength(1);
  });
});

describe("a newer shard", () => {
  const tells = (finding: object) => vi.spyOn(LookupShard.prototype, "find").mockResolvedValue(JSON.stringify(finding));

  const findings = NEWER.map(([what, card]): [string, object] => [what, facts(card)]);

  test.each([...findings, ["finding", facts(CARD, { kind: "pending" })] as [string, object]])(
    "that tells of a %s that is new adds nothing",
    async (_, finding) => {
      tells(finding);
      const answer = await ask({ token: newToken() });
      expect(answer).toMatchObject({ outcome: "unknown", reason: "service_limited", card: null });
      expect(answer.surcharge).toMatchObject({ rateBps: 0, surchargeAmount: 0 });
    },
  );

  test("that tells more of what is known is understood", async () => {
    tells(facts({ ...CARD, wallet: "apple" }, { cachedFor: 3 }));
    expect(await ask({ token: newToken() })).toMatchObject({ outcome: "surcharge" });
  });
});

test("an older shard, which tells no signals, is understood", async () => {
  vi.spyOn(LookupShard.prototype, "find").mockResolvedValue(JSON.stringify(facts(CARD)));
  expect(await ask({ token: newToken() })).toMatchObject({ outcome: "surcharge" });
});

test("an older Worker's question, without a trace, is answered by a shard", async () => {
  const calls = standInForGateway();
  const question = {
    origin: "https://sandbox.koipay.example",
    secretKey: "api_key",
    subject: { kind: "token", token: newToken() },
    places: [{ country: "US", state: "IL" }],
    tokenKey: "mark",
    countsPlaces: true,
    askedAt: Date.now(),
    timeMs: 2_000,
  };
  const shard = env.LOOKUP_SHARDS.get(env.LOOKUP_SHARDS.idFromName("mch_demo:of-two-versions"));
  expect(decodeFinding(await shard.find(JSON.stringify(question)))).toMatchObject({ kind: "facts" });
  expect(calls).toHaveLength(1);
});

test("what a shard finds is understood by a Worker of its own version", () => {
  const finding = facts(CARD) as unknown as Parameters<typeof encodeFinding>[0];
  expect(decodeFinding(encodeFinding(finding))).toEqual(finding);
});

// Objects take new code up to five minutes after Workers do, or before them. A method that is gone, or takes other things
// under its old name, fails for as long; add another one instead, and keep this one for a version.
test("each object answers the calls of the version before", () => {
  const methodsOf = (object: object) =>
    Object.getOwnPropertyNames(object)
      .filter((name) => name !== "constructor")
      .toSorted();
  const objects = Object.entries(exported).flatMap(([name, one]) =>
    typeof one === "function" && one.prototype instanceof DurableObject
      ? [[name, methodsOf(one.prototype)] as const]
      : [],
  );
  expect(Object.fromEntries(objects)).toEqual({
    AlertDesk: ["alarm", "change", "noteWaiting", "pulse", "sendTest", "sumUp", "tellDue", "view", "watch"],
    AuditLog: ["ask", "changes", "end", "endTurn", "entries", "takeTurn"],
    LookupShard: ["find", "view"],
    MerchantOutcomes: ["alarm", "read", "record"],
    MerchantStats: ["alarm", "byMerchant", "read", "take"],
    RulesShadow: ["add", "keep", "read"],
  });
});

test("a quote of a newer version verifies, with claims, a reason and a brand that are new", async () => {
  standInForGateway();
  const token = newToken();
  const { quote } = await ask({ token });
  const claims = decodeJwt(quote);
  const newer = { ...claims, outcome: "none", reason: "new_reason", brand: "newbrand", wallet: "apple" };
  const zero = { rateBps: 0, surchargeAmount: 0, totalAmount: 12_500, disclosure: null };
  const jwks = await (await call("/.well-known/jwks.json")).json<{ keys: [] }>();
  const signed = await signQuote({
    claims: { ...newer, ...zero } as unknown as QuoteClaims,
    keys: await importKeys(readSettings(env)),
  });
  const checked = await verifyQuote(signed, {
    jwks,
    iss: claims.iss,
    merchant: "mch_demo",
    env: "test",
    subject: { token },
    baseAmount: 12_500,
    currency: "USD",
    country: "US",
    state: "IL",
  });
  expect(checked).toMatchObject({ valid: true, claims: { reason: "new_reason", brand: "newbrand" } });
});
