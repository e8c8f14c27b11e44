/**
 * Puts the site among the files that are served. `node tools/site/add-site.mjs [FOLDER [SANDBOX]]` builds it first where it has to;
 * without a folder it does no more than that. SANDBOX is the origin of the one that runs beside it. `npm start` runs it behind its Workers, `npm test` beside its tests.
 */
import { cpSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { assetHeadersFile, withSandbox } from "../../worker/http/headers.ts";
import { NotReadyError } from "../local/ready.mjs";
import { writePciFiles } from "../pci/files.ts";
import { servedWidget } from "../release/served.ts";
import { buildSite, SiteError } from "./build-site.ts";

/**
 * Copies the site, and writes the headers that its pages need.
 *
 * @param {import("./build-site.ts").Site} site @param {string} assets the folder that is served
 * @param {string} [sandbox] the origin of the sandbox beside it: only for what `npm start` serves
 */
export function addSite(site, assets, sandbox) {
  cpSync(site.assets, assets, { recursive: true });
  const headers = assetHeadersFile(servedWidget(), site.inlineScripts);
  writeFileSync(`${assets}/_headers`, sandbox === undefined ? headers : withSandbox(headers, sandbox));
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    const [, , folder, sandbox] = process.argv;
    const site = await buildSite();
    if (folder !== undefined) {
      addSite(site, folder, sandbox);
      // They name the packages of the site's scripts, which came just now.
      await writePciFiles(folder);
    }
  } catch (error) {
    console.error(error instanceof SiteError || error instanceof NotReadyError ? error.message : error);
    process.exitCode = 1;
  }
}
