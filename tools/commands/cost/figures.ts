/** Everything that the page tells, worked out: the three scenarios in both designs, and what each assumption matters. */
import { ASSUMED, type Assumptions, SCENARIOS, type Scenario } from "./assumptions.ts";
import { sumOf, type Usage } from "./platform.ts";
import { rolledUp } from "./rolled-up.ts";
import { simulate } from "./simulate.ts";
import { SLEEPING_SHARDS } from "./sleeping-shards.ts";
import { WAKING_SHARDS } from "./waking-shards.ts";

export interface ScenarioFigures {
  readonly scenario: Scenario;
  /** What a million lookups use. */
  readonly before: Usage;
  readonly now: Usage;
}

/** The dearest scenario under other assumptions. */
export interface Variation {
  readonly assumption: keyof Assumptions;
  readonly value: number;
  readonly usage: Usage;
}

export interface Figures {
  readonly scenarios: readonly ScenarioFigures[];
  readonly variations: readonly Variation[];
}

/** Each assumption halved and doubled; a location cannot run half an isolate, and none has card programmes at first. */
const VARIED: readonly (readonly [keyof Assumptions, readonly number[]])[] = [
  ["locations", [20, 80]],
  ["isolatesPerLocation", [2, 4]],
  ["isolateLifeMs", [1_800_000, 7_200_000]],
  ["typingMs", [22_500, 90_000]],
  ["repeats", [0.5, 2]],
  ["pauseMs", [10_000, 40_000]],
  ["newPlaceShare", [0.1, 0.4]],
  ["gatewayMs", [50, 200]],
  ["cardProgrammes", [1, 2]],
];

/** Takes some ten seconds on an idle machine. The same each time. */
export async function workOut(): Promise<Figures> {
  const scenarios: ScenarioFigures[] = [];
  for (const scenario of SCENARIOS)
    scenarios.push({
      scenario,
      before: await simulate(WAKING_SHARDS, scenario, ASSUMED),
      now: await now(scenario, ASSUMED),
    });
  const dearest = SCENARIOS.at(-1);
  const variations: Variation[] = [];
  for (const [assumption, values] of dearest === undefined ? [] : VARIED)
    for (const value of values)
      variations.push({
        assumption,
        value,
        usage: await now(dearest as Scenario, { ...ASSUMED, [assumption]: value }),
      });
  return { scenarios, variations };
}

const now = async (scenario: Scenario, assumed: Assumptions): Promise<Usage> =>
  sumOf(await simulate(SLEEPING_SHARDS, scenario, assumed), rolledUp(scenario, assumed));
