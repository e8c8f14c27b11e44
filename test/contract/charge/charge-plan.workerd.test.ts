import { expect, test } from "vitest";
import { type ChargeInput, chargePlan } from "../../../contract/server.ts";
import golden from "../../vectors/charges.json";

interface Case {
  name: string;
  given: { facts: { now: number } };
  lookup: { status?: number; body?: unknown; text?: string; fails?: boolean } | null;
  plan: unknown;
}
const { jwks, plans } = golden as unknown as { jwks: unknown; plans: Case[] };

test("every golden plan is the same inside workerd", async () => {
  for (const { name, given, lookup, plan } of plans) {
    const answer = () =>
      lookup === null || lookup.fails === true
        ? Promise.reject(new TypeError("Network connection lost."))
        : Promise.resolve(new Response(lookup.text ?? JSON.stringify(lookup.body), { status: lookup.status ?? 200 }));
    const facts = { jwks, ...given.facts, now: given.facts.now * 1000 };
    expect.soft(await chargePlan({ ...given, facts, fetch: answer } as unknown as ChargeInput), name).toEqual(plan);
  }
});
