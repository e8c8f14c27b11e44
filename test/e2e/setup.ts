/**
 * Builds once and starts product, sandbox and shop for each of the end-to-end files that run at once, on free ports and with
 * fresh state, as `npm start` would: one file at a time has a set of servers to itself.
 */
import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { build } from "../../tools/build/build.mjs";
import { startLocal } from "../../tools/local/local.mjs";
import { ownFolder } from "../../tools/local/own-folder.mjs";
import { freePort, portsFrom } from "../../tools/local/ports.mjs";

interface Origins {
  readonly product: string;
  readonly sandbox: string;
  readonly shop: string;
}

declare module "vitest" {
  export interface ProvidedContext {
    /** One set of servers for each file that runs at the same time. */
    servers: readonly Origins[];
  }
}

const PORTS = 3;

export default async function setup(project: TestProject) {
  // `npm test` will need the site, which is installed and built meanwhile. A failure shows where it is needed.
  if (process.env["BUILD_SITE"] === "1") spawn("node", ["tools/site/add-site.mjs"], { stdio: "ignore" });
  await build({ withSite: false });
  const stateFolder = ownFolder("test");
  const sets = project.config.maxWorkers;
  const first = await freePort(PORTS * sets);
  const runs = await Promise.all(
    Array.from({ length: sets }, (_, set) =>
      startLocal({
        ports: portsFrom(first + set * PORTS),
        stateFolder: join(stateFolder, String(set)),
        secretsFile: "tools/local/development.vars",
      }),
    ),
  );
  project.provide(
    "servers",
    runs.map(({ origins }) => origins),
  );
  return async () => {
    await Promise.all(runs.map((run) => run.stop()));
    rmSync(stateFolder, { recursive: true, force: true });
  };
}
