/**
 * Walks checkouts through the Worker's own parts and counts what the platform bills. Three windows of time stand for a
 * day; each begins with a run-up that is not counted.
 */
import { ActiveTime } from "./active-time.ts";
import type { Assumptions, Scenario } from "./assumptions.ts";
import { HOURS, type Step, stepsOf } from "./checkouts.ts";
import { type Isolate, newIsolate } from "./isolate.ts";
import { NO_USAGE, scaled, sumOf, type Usage } from "./platform.ts";
import { type Chance, chanceOf } from "./random.ts";
import { SimulatedClock } from "./sim-clock.ts";
import { surroundingsOf } from "./surroundings.ts";
import type { Design, World } from "./world.ts";

/** What a million lookups use, with all that belongs to their checkouts. */
export async function simulate(design: Design, scenario: Scenario, assumed: Assumptions): Promise<Usage> {
  let sum = NO_USAGE;
  let lookups = 0;
  for (const hour of HOURS) {
    const found = await simulateWindow(design, scenario, assumed, hour);
    lookups += found.lookups;
    sum = sumOf(sum, found.usage);
  }
  return scaled(sum, 1_000_000 / lookups);
}

const DAY = Date.UTC(2026, 10, 27);
const HOUR_MS = 3_600_000;

async function simulateWindow(
  { runUpMs, windowMs, newWalk }: Design,
  scenario: Scenario,
  assumed: Assumptions,
  hour: number,
): Promise<{ usage: Usage; lookups: number }> {
  const chance = chanceOf(hour);
  const startsAt = DAY + hour * HOUR_MS;
  const world = worldOf(assumed, chance, new SimulatedClock(startsAt - runUpMs), {
    from: startsAt,
    to: startsAt + windowMs,
  });
  const { clock, usage, active } = world;
  const walk = newWalk(world);
  const isolateAt = isolatesOf(world);
  let lookups = 0;
  const take = async (steps: readonly Step[]) => {
    for (const step of steps) {
      await clock.goTo(startsAt + step.at);
      usage.requests += 1;
      if (step.kind === "first") lookups += 1;
      await walk(step, isolateAt(step.location));
    }
  };
  const steps = stepsOf(scenario, assumed, chance, { hour, from: -runUpMs, to: windowMs });
  await take(steps.filter(({ at }) => at < 0));
  await clock.goTo(startsAt);
  Object.assign(usage, NO_USAGE);
  lookups = 0;
  await take(steps.filter(({ at }) => at >= 0 && at < windowMs));
  await clock.goTo(startsAt + windowMs);
  return { lookups, usage: { ...usage, objectActiveMs: active.total } };
}

export function worldOf(
  assumed: Assumptions,
  chance: Chance,
  clock: SimulatedClock,
  { from, to }: { readonly from: number; readonly to: number },
): World {
  const usage = { ...NO_USAGE };
  const active = new ActiveTime(from, to);
  const stored = new Set<string>();
  const store = (name: string, bytes: number) => {
    if (stored.has(name)) return;
    stored.add(name);
    usage.rowsWritten += 1;
    usage.storedBytes += bytes;
  };
  const surroundings = surroundingsOf({ assumed, chance, clock, usage, active, store });
  return { assumed, chance, clock, surroundings, active, usage, store };
}

/** Any of a location's isolates, replaced when its life is over. */
function isolatesOf({ assumed, chance, clock, surroundings }: World): (location: number) => Isolate {
  const isolates = new Map<string, Isolate>();
  return (location) => {
    const name = `${location} ${chance.below(assumed.isolatesPerLocation)}`;
    const known = isolates.get(name);
    if (known !== undefined && clock.now() < known.endsAt) return known;
    const isolate = newIsolate(surroundings, clock.now() + chance.exponential(assumed.isolateLifeMs));
    isolates.set(name, isolate);
    return isolate;
  };
}
