/**
 * What crosses to a shard and back: one question and one finding, as JSON texts, which cost a third less than objects
 * do. Both ends are this Worker's own, so a text is taken at its word.
 */
import type { CardQuestion, TracedFinding } from "./finding.ts";

export interface ShardQuestion extends CardQuestion {
  /** What the memo knows a token by: an HMAC of it. Null for subjects that are not remembered. */
  readonly tokenKey: string | null;
  /** How long the caller still waits. A duration, because two machines' clocks differ. */
  readonly timeMs: number;
}

export const encodeQuestion = (question: ShardQuestion): string => JSON.stringify(question);

export const decodeQuestion = (text: string): ShardQuestion => JSON.parse(text);

export const encodeFinding = (finding: TracedFinding): string => JSON.stringify(finding);

export const decodeFinding = (text: string): TracedFinding => JSON.parse(text);
