/** The first merchant as a person types it: what looks wrong is said at once. */
import { afterEach, expect, test, vi } from "vitest";
import { ownSurroundings } from "../../../../tools/cli/surroundings.ts";
import { readEnvironment } from "../../../../tools/deploy/environment.ts";
import type { Work } from "../../../../tools/deploy/step.ts";
import { firstMerchant, requireMerchant } from "../../../../tools/deploy/steps/first-merchant.ts";

afterEach(() => vi.unstubAllGlobals());

const WARNING = "rates.visa is 3 basis points, which is 0.03 %: rates are in basis points, and 300 of them are 3.00 %";

/** Somebody who types this rate and takes what is proposed for all else; the service answers as it does then. */
async function typing(rate: string): Promise<{ work: Work; sent: string[] }> {
  const sent: string[] = [];
  vi.stubGlobal("fetch", async (_address: string, { method, body = "" }: { method: string; body?: string }) => {
    if (method === "PUT") sent.push(body);
    return Response.json(method === "PUT" ? { warnings: [WARNING] } : { merchants: [] });
  });
  const surroundings = {
    ...ownSurroundings(),
    env: { CARD_SURCHARGE_ADMIN_KEY: "ak_made_up_for_this_test_alone" },
    ask: async (question: string) => (question.includes("basis points") ? rate : ""),
  };
  const environment = await readEnvironment("staging", surroundings.root);
  const wrangler = {} as Work["wrangler"];
  return { work: { environment, wishes: {}, surroundings, wrangler, found: { issuer: "https://pay.example" } }, sent };
}

test.each(["3%", "3.00", "300bps", "-3", "three"])("a rate of %s is refused, and nothing is sent", async (rate) => {
  const { work, sent } = await typing(rate);
  await expect(firstMerchant.carryOut(work)).rejects.toThrow("A rate is whole basis points, such as 300 for 3.00 %");
  expect(sent).toEqual([]);
});

test("where nobody can be asked, a first deploy without a merchant is refused before anything is done", () => {
  const surroundings = { ...ownSurroundings(), hasTerminal: false };
  expect(() => requireMerchant({}, surroundings)).toThrow(
    "give its settings with --merchant FILE, or say --no-merchant",
  );
  expect(() => requireMerchant({ merchant: false }, surroundings)).not.toThrow();
  expect(() => requireMerchant({}, { ...surroundings, hasTerminal: true })).not.toThrow();
});

test("what the service warns of is told", async () => {
  const { work, sent } = await typing("3");
  const told = await firstMerchant.carryOut(work);
  expect(told).toContain("added mch_shop");
  expect(told).toContain(`warning: ${WARNING}`);
  expect(JSON.parse(sent[0] ?? "")).toMatchObject({ rates: { visa: 3 } });
});
