/** What the platform has of a Worker now: the version that serves, what it is bound to, and the tag it was deployed with. */
import * as z from "zod";
import type { Wrangler } from "./wrangler.ts";

const PlatformDeployment = z.looseObject({
  created_on: z.string(),
  annotations: z.record(z.string(), z.string()).nullish(),
  versions: z.array(z.looseObject({ version_id: z.string(), percentage: z.number() })),
});
const Bindings = z.array(
  z.looseObject({
    name: z.string(),
    type: z.string(),
    text: z.string().optional(),
    namespace_id: z.string().optional(),
  }),
);
const Version = z.looseObject({
  id: z.string(),
  annotations: z.record(z.string(), z.string()).nullish(),
  resources: z.looseObject({ bindings: Bindings }),
});

export type PlatformDeployment = z.output<typeof PlatformDeployment>;

export interface Deployed {
  readonly version: string;
  /** Whether this version serves alone: no gradual deployment is under way. */
  readonly isAlone: boolean;
  /** What it was made of, see `sources.ts`; null where another tool deployed it. */
  readonly tag: string | null;
  /** Whether secrets came with it, see {@link withSecrets}. */
  readonly hasNewSecrets: boolean;
  readonly bindings: z.output<typeof Bindings>;
}

const SECRETS = "secrets: ";

/** The message of a version with which secrets are sent, so that a way back over it is known for what it is. */
export const withSecrets = (names: readonly string[]): string => `${SECRETS}${names.join(", ")}`;

/** Whether a secret was changed by itself, which makes a version of its own, without tag or message. */
export const isBySecret = ({ annotations }: PlatformDeployment): boolean =>
  annotations?.["workers/triggered_by"] === "secret";

/** Oldest first; null: there is no such Worker. @throws ToolError */
export async function readDeployments(
  wrangler: Wrangler,
  worker: string,
): Promise<readonly PlatformDeployment[] | null> {
  const answer = await wrangler.read(["deployments", "list", "--name", worker, "--json"]);
  return answer === null ? null : z.array(PlatformDeployment).parse(answer);
}

/** @throws ToolError */
export async function readVersion(wrangler: Pick<Wrangler, "read">, worker: string, id: string): Promise<Deployed> {
  const { annotations, resources } = Version.parse(
    await wrangler.read(["versions", "view", id, "--name", worker, "--json"]),
  );
  return {
    version: id,
    isAlone: true,
    tag: annotations?.["workers/tag"] ?? null,
    hasNewSecrets: annotations?.["workers/message"]?.startsWith(SECRETS) ?? false,
    bindings: resources.bindings,
  };
}

/**
 * The version that serves most requests, with the tag of the code that it has: where secrets alone were changed since, of the
 * last version before. Null: there is no such Worker.
 *
 * @throws ToolError
 */
export async function readDeployed(wrangler: Wrangler, worker: string): Promise<Deployed | null> {
  const deployments = await readDeployments(wrangler, worker);
  const newest = deployments?.at(-1);
  const [most] = newest?.versions.toSorted((one, other) => other.percentage - one.percentage) ?? [];
  if (newest === undefined || most === undefined) return null;
  const serving = { ...(await readVersion(wrangler, worker, most.version_id)), isAlone: newest.versions.length === 1 };
  if (serving.tag !== null || !isBySecret(newest)) return serving;
  const [code] = deployments?.findLast((one) => !isBySecret(one))?.versions ?? [];
  return code === undefined ? serving : { ...serving, tag: (await readVersion(wrangler, worker, code.version_id)).tag };
}

/** A variable of it; undefined where it has none of this name. */
export const variableOf = (deployed: Deployed, name: string): string | undefined =>
  deployed.bindings.find((one) => one.type === "plain_text" && one.name === name)?.text;

/** The names of its secrets; no value can be read back. */
export const secretsOf = (deployed: Deployed | null | undefined): readonly string[] =>
  deployed?.bindings.filter(({ type }) => type === "secret_text").map(({ name }) => name) ?? [];
