/** What the page of figures gets of the cost: what a million lookups are charged, in each scenario. Pure. */
import type { CostData } from "../../figures/sections/cost.ts";
import type { Figures } from "./figures.ts";
import { chargeOf, chargesOf, POSITIONS } from "./platform.ts";

export const costData = ({ scenarios }: Figures): CostData => ({
  conditions: [
    "shoppers arrive by seed and pass through the Worker's own parts, KV and Durable Objects are replaced by some that count",
    "Cloudflare's list prices, nothing that the plan includes is taken off, logs are not in it",
  ],
  scenarios: scenarios.map(({ scenario, before, now }) => ({
    name: scenario.name,
    beforeDollars: chargeOf(before),
    nowDollars: chargeOf(now),
    parts: POSITIONS.map(({ what }, position) => ({ what, dollars: chargesOf(now)[position] ?? 0 })),
  })),
});
