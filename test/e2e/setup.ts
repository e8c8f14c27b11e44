/** Starts product, sandbox and shop once for every end-to-end file, on free ports and with fresh state, as `npm start` would. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { build } from "../../tools/build.mjs";
import { freePort, startLocal } from "../../tools/local.mjs";

declare module "vitest" {
  export interface ProvidedContext {
    origins: { product: string; sandbox: string; shop: string };
  }
}

export default async function setup(project: TestProject) {
  await build();
  const stateFolder = mkdtempSync(join(tmpdir(), "card-surcharge-"));
  const [product, sandbox, shop] = await Promise.all([freePort(), freePort(), freePort()]);
  const run = await startLocal({ ports: { product, sandbox, shop }, stateFolder, secretsFile: ".dev.vars.example" });
  project.provide("origins", run.origins);
  return async () => {
    await run.stop();
    rmSync(stateFolder, { recursive: true, force: true });
  };
}
