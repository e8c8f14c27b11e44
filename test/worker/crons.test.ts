import { expect, test } from "vitest";
import { ALERTS_CRON, RULES_CRON } from "../../worker/crons.ts";
import { readEnvironment } from "../support/node/wrangler-config.ts";

test.each(["staging", "production"])(
  "%s has the Cron Triggers that the Worker knows, the rules' own and the alerts'",
  (environment) => {
    expect(readEnvironment(environment).triggers.crons).toEqual([RULES_CRON, ALERTS_CRON]);
  },
);

test("development has none: nothing of it lapses, and a look is triggered by hand", () => {
  expect(readEnvironment("development").triggers.crons ?? []).toEqual([]);
});
