/** What the doctor saw, as lines for a person. */
import type { Answer, ProbeResult } from "./probe.ts";

/** Whether the key works from everywhere: from here and from where the Worker runs. */
export type KeyReach = "anywhere" | "here_only" | "worker_only" | "nowhere" | "not_tried";

const REACH: Record<KeyReach, string> = {
  anywhere: "works from here and from the Worker: not bound to an address",
  here_only: "works from here, not from the Worker: bound to an address, or the Worker has another key",
  worker_only: "works from the Worker, not from here: bound to the Worker's address, or another key was given here",
  nowhere: "works neither from here nor from the Worker: wrong, deleted, of the other world, or bound to an address",
  not_tried: "works from here; whether it is bound to an address is unknown: no Worker to try it from",
};

const REUSE = {
  verified: "verified: a token can be charged after a lookup",
  no: "no: a lookup uses the token up, so that it cannot be charged afterwards",
  unknown: "unknown: the charges prove nothing either way",
};

export function report(result: ProbeResult, reach: KeyReach): string {
  const rows: [string, string][] = [
    ["secret key", keyLine(result.key, reach)],
    ["answers", result.envelope ?? "none"],
    ["first lookup", told(result.firstLookup)],
    ["second lookup", told(result.secondLookup)],
    ["charge after lookups", told(result.charge)],
    ["charge without lookup", told(result.plainCharge)],
    ["lookup after the charge", told(result.lookupAfterCharge)],
    ["expired token", told(result.expiredToken)],
    ["unknown token", told(result.unknownToken)],
    ["a lookup uses a token up", usesUp(result)],
    ["token reuse", REUSE[result.tokenReuse]],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, text]) => `${name.padEnd(width)}  ${text}`).join("\n");
}

function keyLine(key: Answer, reach: KeyReach): string {
  if (key.isForeign) return `unknown: something in front of the gateway answered in its place (HTTP ${key.status})`;
  return key.isGood || reach !== "not_tried" ? REACH[reach] : `refused (${told(key)})`;
}

function usesUp({ firstLookup, secondLookup, tokenReuse }: ProbeResult): string {
  if (tokenReuse === "no") return "yes";
  if (firstLookup?.isGood !== true || secondLookup === null) return "unknown";
  return secondLookup.isGood ? "no" : "for another lookup, yes";
}

function told(answer: Answer | null): string {
  if (answer === null) return "not tried";
  if (answer.status === 0) return answer.said;
  return [answer.isGood ? "good" : "refused", `HTTP ${answer.status}`, answer.said].filter(Boolean).join(", ");
}
