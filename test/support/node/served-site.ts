/** The built site as the platform serves it: its files and their headers, without the Worker. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createTestHarness } from "wrangler";
import { ownFolder } from "../../../tools/local/own-folder.mjs";
import { addSite } from "../../../tools/site/add-site.mjs";
import { buildSite } from "../../../tools/site/build-site.ts";

export interface ServedSite {
  readonly origin: string;
  readonly assets: string;
  stop(): Promise<void>;
}

// No calls home, and no words on what is fine.
Object.assign(process.env, { CLOUDFLARE_CF_FETCH_ENABLED: "false", WRANGLER_LOG: "error" });

/** Builds the site unless that has been done, and serves it on a free port of this machine. */
export async function serveSite(): Promise<ServedSite> {
  const site = await buildSite();
  const folder = ownFolder("test");
  const assets = join(folder, "assets");
  mkdirSync(assets);
  addSite(site, assets);
  const configPath = resolve(folder, "wrangler.json");
  writeFileSync(
    configPath,
    JSON.stringify({
      name: "site",
      compatibility_date: "2026-08-01",
      assets: { directory: "assets" },
      send_metrics: false,
    }),
  );
  const harness = createTestHarness({ workers: [{ configPath }] });
  const { url } = await harness.listen();
  return {
    origin: url.origin,
    assets,
    stop: async () => {
      await harness.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
