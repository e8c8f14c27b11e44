/** The bodies of the gateway's two calls, by the golden vectors. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  type AmountsOptions,
  amountsRequest,
  type PlannedCharge,
  transactionRequest,
} from "../../../contract/server.ts";

interface GatewayCase {
  readonly name: string;
  readonly plan: PlannedCharge;
  readonly options: AmountsOptions;
  readonly amountsRequest: unknown;
  readonly amounts: unknown;
  readonly transactionRequest: unknown;
}
const { gateway }: { gateway: [GatewayCase, ...GatewayCase[]] } = JSON.parse(
  readFileSync("test/vectors/charges.json", "utf8"),
);

test.each(gateway)("$name", ({ plan, options, amounts, ...expected }) => {
  expect(amountsRequest(plan, options)).toEqual(expected.amountsRequest);
  expect(transactionRequest(plan, { ...options, amounts })).toEqual(
    expected.transactionRequest === null
      ? { kind: "refuse", problem: "total_differs" }
      : { kind: "request", body: expected.transactionRequest },
  );
});

describe("sales tax named beside the base amount", () => {
  const [{ plan, options }] = gateway;

  test.each([-1, 0.5, Number.NaN, 12_501])("is refused as %s", (salesTaxAmount) => {
    expect(() => amountsRequest(plan, { ...options, salesTaxAmount })).toThrow(/salesTaxAmount must be/);
    expect(() => transactionRequest(plan, { ...options, salesTaxAmount, amounts: {} })).toThrow(RangeError);
  });
});
