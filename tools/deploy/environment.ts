/** What a deployment is to have, as its environment of `wrangler.toml` says; an environment that cannot be deployed is refused. */
import { fileURLToPath } from "node:url";
import * as z from "zod";
import { LIMITS } from "../../worker/doors/limits.ts";
import { ToolError } from "../cli/tool-error.mjs";

const STORES = ["CARD_PROGRAMS", "MERCHANTS", "RULES"];
const LIMITERS = Object.entries(LIMITS).flatMap(([scope, tiers]) =>
  Object.keys(tiers).flatMap((tier) => ["LIMIT", "SOFT"].map((kind) => `${kind}_${scope}_${tier}`.toUpperCase())),
);

const Binding = z.looseObject({ binding: z.string() });
const RawEnvironment = z.looseObject({
  name: z.string(),
  vars: z.record(z.string(), z.unknown()).default({}),
  secrets: z.looseObject({ required: z.array(z.string()) }).default({ required: [] }),
  kv_namespaces: z.array(Binding).default([]),
  ratelimits: z.array(z.looseObject({ name: z.string() })).default([]),
});
const RawConfig = z.looseObject({ env: z.record(z.string(), z.unknown()) });

export interface DeployEnvironment {
  /** Such as `production`. */
  readonly name: string;
  /** The Worker's name at the platform. */
  readonly worker: string;
  /** The KV namespaces' bindings, each with the title of its namespace: the one that wrangler gives by itself. */
  readonly stores: readonly { readonly binding: string; readonly title: string }[];
  /** The secrets without which no deploy is taken. */
  readonly secrets: readonly string[];
  /** The configuration of this environment alone, as wrangler reads it at a top level. */
  readonly config: Readonly<Record<string, unknown>>;
}

/**
 * @param root whose wrangler.toml is read
 * @throws ToolError where there is no such environment, or it is none to deploy
 */
export async function readEnvironment(name: string, root: URL): Promise<DeployEnvironment> {
  // Takes a second to load.
  const { experimental_readRawConfig: readRaw } = await import("wrangler");
  const { rawConfig } = readRaw({ config: fileURLToPath(new URL("wrangler.toml", root)) });
  const { env, build: _, ...top } = RawConfig.parse(rawConfig);
  const names = Object.keys(env).filter((one) => one !== "development");
  if (!names.includes(name))
    throw new ToolError(`--env must be one of ${names.join(", ")}, as wrangler.toml has them.`);
  const raw = RawEnvironment.parse(env[name]);
  const lacking = [
    ...STORES.filter((store) => !raw.kv_namespaces.some(({ binding }) => binding === store)),
    ...LIMITERS.filter((limiter) => !raw.ratelimits.some((one) => one.name === limiter)),
  ];
  if (lacking.length > 0)
    throw new ToolError(
      `[env.${name}] of wrangler.toml lacks ${lacking.join(", ")}: without stores and limiters every lookup is a zero quote. Put them there as [env.production] has them.`,
    );
  const { build: __, ...config } = raw;
  return {
    name,
    worker: raw.name,
    stores: raw.kv_namespaces.map(({ binding }) => ({ binding, title: titleOf(raw.name, binding) })),
    secrets: raw.secrets.required,
    config: { ...top, ...config },
  };
}

const titleOf = (worker: string, binding: string) => `${worker}-${binding.toLowerCase().replaceAll("_", "-")}`;
