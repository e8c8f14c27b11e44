import fc from "fast-check";
import { base64url } from "jose";
import { describe, expect, test, vi } from "vitest";
import { MAX_TICKET_LENGTH, openTicket, sealTicket, type TicketContent } from "../../../worker/lookup/ticket.ts";
import type { CardFacts } from "../../../worker/surcharge/facts.ts";
import { cardFacts } from "../../support/merchant/demo-programme.ts";

const KEY = btoa("a key of exactly thirty-two byte");
const OTHER_KEY = btoa("another key of thirty-two bytes.");
const HOLDER = { merchantId: "mch_demo", token: "Z2a87b7wk9PHzwl2RZLvslq1UzjzjHl1" };
const SEEN = 1_796_000_000_000;

const CARD = cardFacts({ bin: "40120000", issuer: "A bank whose name is for servers alone" });

const content = (...places: string[]): TicketContent => ({
  firstSeenAt: SEEN,
  facts: new Map(places.map((place) => [place, CARD])),
});

async function sealed(told = content("US-IL")): Promise<string> {
  const ticket = await sealTicket(KEY, HOLDER, told);
  if (ticket === null) throw new Error("was too long");
  return ticket;
}

const open = (ticket: string, now = SEEN) => openTicket(KEY, HOLDER, ticket, now);

test("a ticket opens to what was sealed, but for the issuer's name", async () => {
  const opened = await open(await sealed(content("US-IL", "CA-ON")));
  expect(opened?.firstSeenAt).toBe(SEEN);
  expect([...(opened?.facts ?? [])]).toEqual([
    ["US-IL", { ...CARD, issuer: null }],
    ["CA-ON", { ...CARD, issuer: null }],
  ]);
});

test("a ticket is good until 120 s after the token's first sight", async () => {
  const ticket = await sealed();
  expect(await open(ticket, SEEN + 119_999)).not.toBeNull();
  expect(await open(ticket, SEEN + 120_000)).toBeNull();
});

test("two tickets of one content have nothing in common, and neither shows anything of it", async () => {
  const [one, two] = [await sealed(), await sealed()];
  expect(one.slice(0, 16)).not.toBe(two.slice(0, 16));
  const plain = new TextDecoder("latin1").decode(base64url.decode(one));
  for (const word of ["visa", "credit", "40120000", "US-IL", "mch_demo", HOLDER.token])
    expect(plain).not.toContain(word);
});

test("five places whose facts all differ fit, in the alphabet of URLs", async () => {
  const facts = {
    ...CARD,
    brands: ["mastercard", "unionpay"] as const,
    method: "unknown" as const,
    funding: "prepaid" as const,
  };
  const places = ["US-IL", "US-CA", "CA-QC", "GB", "AU"].map((place): [string, CardFacts] => [place, facts]);
  const ticket = await sealed({ firstSeenAt: SEEN, facts: new Map(places) });
  expect(ticket).toMatch(/^[\w-]+$/);
  expect(ticket.length).toBeLessThanOrEqual(MAX_TICKET_LENGTH);
});

test("a ticket may be as long as the contract allows, and is then good as well", async () => {
  const tickets = await Promise.all(
    Array.from({ length: 32 }, (_, more) => sealTicket(KEY, HOLDER, content("X".repeat(630 + more)))),
  );
  const longest = tickets.findLast((ticket) => ticket !== null) ?? "";
  expect(longest).toHaveLength(MAX_TICKET_LENGTH);
  expect(await open(longest)).not.toBeNull();
  expect(tickets).toContain(null);
});

test("the key of tickets is derived once, not for each", async () => {
  const derive = vi.spyOn(crypto.subtle, "deriveKey");
  const key = btoa("one more key of thirty-two bytes");
  for (let ticket = 0; ticket < 3; ticket += 1) await sealTicket(key, HOLDER, content("US-IL"));
  expect(derive).toHaveBeenCalledOnce();
});

test("what would be longer than the contract allows is no ticket", async () => {
  const places = Array.from({ length: 5 }, (_, place) => `XX-${"state".repeat(40)}${place}`);
  expect(await sealTicket(KEY, HOLDER, content(...places))).toBeNull();
});

describe("a ticket that is not good here opens to nothing, and never throws", () => {
  test.each([
    ["of another merchant", KEY, { ...HOLDER, merchantId: "mch_other" }],
    ["of another token", KEY, { ...HOLDER, token: "Z2a87b7wk9PHzwl2RZLvslq1UzjzjHl2" }],
    ["sealed before the key was changed", OTHER_KEY, HOLDER],
    ["whose holder is written alike at a glance", KEY, { merchantId: "mch", token: `_demo ${HOLDER.token}` }],
  ])("%s", async (_, key, holder) => {
    expect(await openTicket(key, holder, await sealed(), SEEN)).toBeNull();
  });

  test("with any bit changed", async () => {
    const bytes = base64url.decode(await sealed());
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = bytes.slice();
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(await open(base64url.encode(changed))).toBeNull();
    }
  });

  test("cut short anywhere, or with something behind it", async () => {
    const ticket = await sealed();
    for (let length = 0; length < ticket.length - 1; length++) expect(await open(ticket.slice(0, length))).toBeNull();
    expect(await open(`${ticket}AAAA`)).toBeNull();
  });

  /** Seals as the service does, under a key of this alone: what is sealed with the right key and still is not good. */
  async function sealedByHand(version: string, told: string): Promise<TicketContent | null> {
    const encoder = new TextEncoder();
    const own = btoa("this key is of thirty-two bytes.");
    const bytes = Uint8Array.from(atob(own), (letter) => letter.charCodeAt(0));
    const material = await crypto.subtle.importKey("raw", bytes, "HKDF", false, ["deriveKey"]);
    const how = {
      name: "HKDF",
      hash: "SHA-256",
      salt: new Uint8Array(),
      info: encoder.encode("card-surcharge ticket"),
    };
    const key = await crypto.subtle.deriveKey(how, material, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
    const iv = new Uint8Array(12);
    const additionalData = encoder.encode(`card-surcharge ticket ${version} ${HOLDER.merchantId} ${HOLDER.token}`);
    const text = encoder.encode(told);
    const box = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, key, text));
    return openTicket(own, HOLDER, base64url.encode(Uint8Array.from([...iv, ...box])), SEEN);
  }

  test("of a future version, sealed with our own key", async () => {
    const told = JSON.stringify([SEEN, []]);
    expect(await sealedByHand("1", told)).not.toBeNull();
    expect(await sealedByHand("2", told)).toBeNull();
  });

  test("longer than the contract allows, sealed with our own key", async () => {
    const padded = (length: number) => JSON.stringify([SEEN, []]).padEnd(length, " ");
    expect(await sealedByHand("1", padded(740))).not.toBeNull();
    expect(await sealedByHand("1", padded(741))).toBeNull();
  });

  test("whatever text it is", async () => {
    const Texts = fc.oneof(
      fc.string({ maxLength: 2_000 }),
      fc.base64String({ maxLength: 2_000 }),
      fc.string({ unit: "binary" }),
    );
    await fc.assert(
      fc.asyncProperty(Texts, async (text) => {
        expect(await open(text)).toBeNull();
      }),
    );
  });
});
