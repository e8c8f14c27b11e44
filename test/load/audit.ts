/** Reads the whole audit log, verifies its chain, and looks for what was acknowledged. */
import { anchorLine, entryLine, headLine, verifyChain } from "../../worker/ledger/audit/chain.ts";
import type { AuditEntry, Head } from "../../worker/ledger/audit/entry.ts";
import { get, operatorHeaders } from "./asks.ts";
import { jsonOf } from "./checks.ts";
import type { Client } from "./client.ts";

interface Page {
  readonly anchor: Head;
  readonly head: Head;
  readonly entries: readonly AuditEntry[];
}

export interface AuditFound {
  readonly entries: number;
  readonly head: Head | null;
  readonly complaints: readonly string[];
}

/** @param heads where the chain stood earlier @param requestIds of acknowledged changes */
export async function readAudit(
  client: Client,
  { heads, requestIds }: { readonly heads: readonly Head[]; readonly requestIds: readonly string[] },
): Promise<AuditFound> {
  const entries: AuditEntry[] = [];
  let anchor: Head | null = null;
  let head: Head | null = null;
  do {
    const path = `/v1/admin/audit/entries?after=${entries.at(-1)?.number ?? 0}`;
    const result = await client.send(get(path, operatorHeaders));
    const page = typeof result === "string" || result.status !== 200 ? undefined : jsonOf(result);
    if (page === undefined) return { entries: entries.length, head, complaints: ["the audit log could not be read"] };
    const { anchor: from, head: to, entries: more } = page as unknown as Page;
    anchor ??= from;
    head = to;
    entries.push(...more);
    if (more.length === 0) break;
  } while ((entries.at(-1)?.number ?? 0) < head.number);
  const verdict = await verifyChain([anchorLine(anchor), ...entries.map(entryLine), headLine(head)], heads);
  return {
    entries: entries.length,
    head,
    complaints: [...(verdict.holds ? [] : [verdict.problem]), ...missing(entries, requestIds)],
  };
}

/** Each acknowledged change has its two entries. */
export function missing(entries: readonly AuditEntry[], requestIds: readonly string[]): string[] {
  const asked = new Map(entries.map((entry) => (entry.step === "asked" ? [entry.requestId, entry.number] : ["", 0])));
  const ended = new Set(entries.map((entry) => (entry.step === "ended" && entry.code === null ? entry.asked : 0)));
  return requestIds
    .filter((id) => !ended.has(asked.get(id) ?? -1))
    .map((id) => `the acknowledged change of request ${id} is not in the audit log, or not to its end`);
}
