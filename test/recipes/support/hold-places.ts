/** What every language's reader of places is held to: the golden spellings, and any others, are the service's places. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { normalisePlace } from "../../../contract/places.ts";
import { IS_NIGHTLY } from "../../support/nightly/nightly.ts";
import { anyPlace } from "../../support/service/places.ts";
import { FACTS, jwks, NONE } from "../../vectors/make/parts/sale.ts";
import { sign } from "../../vectors/make/parts/sign.ts";

const RANDOM_PLACES = IS_NIGHTLY ? 20_000 : 300;

interface Spelt {
  readonly country: string;
  readonly state?: string | null;
}

const { places, currencies } = JSON.parse(readFileSync("test/vectors/places.json", "utf8"));

/** A sale whose quote has one form of a fact, and whose server has another. */
const question = (claims: object, facts: object) => ({
  quote: sign({ ...NONE, ...claims }),
  facts: { ...FACTS, ...facts },
  jwks,
  now: FACTS.now,
});
const inPlace = ({ country, state }: Spelt, place: object) => question(place, { country, state });

/** @param drive puts questions to a driver, one process for all of them */
export function holdPlaces(drive: (questions: readonly object[]) => Promise<object[]>): void {
  test("reads every golden place and currency", async () => {
    const answers = await drive([
      ...places.map(({ place, ...spelt }: Spelt & { place: object }) => inPlace(spelt, place)),
      ...currencies.map(({ currency, code }: Record<string, string>) => question({ currency: code }, { currency })),
    ]);
    for (const [index, spelt] of [...places, ...currencies].entries())
      expect.soft(answers[index], JSON.stringify(spelt)).toMatchObject({ valid: true });
  });

  test("reads a place in any spelling as the service does, and no other place so", async () => {
    const spelt = fc.sample(anyPlace, RANDOM_PLACES).filter(({ country }) => country.trim() !== "");
    const others = spelt.toReversed();
    const answers = await drive([
      ...spelt.map((given) => inPlace(given, normalisePlace(given))),
      ...spelt.map((given, index) => inPlace(given, normalisePlace(others[index] ?? given))),
    ]);
    for (const [index, given] of spelt.entries()) {
      expect.soft(answers[index], JSON.stringify(given)).toMatchObject({ valid: true });
      const [place, other] = [given, others[index] ?? given].map(normalisePlace);
      const isSame = place?.country === other?.country && place?.state === other?.state;
      const name = JSON.stringify([given, other]);
      expect.soft(answers[spelt.length + index], name).toMatchObject({ valid: isSame });
    }
  });
}
