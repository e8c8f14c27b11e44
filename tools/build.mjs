/** Builds everything that is served or published into `dist/`. `npm run build` and `npm start` call it. */
import { mkdirSync, rmSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { buildPackage } from "./build-package.mjs";

/** Rebuilds `dist/` from nothing. */
export async function build() {
  rmSync("dist", { recursive: true, force: true });
  mkdirSync("dist/assets", { recursive: true });
  await buildPackage();
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await build();
