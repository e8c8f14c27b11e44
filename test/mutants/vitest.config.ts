/** How the tests of one part run, the one named by `MUTANTS_PART`: in Node and in workerd as in `vitest.config.ts`, one file at a time. */
import { globSync } from "node:fs";
import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";
import { developmentSecrets } from "../../tools/local/dev-vars.mjs";
import { PARTS } from "./parts.ts";

const part = PARTS.find(({ name }) => name === process.env["MUTANTS_PART"]);
const files = globSync([...(part?.tests ?? [])]).map((path) => path.replaceAll("\\", "/"));
const inWorkerd = files.filter((path) => path.endsWith(".workerd.test.ts"));
const inNode = files.filter((path) => !inWorkerd.includes(path));

const define = { __DEVELOPMENT__: "true", __RULES_DAYS_AHEAD__: "0" };
/** A test of a mutant ends at its first failure; one that waits is ended by Stryker. */
const COMMON = {
  testTimeout: 60_000,
  hookTimeout: 60_000,
  maxWorkers: 1,
  root: process.cwd(),
  setupFiles: ["test/mutants/leave-out.ts"],
};

const node = { define, test: { ...COMMON, name: "node", include: inNode } };
const worker = {
  define,
  plugins: [
    cloudflareTest({
      remoteBindings: false,
      wrangler: { configPath: "./wrangler.toml", environment: "development" },
      miniflare: {
        bindings: developmentSecrets(),
        outboundService: () => new Response("outbound requests are blocked in tests", { status: 599 }),
      },
    }),
  ],
  test: { ...COMMON, name: "worker", provide: { isNightly: false }, include: inWorkerd },
};

export default defineConfig({
  test: { projects: [...(inNode.length > 0 ? [node] : []), ...(inWorkerd.length > 0 ? [worker] : [])] },
});
