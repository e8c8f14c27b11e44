/**
 * Turns the gateway's words into {@link CardFacts}. Pure: no clock, no I/O. Never invents a permission: what is not
 * understood becomes `other` or `unknown`, and what contradicts itself is marked, so that nothing is added.
 */
import type { Funding } from "../../contract/lists.ts";
import type { CardFacts } from "../surcharge/facts.ts";
import { toAlpha2 } from "./countries.ts";
import { levelOf } from "./levels.ts";
import { methodOf } from "./methods.ts";
import type { RawCard } from "./schema.ts";
import { brandsOf, fundingHint, fundingOf, isPrivateLabel } from "./words.ts";

/** The facts in one answer of the gateway. `customerExempt` is false: the vault, not the lookup, tells it. */
export function normaliseCard(raw: RawCard): CardFacts {
  const named = brandsOf(raw.brand);
  const brands =
    isPrivateLabel(raw.type) && !named.brands.includes("other") ? [...named.brands, "other" as const] : named.brands;
  const stated = fundingOf(raw.type);
  const hints = [fundingHint(raw.brand), fundingHint(raw.level), named.debitOnly ? "debit" : null] as const;
  const funding = settleFunding(stated, hints);
  const method = methodOf(raw.methodType, brands.length > 0 && funding !== "unknown");
  return {
    method,
    brands,
    funding,
    level: levelOf(raw.level),
    country: toAlpha2(raw.country),
    surchargeable: raw.surchargeable,
    conflicting:
      raw.twofold ||
      ((stated === "credit" || stated === "charge") && hints.includes("debit")) ||
      // The networks forbid it, so one of the two facts is wrong; which one, nobody can tell.
      (raw.surchargeable === true && (funding === "debit" || funding === "prepaid" || method === "other")),
    bin: raw.bin,
    issuer: raw.issuer,
    customerExempt: false,
  };
}

/** Prepaid wins wherever it is said (the gateway files it as a level under type Debit), then the type, then a hint. */
function settleFunding(stated: Funding, hints: readonly ("prepaid" | "debit" | null)[]): Funding {
  if (hints.includes("prepaid")) return "prepaid";
  return stated === "unknown" && hints.includes("debit") ? "debit" : stated;
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
