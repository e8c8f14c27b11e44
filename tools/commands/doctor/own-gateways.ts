/** The operator's own gateways, out of the very variable that the Worker reads, and what to put there once one is examined. */
import * as z from "zod";
import type { Gateway, TokenReuse } from "../../../worker/gateway/gateways.ts";
import { readDevVars } from "../../local/dev-vars.mjs";

/** Where `GATEWAYS` may stand, beside the environment of this process. */
export interface GatewaySources {
  /** A file in the form of `.dev.vars`. */
  readonly devVars: string;
  readonly wranglerConfig: string;
  /** The environment of `wranglerConfig` whose variables are meant; undefined: none. */
  readonly wranglerEnv: string | undefined;
}

/** The text of `GATEWAYS`: of a named wrangler environment, else of this process, else of `.dev.vars`. */
export async function readOwnGateways(
  env: Readonly<Record<string, string | undefined>>,
  { devVars, wranglerConfig, wranglerEnv }: GatewaySources,
): Promise<string | undefined> {
  if (wranglerEnv === undefined) return env["GATEWAYS"] ?? readDevVars(devVars)["GATEWAYS"];
  const { unstable_readConfig } = await import("wrangler");
  const { vars } = unstable_readConfig({ config: wranglerConfig, env: wranglerEnv }, { hideWarnings: true });
  return typeof vars["GATEWAYS"] === "string" ? vars["GATEWAYS"] : undefined;
}

/**
 * The gateways in the text, by name. Needs the build's constants to be there.
 *
 * @throws Error that names each entry that is wrong, and what is allowed
 */
export async function parseOwnGateways(text: string | undefined): Promise<ReadonlyMap<string, Gateway>> {
  if (text === undefined) return new Map();
  const { issueTexts } = await import("../../../worker/http/issues.ts");
  const { GatewaysSetting } = await import("../../../worker/settings/gateways-setting.ts");
  const parsed = z.object({ GATEWAYS: GatewaysSetting }).safeParse({ GATEWAYS: text });
  if (parsed.success) return parsed.data.GATEWAYS;
  throw new Error(issueTexts(parsed.error).join("; "));
}

/** What to write into `GATEWAYS` for a brand: its entries with the verdict, one a line. It holds for all of them. */
export function entriesWith(own: ReadonlyMap<string, Gateway>, brand: string, tokenReuse: TokenReuse): string {
  return [...own]
    .filter(([, gateway]) => gateway.brand === brand)
    .map(([name, gateway]) => `  ${JSON.stringify(name)}: ${JSON.stringify({ ...gateway, tokenReuse })}`)
    .join(",\n");
}
