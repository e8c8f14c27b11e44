/**
 * `wrangler.ENVIRONMENT.json`: the environment of wrangler.toml with what only this deployment has, its account, address and stores. It
 * is made anew by every deploy and holds no secret. Git ignores it: where it is missing, all of it is found again at the platform.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import * as z from "zod";
import type { DeployEnvironment } from "./environment.ts";

const Kept = z.looseObject({
  account_id: z.string().optional(),
  vars: z.looseObject({ ISSUER: z.string().optional() }).optional(),
});

export const configFileOf = (environment: string): string => `wrangler.${environment}.json`;

/** What the last deploy from here has kept; empty where there was none. */
export function readConfigFile(environment: string, root: URL): { account?: string; issuer?: string } {
  const file = new URL(configFileOf(environment), root);
  if (!existsSync(file)) return {};
  const { account_id: account, vars } = Kept.parse(JSON.parse(readFileSync(file, "utf8")));
  return {
    ...(account === undefined ? {} : { account }),
    ...(vars?.ISSUER === undefined ? {} : { issuer: vars.ISSUER }),
  };
}

export interface DeployPlace {
  readonly account: string;
  readonly issuer: string;
  readonly stores: Readonly<Record<string, string>>;
}

/** The whole configuration, as text. */
export function configText({ config }: DeployEnvironment, { account, issuer, stores }: DeployPlace): string {
  const namespaces = config["kv_namespaces"] as readonly { readonly binding: string }[];
  const whole = {
    ...config,
    account_id: account,
    vars: { ...(config["vars"] as object), ISSUER: issuer },
    kv_namespaces: namespaces.map((one) => ({ ...one, id: stores[one.binding] })),
    ...addressOf(config, new URL(issuer).hostname),
  };
  return `${JSON.stringify(whole, null, 2)}\n`;
}

/** Routes that somebody wrote into wrangler.toml stay. A name of its own is the only one by which the service answers then. */
function addressOf(config: DeployEnvironment["config"], host: string): object {
  if (config["routes"] !== undefined || config["route"] !== undefined) return {};
  if (host.endsWith(".workers.dev")) return { workers_dev: true, preview_urls: false };
  return { routes: [{ pattern: host, custom_domain: true }], workers_dev: false, preview_urls: false };
}

export function writeConfigFile(environment: string, root: URL, text: string): void {
  writeFileSync(new URL(configFileOf(environment), root), text);
}

export const isWritten = (environment: string, root: URL, text: string): boolean => {
  const file = new URL(configFileOf(environment), root);
  return existsSync(file) && readFileSync(file, "utf8") === text;
};
