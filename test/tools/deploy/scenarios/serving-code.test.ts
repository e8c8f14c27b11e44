/** Which code serves, also where secrets alone were changed since it was deployed. */
import { expect, test } from "vitest";
import { readDeployed } from "../../../../tools/deploy/deployed.ts";
import type { Wrangler } from "../../../../tools/deploy/wrangler.ts";

const deployment = (version: string, by: string) => ({
  created_on: "2026-11-28",
  annotations: { "workers/triggered_by": by },
  versions: [{ version_id: version, percentage: 100 }],
});

/** A platform that has these deployments, oldest first, of versions with these tags. */
function platform(deployments: object[], tags: Readonly<Record<string, string>>): Wrangler {
  const never = () => Promise.reject(new Error("only reads"));
  const wrangler: Wrangler = {
    run: never,
    read: async ([what, , id = ""]) =>
      what === "deployments"
        ? deployments
        : { id, annotations: id in tags ? { "workers/tag": tags[id] } : {}, resources: { bindings: [] } },
    within: () => wrangler,
  };
  return wrangler;
}

test.each<[string, object[], string | null]>([
  ["just deployed", [deployment("v1", "upload")], "one"],
  ["with a secret changed since", [deployment("v1", "upload"), deployment("v2", "secret")], "one"],
  [
    "with two changed since",
    [deployment("v1", "upload"), deployment("v2", "secret"), deployment("v3", "secret")],
    "one",
  ],
  ["deployed by another tool", [deployment("v1", "upload"), deployment("v2", "upload")], null],
])("%s", async (_, deployments, tag) => {
  expect((await readDeployed(platform(deployments, { v1: "one" }), "card-surcharge-staging"))?.tag).toBe(tag);
});
