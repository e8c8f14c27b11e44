/**
 * The sample shop with every published version of the Tokenizer client, of which the sandbox serves one: the surcharge is shown,
 * accepted and paid. Needs the npm registry, so it runs at night.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { acceptSurcharge, page, paid, pay, VISA_CREDIT, VISA_DEBIT, visit } from "../support/shopper/sample-shop.ts";
import { transactions, typeCard } from "../support/shopper/shopper.ts";

const PACKAGE = "fluidpay-tokenizer";
const place = mkdtempSync(join(tmpdir(), "tokenizer-versions-"));
const npm = (...args: string[]) => execFileSync("npm", args, { cwd: place, encoding: "utf8" });

writeFileSync(join(place, "package.json"), '{ "private": true }');
const listed = JSON.parse(npm("view", PACKAGE, "versions", "--json")) as string | string[];
const versions = [listed].flat();
const aliases = versions.map((version) => `tokenizer-${version}@npm:${PACKAGE}@${version}`);
npm("install", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error", ...aliases);
afterAll(() => rmSync(place, { recursive: true, force: true }));

describe.each(versions)("with version %s of the client", (version) => {
  const script = readFileSync(join(place, "node_modules", `tokenizer-${version}`, "dist", "tokenizer.umd.js"), "utf8");

  /** How often the page has loaded this very client. */
  let loaded = 0;
  const withClient = (page: Page) =>
    page.route("**/tokenizer/tokenizer.js", (route) => {
      loaded += 1;
      return route.fulfill({ body: script, contentType: "text/javascript" });
    });

  beforeEach(({ task }) => {
    task.meta.compatibility = { what: "checkout", with: PACKAGE, version };
    loaded = 0;
  });

  test("a credit card's surcharge is shown, accepted and paid", async () => {
    await visit({}, withClient);
    await typeCard(page, { number: VISA_CREDIT });
    await acceptSurcharge();
    await pay().click();
    await paid();
    expect(await transactions()).toMatchObject([{ amount: 12_875, surcharge: 375 }]);
    expect(loaded).toBe(1);
  });

  test("a debit card is paid by one press", async () => {
    await visit({}, withClient);
    await typeCard(page, { number: VISA_DEBIT });
    await pay().click();
    await paid();
    expect(await transactions()).toMatchObject([{ amount: 12_500, surcharge: 0 }]);
    expect(loaded).toBe(1);
  });
});
