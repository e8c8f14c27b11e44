/**
 * Builds everything that is served or published into `dist/`. `npm run build` and `npm start` call it; `--without-site` leaves
 * the site out, which takes longer than all the rest.
 */
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { assetHeadersFile } from "../../worker/http/headers.ts";
import { ToolError } from "../cli/tool-error.mjs";
import { ownFolder } from "../local/own-folder.mjs";
import { NotReadyError } from "../local/ready.mjs";
import { writePciFiles } from "../pci/files.ts";
import { servedWidget, workedVersion, writeWidget } from "../release/served.ts";
import { addSite } from "../site/add-site.mjs";
import { buildSite, keptSite, SiteError } from "../site/build-site.ts";
import { buildPackage } from "./build-package.mjs";
import { buildWidgetPackage } from "./build-widget.mjs";

/** @typedef {import("../site/build-site.ts").Site} Site */

/** What the published package tells of the element's script files: where they are on the service, and their hashes.
 * @param {string} outDir @param {string} version @param {Record<string, string>} integrity */
function writeWidgetJson(outDir, version, integrity) {
  const file = (/** @type {string} */ name) => ({ path: `/widget/${version}/${name}`, integrity: integrity[name] });
  const widget = { version, module: file("card-surcharge.js"), classic: file("card-surcharge.classic.js") };
  writeFileSync(`${outDir}/widget.json`, `${JSON.stringify(widget, null, 2)}\n`);
}

/** @param {string} folder @param {Site | null} site */
async function buildInto(folder, site) {
  const [assets, pkg] = [join(folder, "assets"), join(folder, "package")];
  for (const each of [assets, pkg]) mkdirSync(each, { recursive: true });
  const integrity = await writeWidget(assets);
  await buildWidgetPackage({ outDir: pkg });
  writeWidgetJson(pkg, workedVersion(), integrity);
  await buildPackage({ outDir: pkg });
  writeFileSync(`${assets}/_headers`, assetHeadersFile(servedWidget(), []));
  if (site !== null) addSite(site, assets);
  await writePciFiles(assets);
}

/** @param {boolean | "if kept"} withSite @returns {Promise<Site | null>} */
async function siteFor(withSite) {
  if (withSite === true) return buildSite();
  // What is wrong with it is told when it is built.
  return withSite === false ? null : keptSite().catch(() => null);
}

/**
 * Rebuilds `dist/` from nothing. The former one stays until that has succeeded, and is then replaced at once.
 *
 * @param {{ withSite?: boolean | "if kept" }} [options] `"if kept"`: only if it is there from an earlier build
 * @returns {Promise<boolean>} whether the site is part of it
 */
export async function build({ withSite = true } = {}) {
  const site = await siteFor(withSite);
  const workshop = ownFolder("build");
  try {
    const made = join(workshop, "new");
    await buildInto(made, site);
    if (existsSync("dist")) renameSync("dist", join(workshop, "old"));
    renameSync(made, "dist");
    return site !== null;
  } finally {
    rmSync(workshop, { recursive: true, force: true });
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    await build({ withSite: !process.argv.includes("--without-site") });
  } catch (error) {
    const isMeant = error instanceof SiteError || error instanceof NotReadyError || error instanceof ToolError;
    console.error(isMeant ? error.message : error);
    process.exitCode = 1;
  }
}
