/** The service, the element and a merchant's server make the same place of any spelling. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PlaceInput } from "../../../contract/lookup.ts";
import { normalisePlace } from "../../../contract/places.ts";
import { isSubdivision } from "../../../contract/subdivisions.ts";
import { verifyQuote } from "../../../contract/verify.ts";
import { readInputs } from "../../../widget/service/inputs.ts";
import { runs } from "../../support/nightly/runs.ts";
import { anyPlace } from "../../support/service/places.ts";
import { keySetOf, makeTestKey, sampleClaims, sampleFacts, signAs } from "../../support/service/quotes.ts";

type Given = { readonly country: string; readonly state: string | null };

/** The place that the service decides by, or null where it refuses the request. */
function placeOfService(given: unknown) {
  const read = PlaceInput.safeParse(given);
  return read.success ? normalisePlace(read.data) : null;
}

/** What the element asks for a place in its attributes: undefined where it asks nothing. */
function asked({ country, state }: Given) {
  const attributes = new Map([
    ["merchant", "mch_demo"],
    ["country", country],
  ]);
  if (state !== null) attributes.set("state", state);
  return readInputs((name) => attributes.get(name) ?? null, "https://surcharge.example").sale;
}

describe("a golden place", () => {
  const { places }: { places: (Given & { place: object })[] } = JSON.parse(
    readFileSync("test/vectors/places.json", "utf8"),
  );

  test.each(places)("$country with $state is the service's and the element's too", ({ place, ...spelt }) => {
    const atService = placeOfService(spelt);
    // Letters that are no country's are refused by both, before any place is made of them.
    if (atService !== null) expect(atService).toEqual(place);
    const sale = asked({ country: spelt.country, state: spelt.state ?? null });
    if (sale !== undefined) expect(placeOfService({ country: sale.country, state: sale.state })).toEqual(place);
    if (atService === null) expect(sale).toBeUndefined();
  });
});

describe("a place in any spelling", () => {
  test("is what the element asks for, where it asks at all", () => {
    let count = 0;
    fc.assert(
      fc.property(anyPlace, (given) => {
        const sale = asked(given);
        if (sale === undefined) return;
        count += 1;
        const { country, state } = sale;
        expect(placeOfService({ country, state })).toEqual(normalisePlace(given));
      }),
      { numRuns: runs(1_000) },
    );
    expect(count).toBeGreaterThan(100);
  });

  test("is asked for wherever the rules know it", () => {
    fc.assert(
      fc.property(anyPlace, (given) => {
        const place = placeOfService(given);
        if (place?.state == null || isSubdivision(place.country, place.state) !== true) return;
        expect(asked(given)).toBeDefined();
      }),
    );
  });

  test("is that of the quote on the server, in whatever spelling the server has it", async () => {
    const key = await makeTestKey("only");
    await fc.assert(
      fc.asyncProperty(anyPlace, async (given) => {
        const place = placeOfService(given);
        if (place === null) return;
        const quote = await signAs(key, await sampleClaims({ ...place }));
        for (const { country, state } of [given, place]) {
          const verdict = await verifyQuote(quote, sampleFacts(keySetOf(key), { country, state }));
          expect(verdict).toMatchObject({ valid: true });
        }
      }),
      { numRuns: runs(300) },
    );
  });
});
