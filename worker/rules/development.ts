/**
 * What a development build carries instead of the built-in pack: one that never changes, whose rows somebody always
 * checked today. So what `npm start` and the tests decide does not change with the law, a renewal or the calendar.
 */
import { worldDays } from "../surcharge/day.ts";
import { Pack } from "./pack.ts";
import frozen from "./packs/1.json" with { type: "json" };

/** The pack as it was published, long ago: what others are compared with. */
export const frozenPack = (): Pack => Pack.parse(frozen);

/** The same pack as of `at`: every permission is fresh. */
export function freshened(pack: Pack, at: Date): Pack {
  const checkedOn = worldDays(at).first;
  return { ...pack, rows: pack.rows.map((row) => ({ ...row, checkedOn, recheckOn: null })) };
}
