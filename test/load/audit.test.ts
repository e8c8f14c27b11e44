/** An acknowledged change that the audit log lacks, or whose end it lacks, is named. */
import { expect, test } from "vitest";
import type { AuditEntry } from "../../worker/ledger/audit/entry.ts";
import { missing } from "./audit.ts";

const asked = (number: number, requestId: string) => ({ step: "asked", number, requestId }) as AuditEntry;
const ended = (number: number, of: number, code: string | null = null) =>
  ({ step: "ended", number, asked: of, code }) as AuditEntry;

test("both entries have to be there, and the end must not be a refusal", () => {
  const entries = [asked(1, "a"), asked(2, "b"), ended(3, 1), asked(4, "c"), ended(5, 4, "conflict")];
  expect(missing(entries, ["a"])).toEqual([]);
  expect(missing(entries, ["b"])).toHaveLength(1);
  expect(missing(entries, ["c"])).toHaveLength(1);
  expect(missing(entries, ["a", "d"])).toEqual([expect.stringContaining("request d")]);
  expect(missing([], ["a"])).toHaveLength(1);
});
