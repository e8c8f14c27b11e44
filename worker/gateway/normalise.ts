/**
 * Turns the gateway's words into {@link CardFacts}. Pure: no clock, no I/O. Never invents a permission: what is not
 * understood becomes `other` or `unknown`, and what contradicts itself is marked, so that nothing is added.
 */
import type { CardFacts } from "../surcharge/facts.ts";
import { readColumns } from "./columns.ts";
import { toAlpha2 } from "./countries.ts";
import { methodOf } from "./methods.ts";
import type { RawCard } from "./schema.ts";

/** The facts in one answer of the gateway. `customerExempt` is false: the vault, not the lookup, tells it. */
export function normaliseCard(raw: RawCard): CardFacts {
  const { brands, funding, level, conflicting } = readColumns(raw);
  const method = methodOf(raw.methodType, brands.length > 0 && funding !== "unknown");
  return {
    method,
    brands,
    funding,
    level,
    country: toAlpha2(raw.country),
    surchargeable: raw.surchargeable,
    conflicting:
      raw.twofold ||
      conflicting ||
      // The networks forbid it, so one of the two facts is wrong; which one, nobody can tell.
      (raw.surchargeable === true && (funding === "debit" || funding === "prepaid" || method === "other")),
    bin: raw.bin,
    issuer: raw.issuer,
    customerExempt: false,
  };
}

/**
 * One finding out of the answers for several places, all about one card. The gateway's word counts only if every place
 * says yes. Where the answers disagree on what the card is, they are about two cards or one is wrong: conflicting.
 */
export function mergeFacts(first: CardFacts, second: CardFacts): CardFacts {
  const sameCard =
    first.method === second.method &&
    first.funding === second.funding &&
    first.level === second.level &&
    first.country === second.country &&
    first.bin === second.bin &&
    [...first.brands].toSorted().join() === [...second.brands].toSorted().join();
  return {
    ...first,
    surchargeable: bothSay(first.surchargeable, second.surchargeable),
    conflicting: first.conflicting || second.conflicting || !sameCard,
    customerExempt: first.customerExempt || second.customerExempt,
  };
}

function bothSay(first: boolean | null, second: boolean | null): boolean | null {
  if (first === false || second === false) return false;
  return first === null || second === null ? null : true;
}
