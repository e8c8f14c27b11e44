/** What the gateway's answers mean, by the golden vectors. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readAmounts, readTransaction } from "../../../contract/server.ts";
import { runs } from "../../support/nightly/runs.ts";

const { replies }: { replies: { status: number; body: { data?: unknown } | null; transaction: { kind: string } }[] } =
  JSON.parse(readFileSync("test/vectors/charges.json", "utf8"));

test.each(replies)("$status $body", ({ status, body, transaction }) => {
  expect(readTransaction(status, body)).toEqual(transaction);
  const hasData = status === 200 && body?.data !== undefined;
  expect(readAmounts(status, body)).toEqual(
    hasData ? { kind: "amounts", amounts: body.data } : { kind: transaction.kind },
  );
});

test("only a decline that the gateway spells out counts as one", () => {
  fc.assert(
    fc.property(fc.integer({ min: 100, max: 599 }), fc.anything(), (status, body) => {
      expect(["no_answer", "not_taken"]).toContain(readTransaction(status, body).kind);
    }),
    { numRuns: runs(500) },
  );
});
