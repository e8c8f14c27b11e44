import { expect, test } from "vitest";
import { developmentMerchants, sampleMerchants } from "../../../worker/merchants/development.ts";
import { isDevelopmentServerKey } from "../../../worker/settings/development-marks.ts";
import { demoProgramme } from "../../support/merchant/demo-programme.ts";

/** A programme without who recorded what, and when. */
const recorded = ({ costs, attestations }: Pick<typeof demoProgramme, "costs" | "attestations">) => ({
  costs: Object.entries(costs).map(([brand, cost]) => [brand, cost?.costBps]),
  attestations: attestations.map(({ rule, kind, text }) => ({ rule, kind, text })),
});

test("the demo merchant is the one that the tests of decisions know", () => {
  const [merchant] = developmentMerchants({ demoOrigins: null });
  const { costs: _costs, attestations: _attestations, ...plain } = demoProgramme;
  expect(merchant).toMatchObject(plain);
  expect(merchant && recorded(merchant)).toEqual(recorded(demoProgramme));
});

test("samples are the demo merchant with one setting changed, and nobody's key", () => {
  const [demo] = developmentMerchants({ demoOrigins: null });
  const changes = sampleMerchants({ demoOrigins: null }).map(({ id, ...sample }) => {
    const isOther = ([name, value]: [string, unknown]) =>
      JSON.stringify(value) !== JSON.stringify(demo?.[name as keyof typeof demo]);
    return [id, Object.fromEntries(Object.entries(sample).filter(isOther))];
  });
  expect(Object.fromEntries(changes)).toEqual({
    mch_demo_off: { enabled: false, serverKeys: [] },
    mch_demo_no_cost: { costs: {}, serverKeys: [] },
    mch_demo_minimum: { minimumBaseAmount: 20_000, serverKeys: [] },
  });
});

test("the demo merchant's own words are shown only where a rule asks for wording", () => {
  const texts = developmentMerchants({ demoOrigins: null })[0]?.attestations.filter(({ text }) => text !== undefined);
  expect(texts?.map(({ rule, kind }) => `${rule} ${kind}`)).toEqual(["us-co-credit statutory_text"]);
});

test("the demo merchant's published server key is known again", () => {
  const hashes = developmentMerchants({ demoOrigins: null })[0]?.serverKeys.map(({ hash }) => hash);
  expect(hashes?.map(isDevelopmentServerKey)).toEqual([true]);
});
