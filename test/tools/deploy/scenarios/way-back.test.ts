/** Over which versions a way back would bring older secrets. */
import { expect, test } from "vitest";
import type { PlatformDeployment } from "../../../../tools/deploy/deployed.ts";
import { withSecrets } from "../../../../tools/deploy/deployed.ts";
import { secretsChangedSince } from "../../../../tools/deploy/rollback.ts";

const MESSAGES: Readonly<Record<string, string | undefined>> = {
  v1: withSecrets(["SIGNING_KEYS", "HMAC_KEY"]),
  v2: "a change of words",
  v3: withSecrets(["SIGNING_KEYS"]),
};
const wrangler = {
  read: async ([, , id = ""]: readonly string[]) => {
    const message = MESSAGES[id];
    return {
      id,
      annotations: message === undefined ? null : { "workers/message": message },
      resources: { bindings: [] },
    };
  },
};
const deployed = (version: string, day: number, by = "upload"): PlatformDeployment => ({
  created_on: `2026-11-0${day}`,
  annotations: { "workers/triggered_by": by },
  versions: [{ version_id: version, percentage: 100 }],
});

test.each<[string, readonly PlatformDeployment[], readonly string[]]>([
  ["code alone", [deployed("v1", 1), deployed("v2", 2)], []],
  ["a secret that was put", [deployed("v1", 1), deployed("v9", 2, "secret"), deployed("v2", 3)], ["2026-11-02"]],
  ["secrets that came with a deploy", [deployed("v1", 1), deployed("v2", 2), deployed("v3", 3)], ["2026-11-03"]],
])("%s", async (_, deployments, expected) => {
  expect(await secretsChangedSince(wrangler, "card-surcharge-production", deployments, "v1")).toEqual(expected);
});
