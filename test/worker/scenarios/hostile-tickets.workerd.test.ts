/** Tickets as a stranger would change them: whatever is made of real ones, none opens, and nothing is thrown. */
import fc from "fast-check";
import { base64url } from "jose";
import { expect, test } from "vitest";
import { openTicket, sealTicket, type TicketHolder } from "../../../worker/lookup/ticket.ts";
import { cardFacts } from "../../support/merchant/demo-programme.ts";
import { runs } from "../../support/nightly/runs.ts";
import { anyMutation } from "../../support/service/mutations.ts";

const KEY = btoa("a key of exactly thirty-two byte");
const OTHER_KEY = btoa("another key of thirty-two bytes.");
const SEEN = 1_796_000_000_000;
const DAY_MS = 86_400_000;

const HOLDERS: readonly TicketHolder[] = [
  { merchantId: "mch_demo", token: "Z2a87b7wk9PHzwl2RZLvslq1UzjzjHl1" },
  { merchantId: "mch_demo", token: "Z2a87b7wk9PHzwl2RZLvslq1UzjzjHl2" },
  { merchantId: "mch_other", token: "Z2a87b7wk9PHzwl2RZLvslq1UzjzjHl1" },
];
const PLACES = [["US-IL"], ["US-IL", "CA-ON"], ["US-IL", "US-CA", "CA-QC", "GB", "AU"]];

interface Sealed {
  readonly ticket: string;
  readonly holder: TicketHolder;
  readonly key: string;
}

async function seal(holder: TicketHolder, places: readonly string[], key: string): Promise<Sealed> {
  const facts = new Map(places.map((place) => [place, cardFacts({ bin: "40120000" })]));
  const ticket = await sealTicket(key, holder, { firstSeenAt: SEEN, facts });
  if (ticket === null) throw new Error("was too long");
  return { ticket, holder, key };
}

const tickets = await Promise.all(
  HOLDERS.flatMap((holder) => PLACES.flatMap((places) => [KEY, OTHER_KEY].map((key) => seal(holder, places, key)))),
);
const anyTicket = fc.constantFrom(...tickets);

/** As the Worker would try it for each holder. */
const opensFor = async (ticket: string, now = SEEN) =>
  (await Promise.all(HOLDERS.map((holder) => openTicket(KEY, holder, ticket, now)))).filter((each) => each !== null);

test("each is real: with its key it opens for its holder alone", async () => {
  for (const { ticket, holder, key } of tickets)
    for (const asking of HOLDERS) {
      const isGood = key === KEY && asking === holder;
      expect((await openTicket(KEY, asking, ticket, SEEN)) !== null).toBe(isGood);
    }
});

test("none opens once its bytes were changed", async () => {
  await fc.assert(
    fc.asyncProperty(anyTicket, anyTicket, anyMutation, async (one, other, mutate) => {
      const [bytes, more] = [base64url.decode(one.ticket), base64url.decode(other.ticket)];
      const changed = base64url.encode(mutate(bytes, more));
      fc.pre(changed !== one.ticket && changed !== other.ticket);
      expect(await opensFor(changed)).toEqual([]);
    }),
    { numRuns: runs(200) },
  );
});

test("none opens for another holder, with another key or at another time", async () => {
  const anyTime = fc.integer({ min: 120_000, max: 400 * DAY_MS });
  await fc.assert(
    fc.asyncProperty(anyTicket, anyTime, async ({ ticket, holder, key }, later) => {
      for (const asking of HOLDERS) {
        if (asking !== holder) expect(await openTicket(key, asking, ticket, SEEN)).toBeNull();
        expect(await openTicket(key, asking, ticket, SEEN + later)).toBeNull();
      }
      expect(await openTicket(key === KEY ? OTHER_KEY : KEY, holder, ticket, SEEN)).toBeNull();
    }),
    { numRuns: runs(100) },
  );
});

test("none opens whose text was changed, unless it still says the same bytes", async () => {
  const anyText = fc.oneof(fc.string({ unit: "binary", maxLength: 8 }), fc.constantFrom("=", "\n", ".", "+", "/", "A"));
  await fc.assert(
    fc.asyncProperty(anyTicket, anyText, fc.nat(), fc.nat({ max: 3 }), async ({ ticket }, text, place, gone) => {
      const at = place % ticket.length;
      const changed = ticket.slice(0, at) + text + ticket.slice(at + gone);
      const isSame = (() => {
        try {
          return base64url.encode(base64url.decode(changed)) === ticket;
        } catch {
          return false;
        }
      })();
      fc.pre(!isSame);
      expect(await opensFor(changed)).toEqual([]);
    }),
    { numRuns: runs(200) },
  );
});
