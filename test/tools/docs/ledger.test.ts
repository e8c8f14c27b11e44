import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ledgerPage, PAGE } from "../../../tools/docs/ledger.ts";

test("the page of the ledger is current (run `npm run ledger` after a change of a schema or of what is counted)", () => {
  expect(readFileSync(PAGE, "utf8")).toBe(ledgerPage());
});
