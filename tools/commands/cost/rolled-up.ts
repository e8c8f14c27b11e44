/**
 * What hours and days of counts cost beside the minutes: worked out of a sample of merchants whose day is packed as the objects pack
 * it. A busy hour is taken to be like a quiet one.
 */
import { packSums, WHOLE } from "../../../worker/ledger/counts/packed-sums.ts";
import { addSums, type GrowingSums } from "../../../worker/ledger/counts/sums.ts";
import type { Assumptions, Scenario } from "./assumptions.ts";
import { KEPT_DAYS, NO_USAGE, scaled, type Usage } from "./platform.ts";
import { chanceOf } from "./random.ts";
import { answerOf, gatewayMs, POLICY_SUMS, sumsOfAnswer } from "./walk.ts";
import type { World } from "./world.ts";

const SAMPLED_MERCHANTS = 500;
/** More answers of one merchant in an hour make no more keys. */
const SAMPLED_ANSWERS = 300;
const HOURS = 24;
const PAGE_BYTES = 32_000;
const KEPT = { hour: 33, day: 800 } as const;
/** Written and deleted again, a page with its entry in the index. */
const PAGE_WRITES = 4;
const UNFINISHED_WRITES = 2;

/** For a million lookups. */
export function rolledUp({ merchants, lookupsPerDay }: Scenario, assumed: Assumptions): Usage {
  const chance = chanceOf(1);
  const world = { assumed, chance } as unknown as World;
  const sampled = Math.min(merchants, SAMPLED_MERCHANTS);
  const hours = Array.from({ length: HOURS }, () => new Map<string, GrowingSums>());
  const day = new Map<string, GrowingSums>();
  const add = (sums: Map<string, GrowingSums>, id: string, more: GrowingSums) => {
    const known = sums.get(id) ?? {};
    addSums(known, more);
    sums.set(id, known);
  };
  for (let merchant = 0; merchant < sampled; merchant++) {
    const answers = Math.min(lookupsPerDay * (1 + assumed.repeats), HOURS * SAMPLED_ANSWERS);
    for (let answer = 0; answer < answers; answer++) {
      const asksGateway = chance.next() < (1 + assumed.repeats * assumed.newPlaceShare) / (1 + assumed.repeats);
      const sums = {
        ...POLICY_SUMS,
        ...sumsOfAnswer(answerOf(world, asksGateway ? gatewayMs(world) : 0), asksGateway),
      };
      const hour = hours[chance.below(HOURS)];
      for (const id of [`mch_merchant${merchant}`, WHOLE])
        for (const all of [hour, day]) if (all) add(all, id, { ...sums });
    }
  }
  const bytesOf = (sums: ReadonlyMap<string, GrowingSums>) => (packSums(sums).length * merchants) / sampled;
  const rowsOf = (bytes: number) => 1 + Math.ceil(bytes / PAGE_BYTES);
  const hourBytes = hours.map(bytesOf);
  const dayBytes = bytesOf(day);
  const pages = hourBytes.reduce((sum, bytes) => sum + rowsOf(bytes), rowsOf(dayBytes));
  const used: Usage = {
    ...NO_USAGE,
    // An alarm each hour and day.
    objectRequests: HOURS + 1,
    rowsRead: HOURS * 60 + pages,
    rowsWritten: pages * PAGE_WRITES + (HOURS + 1) * UNFINISHED_WRITES,
    storedBytes: (hourBytes.reduce((sum, bytes) => sum + bytes) * KEPT.hour + dayBytes * KEPT.day) / KEPT_DAYS,
  };
  return scaled(used, 1_000_000 / (merchants * lookupsPerDay));
}
