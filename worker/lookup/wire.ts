/**
 * What crosses to a shard and back: one question and one finding, as JSON texts, which cost a third less than objects
 * do. Both ends are this Worker's own, so a text is taken at its word; but for minutes after a deploy, and for as long as a
 * gradual one takes, one of them is another version.
 */
import { areKnownFacts, TROUBLES } from "../surcharge/facts.ts";
import { type CardQuestion, NO_TRACE, type TracedFinding } from "./finding.ts";

export interface ShardQuestion extends CardQuestion {
  /** What the memo knows a token by: an HMAC of it. Null for subjects that are not remembered. */
  readonly tokenKey: string | null;
  /** Whether its places count towards the limit of places of a token: a page's do, a merchant's server's don't. */
  readonly countsPlaces: boolean;
  /** When it was asked, by the caller's clock, ms since 1970. Two machines' clocks differ, by less than a second. */
  readonly askedAt: number;
  /** How long the caller still waits. */
  readonly timeMs: number;
}

export const encodeQuestion = (question: ShardQuestion): string => JSON.stringify(question);

export const decodeQuestion = (text: string): ShardQuestion => JSON.parse(text);

export const encodeFinding = (finding: TracedFinding): string => JSON.stringify(finding);

/** What a newer shard found and this version has no word for is trouble, so that nothing is added. */
export function decodeFinding(text: string): TracedFinding {
  const finding = JSON.parse(text) as TracedFinding;
  if (isKnown(finding)) return finding;
  return { kind: "trouble", reason: "service_limited", firstSeenAt: null, trace: NO_TRACE };
}

function isKnown(finding: TracedFinding): boolean {
  switch (finding.kind) {
    case "facts":
      return finding.byPlace.every(areKnownFacts);
    case "trouble":
      return TROUBLES.includes(finding.reason);
    case "token_rejected":
    case "too_many_places":
      return true;
    default:
      return false;
  }
}
