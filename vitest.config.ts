/**
 * Where a test runs is told by its name: `*.workerd.test.ts` inside workerd, `*.browser.test.ts` inside Chromium,
 * everything else in Node. `test/e2e` and `test/fault` drive whole servers, a set for each file that runs.
 */
import { availableParallelism } from "node:os";
import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import vue from "@vitejs/plugin-vue";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { AT_NIGHT } from "./test/support/nightly/at-night.ts";
import { SlowFirstSequencer } from "./tools/checkout/slow-first-sequencer.ts";
import { findChromium } from "./tools/local/chromium.mjs";
import { developmentSecrets } from "./tools/local/dev-vars.mjs";

const chromium = findChromium();
const IN_WORKERD = "**/*.workerd.test.ts";
const IN_BROWSER = "**/*.browser.test.ts";
/** What tests in the browser import by name. Found while a test runs, a dependency makes Vite reload the page under it. */
const IN_PAGES = [
  "@angular/compiler",
  "@angular/core",
  "@angular/platform-browser",
  "fluidpay-tokenizer",
  "jquery",
  "lit",
  "preact",
  "preact/debug",
  "preact/hooks",
  "preact/test-utils",
  "react",
  "react-dom",
  "react-dom/client",
  "react-dom/server",
  "svelte",
  "svelte/store",
  "vue",
  "vue/server-renderer",
];
const WHOLE_SERVERS = ["test/e2e/**/*.test.ts", "test/fault/**/*.test.ts"];

const IS_NIGHTLY = process.env["NIGHTLY"] === "1";
/** What is told to tests that cannot read this process's environment. */
const NIGHT = { isNightly: IS_NIGHTLY, nightlyShare: Number(process.env["NIGHTLY_SHARE"] ?? 1) };
/** At night alone, for it brings fast-check to every file. */
const SETUP = {
  provide: NIGHT,
  setupFiles: IS_NIGHTLY ? ["./test/support/nightly/setup.ts"] : [],
};
const LEFT_OUT = IS_NIGHTLY ? [] : AT_NIGHT;

/** Constants of the build, here as wrangler gives them to a development one; see worker/globals.d.ts. */
const define = { __DEVELOPMENT__: "true", __RULES_DAYS_AHEAD__: process.env["RULES_DAYS_AHEAD"] ?? "0" };

/** Starting workerd or Chromium takes seconds on a small, busy machine, and so may a page to show what it was told; no test measures time. */
const PATIENCE = { testTimeout: 30_000, hookTimeout: 60_000, expect: { poll: { timeout: 10_000 } } };

/**
 * Three files at a time at least: left to itself, Vitest runs one where there are two cores, and much of that is waiting. The same
 * number for every project, for those with another one wait until all that came before are done.
 */
const PARALLEL = { ...PATIENCE, ...SETUP, maxWorkers: Math.max(3, availableParallelism() - 1) };

/** No test reaches the network: what leaves a Worker without a stand-in is answered here. */
const denyOutbound = () => new Response("outbound requests are blocked in tests", { status: 599 });

export default defineConfig({
  test: {
    sequence: { sequencer: SlowFirstSequencer },
    projects: [
      {
        define,
        test: {
          ...PARALLEL,
          name: "node",
          include: ["test/**/*.test.ts"],
          exclude: [IN_WORKERD, IN_BROWSER, ...WHOLE_SERVERS, ...LEFT_OUT],
        },
      },
      {
        define,
        plugins: [
          cloudflareTest({
            remoteBindings: false,
            wrangler: { configPath: "./wrangler.toml", environment: "development" },
            miniflare: { bindings: developmentSecrets(), outboundService: denyOutbound },
          }),
        ],
        test: {
          ...PARALLEL,
          name: "worker",
          include: ["test/worker/**/*.workerd.test.ts", "test/contract/**/*.workerd.test.ts"],
        },
      },
      {
        plugins: [
          cloudflareTest({
            remoteBindings: false,
            wrangler: { configPath: "./sandbox/wrangler.toml" },
            miniflare: { outboundService: denyOutbound },
          }),
        ],
        test: { ...PARALLEL, name: "sandbox", include: ["test/sandbox/**/*.workerd.test.ts"] },
      },
      {
        plugins: [
          vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === "card-surcharge" } } }),
          svelte({ configFile: false }),
        ],
        optimizeDeps: { include: IN_PAGES },
        test: {
          ...PARALLEL,
          name: "widget",
          css: true,
          include: ["test/widget/**/*.browser.test.ts"],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: {
                ...(chromium === undefined ? {} : { executablePath: chromium }),
                args: [
                  "--no-sandbox",
                  "--disable-quic",
                  "--disable-background-networking",
                  "--disable-component-update",
                ],
              },
            }),
            instances: [{ browser: "chromium" }],
          },
        },
      },
      {
        define,
        test: {
          ...PARALLEL,
          name: "whole",
          include: WHOLE_SERVERS,
          exclude: LEFT_OUT,
          globalSetup: "./test/e2e/setup.ts",
        },
      },
    ],
  },
});
