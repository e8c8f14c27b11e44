/**
 * Tickets: bytes as a ticket that nobody sealed, and as choices of facts that are sealed. One opens to what was sealed, for its
 * holder and in its time alone, and not with one bit changed.
 */
import { base64url } from "jose";
import { BRANDS, FUNDINGS, LEVELS } from "../../../contract/lists.ts";
import { MEMO_MS } from "../../../worker/lookup/limits.ts";
import { openTicket, sealTicket, type TicketHolder } from "../../../worker/lookup/ticket.ts";
import type { CardFacts } from "../../../worker/surcharge/facts.ts";
import { Choices } from "../choices.ts";
import { hold, holdPrototypes, isSame } from "../invariants.ts";

const KEY = btoa("a key of exactly thirty-two byte");
const HOLDER: TicketHolder = { merchantId: "mch_demo", token: "Z2a87b7wk9PHzwl2RZLvslq1UzjzjHl1" };
const PLACES = ["US-IL", "US-CO", "CA-QC", "GB", "AU"];

function factsOf(choices: Choices): CardFacts {
  return {
    method: choices.of(["card", "other", "unknown"]),
    brands: Array.from({ length: choices.byte() % 3 }, () => choices.of(BRANDS)),
    funding: choices.of(FUNDINGS),
    level: choices.of(LEVELS),
    country: choices.of([null, "US", "PL"]),
    surchargeable: choices.of([true, false, null]),
    conflicting: choices.of([false, true]),
    bin: choices.of([null, String(choices.whole()).padStart(8, "4").slice(0, 8)]),
    issuer: choices.of([null, "A bank"]),
    customerExempt: choices.of([false, true]),
  };
}

export async function fuzz(bytes: Uint8Array): Promise<void> {
  const text = Buffer.from(bytes).toString("latin1");
  hold((await openTicket(KEY, HOLDER, text, 0)) === null, "opened what nobody sealed");

  const choices = new Choices(bytes);
  const firstSeenAt = choices.whole() * 1_000;
  const facts = new Map(PLACES.slice(0, choices.byte() % 6).map((place) => [place, factsOf(choices)]));
  const ticket = await sealTicket(KEY, HOLDER, { firstSeenAt, facts });
  hold(ticket !== null && ticket.length <= 1_024 && /^[\w-]+$/.test(ticket), "five places do not fit");

  const opened = await openTicket(KEY, HOLDER, ticket, firstSeenAt + (choices.whole() % MEMO_MS));
  const known = [...facts].map(([place, one]) => [place, { ...one, issuer: null }]);
  hold(opened?.firstSeenAt === firstSeenAt && isSame([...opened.facts], known), "opened to something else");

  hold((await openTicket(KEY, HOLDER, ticket, firstSeenAt + MEMO_MS + choices.whole())) === null, "opened too late");
  const other = { ...HOLDER, [choices.of(["merchantId", "token"])]: `other${choices.byte()}` };
  hold((await openTicket(KEY, other, ticket, firstSeenAt)) === null, "opened for another");
  const sealed = Buffer.from(base64url.decode(ticket));
  const place = choices.whole() % sealed.length;
  sealed[place] = (sealed[place] ?? 0) ^ (1 << (choices.byte() % 8));
  hold((await openTicket(KEY, HOLDER, base64url.encode(sealed), firstSeenAt)) === null, "opened with a bit changed");
  holdPrototypes();
}
