/** Which events the page hears of a transition, in their order. Pure. */
import type { EventName } from "../events.ts";
import type { State } from "./state.ts";
import type { Transition } from "./transitions.ts";

export function toldEvents(before: State, after: State, row: Transition): EventName[] {
  if (row.turn === "same") return row.event === "decided" ? ["surcharge-change"] : [];
  const isAsked = after.status === "pending" && before.status !== "pending";
  const wasShown = before.decision !== null || (before.status === "pending" && after.status !== "pending");
  const told: EventName[] = [];
  if (after.status === "expired") told.push("surcharge-expire");
  if (wasShown) told.push("surcharge-change");
  if (isAsked) told.push("surcharge-pending");
  return told;
}
