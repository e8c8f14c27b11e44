/**
 * Episodes: from the moment at which a rule's subject is bad until it has been well for a while. What an episode tells is
 * told once: that it began, after each day that it goes on, and that it is over. Pure: time and ids come from outside.
 */
import type { AlertCondition } from "./conditions.ts";
import { type AlertRuleName, OTHERS } from "./rules.ts";

export interface Episode {
  readonly id: string;
  readonly rule: AlertRuleName;
  readonly subject: string;
  /** When it was first seen bad; like all times here in milliseconds since 1970. */
  readonly since: number;
  /** When it was last seen bad. */
  readonly badAt: number;
  /** Since when nothing but well was seen of it; null: it is not well, or that could not be seen. */
  readonly wellSince: number | null;
  /** When its beginning, or that it goes on, was last told. */
  readonly toldAt: number;
  /** As it was last seen bad. */
  readonly seen: number | null;
  readonly limit: number | null;
  readonly of: number | null;
}

/** Why an episode is over: well again, not seen bad for a day, or its rule was switched off. */
export type EndReason = "well" | "unseen" | "off";

export type EpisodeEvent =
  | { readonly kind: "firing" | "reminder"; readonly episode: Episode }
  | { readonly kind: "resolved"; readonly episode: Episode; readonly because: EndReason };

/** Seen well so long ago, with nothing else since, it is over when it is seen well again. As long as the facts look back. */
export const WELL_MS = 15 * 60_000;
export const REMIND_MS = 24 * 3_600_000;
/** Not seen bad for so long, it is over as well: what nobody asks for cannot be seen to be well. */
export const UNSEEN_MS = 24 * 3_600_000;
/** Subjects of a rule that are told one by one. The rest is one more: trouble of a gateway is not ten thousand messages. */
export const SEATS = 10;

interface Moment {
  readonly now: number;
  readonly isOn: (rule: AlertRuleName) => boolean;
  /** False where what the rule looks at could not be read: nobody can say then that its subjects are well. */
  readonly isReadable: (rule: AlertRuleName) => boolean;
  readonly newId: () => string;
}

const keyOf = ({ rule, subject }: Pick<Episode, "rule" | "subject">) => `${rule} ${subject}`;

/**
 * The open episodes after `conditions` were seen, and what is to be told.
 *
 * @param open at most one for a rule and subject
 */
export function advance(
  open: readonly Episode[],
  conditions: readonly AlertCondition[],
  moment: Moment,
): { readonly open: readonly Episode[]; readonly events: readonly EpisodeEvent[] } {
  const seen = new Map(seated(conditions, open).map((condition) => [keyOf(condition), condition] as const));
  const events: EpisodeEvent[] = [];
  const next: Episode[] = [];
  for (const before of open) {
    const condition = seen.get(keyOf(before));
    const episode = look(before, condition, moment);
    seen.delete(keyOf(before));
    const because = endOf(episode, condition, moment);
    if (because !== null) {
      events.push({ kind: "resolved", episode, because });
      continue;
    }
    const isDue = condition?.state === "bad" && moment.now - episode.toldAt >= REMIND_MS;
    const told = isDue ? { ...episode, toldAt: moment.now } : episode;
    if (isDue) events.push({ kind: "reminder", episode: told });
    next.push(told);
  }
  for (const { state, rule, subject, seen: figure, limit, of } of seen.values()) {
    if (state !== "bad") continue;
    const { now } = moment;
    const times = { since: now, badAt: now, wellSince: null, toldAt: now };
    const episode = { id: moment.newId(), rule, subject, ...times, seen: figure, limit, of };
    events.push({ kind: "firing", episode });
    next.push(episode);
  }
  return { open: next, events };
}

/** An episode after one more look. @param condition undefined: nothing was seen of it */
function look(episode: Episode, condition: AlertCondition | undefined, { now, isReadable }: Moment): Episode {
  if (condition === undefined) return isReadable(episode.rule) ? episode : { ...episode, wellSince: null };
  const { state, seen, limit, of } = condition;
  if (state === "bad") return { ...episode, badAt: now, wellSince: null, seen, limit, of };
  return { ...episode, wellSince: state === "well" ? (episode.wellSince ?? now) : null };
}

/** Well is only what this look saw to be well, and unseen only what it could have seen. */
function endOf(
  { rule, badAt, wellSince }: Episode,
  condition: AlertCondition | undefined,
  { now, isOn, isReadable }: Moment,
): EndReason | null {
  if (!isOn(rule)) return "off";
  if (condition?.state === "well" && wellSince !== null && now - wellSince >= WELL_MS) return "well";
  return isReadable(rule) && now - badAt >= UNSEEN_MS ? "unseen" : null;
}

/** The conditions as they are told: what is bad of a rule beyond its seats is one condition, with their number as its figure. */
function seated(conditions: readonly AlertCondition[], open: readonly Episode[]): AlertCondition[] {
  return [...new Set(conditions.map(({ rule }) => rule))].flatMap((rule) => {
    const all = conditions.filter((condition) => condition.rule === rule);
    const told = new Set(open.filter((episode) => episode.rule === rule).map(({ subject }) => subject));
    const hasOthers = told.delete(OTHERS);
    const worstFirst = all
      .filter(({ subject, state }) => state === "bad" && !told.has(subject))
      .toSorted((a, b) => (b.seen ?? 0) - (a.seen ?? 0) || (a.subject < b.subject ? -1 : 1));
    const free = Math.max(0, SEATS - told.size);
    const rest = worstFirst.slice(free).length;
    // Of those beyond the seats only what was seen can be called well.
    const untold = all.filter(({ subject, state }) => state !== "bad" && !told.has(subject));
    const state = rest > 0 ? "bad" : untold.some(({ state }) => state === "near") ? "near" : "well";
    const others: AlertCondition = { rule, subject: OTHERS, state, seen: rest, limit: null, of: null };
    const kept = all.filter(({ subject }) => told.has(subject));
    return [...kept, ...worstFirst.slice(0, free), ...(rest > 0 || (hasOthers && untold.length > 0) ? [others] : [])];
  });
}
