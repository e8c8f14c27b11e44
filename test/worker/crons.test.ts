import { expect, test } from "vitest";
import { RULES_CRON } from "../../worker/crons.ts";
import { readEnvironment } from "../support/node/wrangler-config.ts";

test.each(["staging", "production"])(
  "%s has the Cron Trigger that the Worker knows as the rules' own",
  (environment) => {
    expect(readEnvironment(environment).triggers.crons).toEqual([RULES_CRON]);
  },
);

test("development has none: nothing of it lapses", () => {
  expect(readEnvironment("development").triggers.crons ?? []).toEqual([]);
});
