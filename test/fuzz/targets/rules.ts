/**
 * The reader of a rule pack, as an operator sends it: a pack that is taken can be computed with, and a surcharge comes of a
 * row alone that permits one there.
 */
import * as z from "zod";
import { readBody } from "../../../worker/http/body.ts";
import { bookOf, Pack, versionOf } from "../../../worker/rules/pack.ts";
import type { RuleRow } from "../../../worker/rules/schema.ts";
import { ask, placeOf } from "../../support/merchant/deciding.ts";
import { contextOf, hold, holdPrototypes, isSame, valueOrProblem } from "../invariants.ts";
import { readingOf } from "../json-oracle.ts";

// As in workerd, where no code is made of text.
z.config({ jitless: true });

const LIMITS = { maxBytes: 65_536, maxDepth: 8 };
const BASE_AMOUNT = 12_500;

export async function fuzz(bytes: Uint8Array): Promise<void> {
  const { value: pack } = await valueOrProblem(readBody(contextOf(bytes), Pack, LIMITS));
  if (pack !== null) {
    hold(readingOf(bytes)?.isUnambiguous === true, "took a pack that says a thing twice");
    const again = await readBody(contextOf(JSON.stringify(pack)), Pack, { ...LIMITS, maxBytes: 1_048_576 });
    hold(isSame(again, pack), "reads its own pack otherwise");
    hold((await versionOf(again)) === (await versionOf(pack)), "another version for the same pack");
    for (const place of new Set(pack.rows.flatMap(({ places }) => places))) holdPlace(pack, place);
  }
  holdPrototypes();
}

function holdPlace(pack: Pack, code: string): void {
  const { outcome, surchargeAmount, rateBps } = ask({ rules: bookOf(pack), billing: placeOf(code) });
  if (outcome !== "surcharge") {
    hold((surchargeAmount ?? 0) === 0 && rateBps === 0, "an amount without a surcharge");
    return;
  }
  const about = pack.rows.filter(
    ({ places, networks }) =>
      places.some((place) => place === code || place === code.slice(0, 2) || place === "EU") &&
      (networks === "all" || networks.includes("visa")),
  );
  hold(about.some(permits), "a surcharge that no row permits");
  hold(!about.some(forbidsAll), "a surcharge that a row forbids");
  const caps = about.filter(capsAll).flatMap(({ maxBps }) => maxBps ?? []);
  hold(rateBps <= Math.min(10_000, ...caps), "a rate above what a row allows");
  hold((surchargeAmount ?? 0) <= (BASE_AMOUNT * rateBps) / 10_000 + 1, "an amount above its rate");
}

const isAboutCredit = ({ cards }: RuleRow): boolean => cards.includes("credit") || cards.includes("consumer-credit");

const permits = (row: RuleRow): boolean => row.status !== "prohibited" && row.kind !== "all_in_price";

/** About every credit card there, without a limit in time, buyers or channels. */
const isPlain = (row: RuleRow): boolean =>
  isAboutCredit(row) &&
  row.buyers === undefined &&
  row.channels === undefined &&
  row.effectiveFrom === null &&
  row.effectiveTo === null;

const forbidsAll = (row: RuleRow): boolean => row.status === "prohibited" && row.kind === undefined && isPlain(row);

const capsAll = (row: RuleRow): boolean => permits(row) && isPlain(row) && row.basis === "fixed";
