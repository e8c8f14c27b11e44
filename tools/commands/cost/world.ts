/** What the simulation is made of. */
import type { ActiveTime } from "./active-time.ts";
import type { Assumptions } from "./assumptions.ts";
import type { Step } from "./checkouts.ts";
import type { Isolate, Surroundings } from "./isolate.ts";
import type { Usage } from "./platform.ts";
import type { Chance } from "./random.ts";
import type { SimulatedClock } from "./sim-clock.ts";

/** A way that steps take through the service, and how long it has to be watched. */
export interface Design {
  /** Long enough for everything that is remembered in minutes to be there. */
  readonly runUpMs: number;
  readonly windowMs: number;
  readonly newWalk: (world: World) => (step: Step, isolate: Isolate) => Promise<void>;
}

export interface World {
  readonly assumed: Assumptions;
  readonly chance: Chance;
  readonly clock: SimulatedClock;
  readonly surroundings: Surroundings;
  readonly active: ActiveTime;
  /** Since the window began. */
  readonly usage: Usage;
  /**
   * Something is stored under this name. Where it is new it takes room, and is deleted when it is 90 days old, which is
   * billed as a row written.
   */
  readonly store: (name: string, bytes: number) => void;
}
