/** `wrangler.toml` as wrangler itself reads it. */
import { unstable_readConfig } from "wrangler";

/** The configuration of one environment. */
export const readEnvironment = (env: string) =>
  unstable_readConfig({ config: "wrangler.toml", env }, { hideWarnings: true });
