/** Builds every example as its README says, with its own dependencies, and pays in it. Runs under `NIGHTLY=1` alone. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { IS_NIGHTLY } from "../support/nightly/nightly.ts";
import { openBrowser, origins, typeCard } from "../support/shopper/shopper.ts";

const FRAMEWORKS = ["react", "vue", "svelte"] as const;
const INSTALL_TIMEOUT_MS = 300_000;

/** Where each example's files are, once built. */
let built: string;
let browser: Browser;

/** Shows an example from an origin of the demo merchant. */
async function open(folder: string): Promise<Page> {
  const { product, sandbox, shop } = origins();
  // A page that Playwright answers for counts as one of an unknown network; Chromium would keep it from the local servers.
  const page = await browser.newPage({ permissions: ["local-network-access"] });
  page.setDefaultTimeout(20_000);
  await page.route(`${shop}/**`, (route) => {
    const { pathname } = new URL(route.request().url());
    const path = join(folder, pathname === "/" ? "index.html" : pathname);
    const file = readFileSync(path, "utf8");
    const body = file.replaceAll("http://localhost:8787", product).replaceAll("http://localhost:8788", sandbox);
    const type = { html: "text/html", css: "text/css", js: "text/javascript" }[path.split(".").at(-1) ?? ""];
    return type === undefined ? route.abort() : route.fulfill({ body, contentType: type });
  });
  await page.goto(shop);
  return page;
}

/** What the page would send to its server. */
async function sent(page: Page): Promise<unknown> {
  const output = page.locator("output");
  await expect.poll(() => output.textContent(), { timeout: 20_000 }).toContain("token");
  return JSON.parse((await output.textContent()) ?? "");
}

const pay = (page: Page) => page.getByRole("button", { name: "Pay", exact: true }).click();

function build(framework: string): void {
  const folder = resolve("examples", framework);
  const run = (command: string, ...args: string[]) => execFileSync(command, args, { cwd: folder, stdio: "pipe" });
  // npm keeps a copied package that has the same version, even if it was built anew.
  rmSync(join(folder, "node_modules/card-surcharge"), { recursive: true, force: true });
  run("npm", "install", "--no-audit", "--no-fund", "--loglevel=error");
  run("npm", "run", "build", "--", "--outDir", join(built, framework));
}

/** The compiler's word on a file beside the example's own dependencies. */
function typeCheck(framework: string, file: string, text: string): string {
  const path = resolve("examples", framework, file);
  const tsc = resolve("node_modules/typescript/bin/tsc");
  const options =
    "--ignoreConfig --noEmit --strict --skipLibCheck --module esnext --moduleResolution bundler --target es2023";
  writeFileSync(path, text);
  try {
    execFileSync(process.execPath, [tsc, ...options.split(" "), "--types", "", path], { encoding: "utf8" });
    return "";
  } catch (error) {
    return (error as { stdout: string }).stdout;
  } finally {
    rmSync(path);
  }
}

describe.runIf(IS_NIGHTLY)("the examples", () => {
  beforeAll(async () => {
    browser = await openBrowser();
    built = mkdtempSync(join(tmpdir(), "card-surcharge-examples-"));
    for (const framework of FRAMEWORKS) build(framework);
  }, INSTALL_TIMEOUT_MS);

  afterAll(async () => {
    await browser.close();
    rmSync(built, { recursive: true, force: true });
  });

  describe.each(["html", ...FRAMEWORKS])("%s", (name) => {
    const folder = () => (name === "html" ? resolve("examples/html") : join(built, name));

    test("charges a credit card with its surcharge only after the shopper has accepted", async () => {
      const page = await open(folder());
      await typeCard(page, { number: "4012000077777777" });
      await pay(page);
      const accept = page.locator("card-surcharge").getByRole("button", { name: /accept/i });
      await accept.waitFor();
      expect(await page.locator("output").textContent()).toBe("");
      await accept.click();
      expect(await sent(page)).toMatchObject({ quote: expect.stringMatching(/^ey/) as string, total: 12_875 });
    });

    test("charges a debit card at once, without a surcharge", async () => {
      const page = await open(folder());
      await typeCard(page, { number: "4111111111111111" });
      await pay(page);
      expect(await sent(page)).toMatchObject({ quote: expect.stringMatching(/^ey/) as string, total: 12_500 });
    });

    test("offers nothing where the law of the chosen state forbids it", async () => {
      const page = await open(folder());
      await page.getByLabel("State").selectOption("MA");
      await typeCard(page, { number: "4012000077777777" });
      await pay(page);
      expect(await sent(page)).toMatchObject({ total: 12_500 });
    });
  });

  test("the example in React is typed", () => {
    const tsc = resolve("node_modules/typescript/bin/tsc");
    const run = () => execFileSync(process.execPath, [tsc, "-p", "examples/react"], { encoding: "utf8" });
    expect(run()).toBe("");
  });

  test.each([
    [
      "vue",
      `import type {} from "card-surcharge/vue";
       import type { GlobalComponents } from "vue";
       type Props = InstanceType<GlobalComponents["card-surcharge"]>["$props"];
       export const good: Props = { merchant: "m", "base-amount": 1, class: "c", onSurchargeAccept: (e) => e.detail.decision?.quote };`,
    ],
    [
      "svelte",
      `import type {} from "card-surcharge/svelte";
       import type { SvelteHTMLElements } from "svelte/elements";
       type Props = SvelteHTMLElements["card-surcharge"];
       export const good: Props = { merchant: "m", "base-amount": 1, class: "c", "onsurcharge-accept": (e) => e.detail.decision?.quote };`,
    ],
  ])("the tag is typed in %s", (framework, text) => {
    const bad = `\n// @ts-expect-error misspelt\nexport const bad: Props = { merchnt: "m" };`;
    expect(typeCheck(framework, "tag.check.ts", text + bad)).toBe("");
  });
});
