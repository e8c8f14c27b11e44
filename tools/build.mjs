/** Builds everything that is served or published into `dist/`. `npm run build` and `npm start` call it. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { assetHeadersFile } from "../worker/http/headers.ts";
import { buildPackage } from "./build-package.mjs";
import { buildWidget, buildWidgetPackage } from "./build-widget.mjs";

const ASSETS = "dist/assets";
const PACKAGE = "dist/package";

/** What the published package tells of the element's script files: where they are on the service, and their hashes.
 * @param {string} version @param {Record<string, string>} integrity */
function writeWidgetJson(version, integrity) {
  const file = (/** @type {string} */ name) => ({ path: `/widget/${version}/${name}`, integrity: integrity[name] });
  const widget = { version, module: file("card-surcharge.js"), classic: file("card-surcharge.classic.js") };
  writeFileSync(`${PACKAGE}/widget.json`, `${JSON.stringify(widget, null, 2)}\n`);
}

/** Rebuilds `dist/` from nothing. */
export async function build() {
  const { version } = JSON.parse(readFileSync("package.json", "utf8"));
  rmSync("dist", { recursive: true, force: true });
  mkdirSync(ASSETS, { recursive: true });
  mkdirSync(PACKAGE, { recursive: true });
  const integrity = await buildWidget({ outDir: `${ASSETS}/widget/${version}` });
  await buildWidgetPackage({ outDir: PACKAGE });
  writeWidgetJson(version, integrity);
  await buildPackage({ outDir: PACKAGE });
  writeFileSync(`${ASSETS}/_headers`, assetHeadersFile([version]));
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await build();
