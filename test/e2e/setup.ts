/** Starts product, sandbox and shop once for every end-to-end file, on free ports and with fresh state, as `npm start` would. */
import { rmSync } from "node:fs";
import type { TestProject } from "vitest/node";
import { build } from "../../tools/build.mjs";
import { startLocal } from "../../tools/local.mjs";
import { ownFolder } from "../../tools/own-folder.mjs";
import { freePort, portsFrom } from "../../tools/ports.mjs";

declare module "vitest" {
  export interface ProvidedContext {
    origins: { product: string; sandbox: string; shop: string };
  }
}

export default async function setup(project: TestProject) {
  await build();
  const stateFolder = ownFolder("test");
  const ports = portsFrom(await freePort(3));
  const run = await startLocal({ ports, stateFolder, secretsFile: ".dev.vars.example" });
  project.provide("origins", run.origins);
  return async () => {
    await run.stop();
    rmSync(stateFolder, { recursive: true, force: true });
  };
}
