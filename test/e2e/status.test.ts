/**
 * The operators' console in a browser: with a year of counts for ten thousand merchants that are made up, under the policy
 * that it is served with; and once with the real service.
 */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openBrowser, origins } from "../support/shopper/shopper.ts";
import { HOSTILE_ID, HOSTILE_NAME } from "../support/status/made-up-merchants.ts";
import {
  ADMIN_KEY,
  LIMITED_KEY,
  type MadeUpService,
  PAGE_POLICY,
  startMadeUp,
} from "../support/status/made-up-service.ts";
import { pageFiles } from "../support/status/page-files.ts";

const axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const VIEWS = {
  overview: "#/",
  merchants: "#/merchants",
  "one merchant": "#/merchants/mch_00007",
  alerts: "#/alerts",
  audit: "#/audit",
} as const;
type View = keyof typeof VIEWS;
const VIEW_NAMES = Object.keys(VIEWS) as View[];

let browser: Browser;
let service: MadeUpService;
let files: Awaited<ReturnType<typeof pageFiles>>;
let context: BrowserContext;
let page: Page;
/** What the page's policy refused. */
let violations: string[];

beforeAll(async () => {
  [browser, files] = await Promise.all([openBrowser(), pageFiles()]);
  service = await startMadeUp(files);
});
afterAll(async () => {
  await browser?.close();
  await service?.close();
});
beforeEach(() => {
  service.asked.length = 0;
  service.broken.clear();
  service.mood = { trouble: 1 };
  violations = [];
});
afterEach(async () => {
  await context?.close();
  expect(violations).toEqual([]);
});

/** What is expected within the time that a busy machine may take. */
const eventually = <T>(found: () => T | Promise<T>) => expect.poll(found, { timeout: 15_000 });

interface VisitOptions extends BrowserContextOptions {
  /** The test moves the page's clock. */
  readonly hasClock?: boolean;
}

/** The page as it is first seen. */
async function visit(hash = "", { hasClock = false, ...options }: VisitOptions = {}): Promise<void> {
  context = await browser.newContext({ locale: "en-US", reducedMotion: "reduce", ...options });
  if (hasClock) await context.clock.install();
  page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.on("console", (message) => {
    if (/Content Security Policy|TrustedHTML|TrustedScript/.test(message.text())) violations.push(message.text());
  });
  page.on("pageerror", (error) => violations.push(error.message));
  await page.goto(`${service.origin}/status${hash}`);
}

async function giveKey(key = ADMIN_KEY): Promise<void> {
  await page.getByLabel("Admin key").fill(key);
  await page.getByRole("button", { name: "Open" }).click();
}

/** The console, open, with its first figures. */
async function open(view: View = "overview", options: BrowserContextOptions = {}): Promise<void> {
  await visit(VIEWS[view], options);
  await giveKey();
  await page.getByRole("navigation", { name: "Views" }).waitFor();
  await page.locator("main h1").waitFor({ state: "attached" });
  await eventually(() => page.getByText("Reading …").count()).toBe(0);
}

const main = () => page.locator("main");
const health = () => page.getByRole("region", { name: "Is it well?" });
const asked = (path: string) => service.asked.filter((line) => line.startsWith(`GET ${path}`)).length;

describe("the key", () => {
  test("is asked for, told wrong where it is, and kept nowhere but in the page until it is forgotten", async () => {
    await visit();
    expect(await findings()).toEqual([]);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("key");
    for (const wrong of ["ak_wrong", "ak_schlüssel"]) {
      await giveKey(wrong);
      await page
        .getByRole("alert")
        .getByText(/not an admin key of this deployment/)
        .waitFor();
    }
    await giveKey(LIMITED_KEY);
    await page
      .getByRole("alert")
      .getByText(/may not do that.*limited to rules/)
      .waitFor();
    await giveKey();
    await health().waitFor();

    const kept = await page.evaluate(async () => {
      const stores = [
        JSON.stringify(localStorage),
        JSON.stringify(sessionStorage),
        document.cookie,
        name,
        location.href,
      ];
      const databases = await indexedDB.databases();
      return [
        ...stores,
        JSON.stringify(databases),
        JSON.stringify(history.state),
        document.documentElement.outerHTML,
      ].join("\n");
    });
    expect(kept).not.toContain(ADMIN_KEY);
    expect(await context.cookies()).toEqual([]);
    expect(service.asked.join("\n")).not.toContain(ADMIN_KEY);

    await page.reload();
    await page.getByLabel("Admin key").waitFor();
    await expect.poll(() => page.getByRole("navigation", { name: "Views" }).count()).toBe(0);
    await giveKey();
    await health().waitFor();
    await page.getByRole("button", { name: "Forget key" }).click();
    await page.getByLabel("Admin key").waitFor();
    await expect.poll(() => main().innerText()).not.toMatch(/Surcharge offered/);
  });
});

/** What axe finds on the page as it is. */
async function findings(): Promise<string[]> {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run({
      resultTypes: ["violations"],
    }),
  );
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

/** Boxes of tables that do not show all their columns. */
const clipped = () =>
  page
    .locator(".scroll")
    .evaluateAll((all) =>
      all.filter((box) => box.scrollWidth > box.clientWidth + 1).map((box) => box.getAttribute("aria-label")),
    );
const widerThanPage = () =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test.each(VIEW_NAMES)("axe finds nothing, light and dark, and nothing is wider than 320 px: %s", async (view) => {
  await open(view);
  expect(await clipped(), "at 1280 px").toEqual([]);
  if (view === "one merchant") await askEverything();
  await page.locator("details").evaluateAll((all) => {
    for (const one of all) (one as HTMLDetailsElement).open = true;
  });
  expect(await findings(), "light").toEqual([]);
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await findings(), "dark").toEqual([]);
  for (const direction of ["ltr", "rtl"]) {
    await page.evaluate((direction) => {
      document.documentElement.dir = direction;
    }, direction);
    await page.setViewportSize({ width: 320, height: 640 });
    await eventually(widerThanPage).toBe(0);
  }
  if (view === "alerts" || view === "audit") expect(await clipped(), "at 320 px").toEqual([]);
});

const card = (title: string) =>
  page.locator("section.card").filter({ has: page.getByRole("heading", { name: title }) });

/** Asks for the decision on a sale in Colorado. */
async function askExplain() {
  const explain = card("A decision, explained");
  await explain.getByLabel("Country").fill("US");
  await explain.getByLabel("State").fill("CO");
  await explain.getByLabel("Amount in USD").fill("125.00");
  await explain.getByRole("button", { name: "Explain" }).click();
  return explain;
}

/** Fills in the forms of one merchant and sends them. */
async function askEverything(): Promise<void> {
  const explain = await askExplain();
  await explain.getByText("held there by us-co-credit.", { exact: false }).first().waitFor();
  const policy = card("The policy as shoppers see it");
  await policy.getByLabel("Country").fill("US");
  await policy.getByRole("button", { name: "Show the policy" }).click();
  await policy.getByText("Credit cards may carry a surcharge").waitFor();
  const report = card("What was reported");
  await report.getByRole("button", { name: "Show the report" }).click();
  await report.getByText("as the merchant's server reported it").waitFor();
}

describe("the first view", () => {
  test("says whether it is well, and why not; on paper too", async () => {
    await open();
    await health().getByText("It works, and 3 things want a look.").waitFor();
    for (const reason of ["mch_00007", "lapses in 14 days", "fleet is stale"])
      await expect.poll(() => health().innerText()).toContain(reason);
    for (const figure of ["Answers", "Surcharge offered", "Unknown", "Calls per answer"])
      await expect.poll(() => main().innerText()).toContain(figure);
    for (const part of [
      "Surcharge offered",
      "Debit card",
      "visa-us-rules",
      "in 14 days",
      "loyalty_gold",
      "US-IL",
      "1.0.1",
    ])
      await expect.poll(() => main().innerText()).toContain(part);
    await expect
      .poll(() => page.getByRole("img", { name: "Answers by outcome in the last hour" }).locator("canvas").count())
      .toBe(1);
  });

  test("shows trouble within its next look, and says so once to those who listen", async () => {
    await visit("", { hasClock: true });
    await giveKey();
    await health().waitFor();
    service.mood = { trouble: 60 };
    await page.clock.runFor(31_000);
    await health().getByText("Trouble: shoppers or merchants are affected.").waitFor();
    await expect.poll(() => page.getByRole("status").first().innerText()).toMatch(/^Trouble: .*could not tell/);
  });

  test("each span is drawn by its steps, and stands in a table, in the reader's time and in UTC", async () => {
    await open("overview", { timezoneId: "America/New_York" });
    const figure = page.getByRole("figure").filter({ has: page.getByRole("heading", { name: "Answers" }) });
    await figure.getByText("Figures as a table").click();
    const times = () =>
      figure.locator("time").evaluateAll((all) => all.map((one) => [one.textContent, (one as HTMLElement).title]));
    for (const [name, by, steps] of [
      ["Now", "minute", 15],
      ["Day", "hour", 24],
      ["Month", "day", 30],
      ["Year", "day", 365],
    ] as const) {
      await page.getByRole("radio", { name }).check();
      await eventually(async () => (await times()).length).toBe(steps);
      expect(service.asked.some((line) => line.includes(`/v1/admin/stats?by=${by}`))).toBe(true);
    }
    const [last] = await times();
    expect(last?.[1]).toBe(`${new Date().toISOString().slice(0, 10)} 00:00:00 UTC`);
    await page.getByRole("radio", { name: "Day" }).check();
    await eventually(async () => (await times()).length).toBe(24);
    const [hour] = await times();
    const at = new Date(`${hour?.[1]?.slice(0, 19).replace(" ", "T")}Z`);
    const here = new Intl.DateTimeFormat("en-US", { timeZone: "America/New_York", hour: "2-digit", minute: "2-digit" });
    expect(hour?.[0]).toContain(here.format(at));
    await page.evaluate(() => location.assign("#/merchants/mch_00007"));
    await page.getByText("All merchants").waitFor();
    expect(await page.getByRole("radio", { name: "Day" }).isChecked()).toBe(true);
  });

  test("a route that is down leaves the rest, and is named", async () => {
    service.broken.add("/v1/admin/alerts");
    service.broken.add("/v1/admin/rules");
    await open();
    await health().getByText("Alerts cannot be read right now.").waitFor();
    await expect.poll(() => main().innerText()).toContain("Rules: Made up to fail.");
    await expect.poll(() => main().innerText()).toContain("Surcharge offered");

    await context.close();
    service.broken.clear();
    service.broken.add("/v1/admin/stats");
    await open();
    await expect.poll(() => main().innerText()).toContain("Counts: Made up to fail.");
    await expect.poll(() => main().innerText()).toContain("visa-us-rules");
  });
});

describe("what is read again", () => {
  beforeEach(async () => {
    await visit("", { hasClock: true });
    await giveKey();
    await health().waitFor();
  });

  test("leaves the focus, the scrolling and what is unfolded as they are", async () => {
    await page.getByText("Figures as a table").first().click();
    await page.getByText("Figures as a table").last().focus();
    await page.evaluate(() => scrollTo(0, 240));
    const state = () =>
      page.evaluate(() => {
        const { activeElement } = document;
        const unfolded = document.querySelector("details[open]") !== null;
        return [activeElement?.tagName, activeElement?.getBoundingClientRect().top, scrollY, unfolded];
      });
    const before = await state();
    const reads = asked("/v1/admin/stats");
    await page.clock.runFor(31_000);
    await eventually(() => asked("/v1/admin/stats")).toBe(reads + 1);
    expect(await state()).toEqual(before);
  });

  test("is not while it is paused, and is rarer while it fails", async () => {
    const stats = () => asked("/v1/admin/stats");
    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByText("Paused: nothing is read again until you go on.").waitFor();
    const paused = stats();
    await page.clock.runFor(120_000);
    expect(stats()).toBe(paused);
    // What is chosen is read once.
    await page.getByRole("radio", { name: "Month" }).check();
    await eventually(stats).toBe(paused + 1);
    await page.clock.runFor(1_200_000);
    expect(stats()).toBe(paused + 1);
    await page.getByRole("radio", { name: "Hour" }).check();
    const before = stats();
    await page.getByRole("button", { name: "Pause" }).click();
    await eventually(stats).toBe(before + 1);

    service.broken.add("/v1/admin/stats");
    await page.clock.runFor(31_000);
    await page.getByText("Counts: Made up to fail.").waitFor();
    await expect.poll(() => page.locator("header").innerText()).toMatch(/Not all was read since/);
    await expect.poll(() => health().innerText()).toContain("The last hour cannot be read");
    expect(stats()).toBe(before + 2);
    await page.clock.runFor(31_000);
    expect(stats()).toBe(before + 2);
    await page.clock.runFor(31_000);
    await eventually(stats).toBe(before + 3);
  });
});

describe("merchants", () => {
  test("ten thousand are searched, sorted and paged", async () => {
    await open("merchants");
    await page.getByText("10,000 of 10,000").waitFor({ timeout: 30_000 });
    const first = () => page.getByRole("rowheader").first().innerText();
    expect(await first()).toContain("mch_00007");
    await page.getByRole("button", { name: "Next" }).click();
    await page.getByText("Page 2 of 400").waitFor();
    await page.getByRole("searchbox").fill("supply mch_00996");
    await page.getByText("Page 1 of").waitFor();
    expect(await first()).toContain("Saffron & Supply 996");
    await page.getByRole("searchbox").fill("");
    await page.getByRole("button", { name: "Unknown" }).click();
    await expect
      .poll(() => page.getByRole("columnheader", { name: "Unknown" }).getAttribute("aria-sort"))
      .toBe("descending");
    await page.getByLabel("Show").selectOption("Switched off");
    await page.getByText("104 of 10,000").waitFor();
    // Those on the screen alone are read one by one.
    expect(service.asked.filter((line) => /merchants\/mch_/.test(line)).length).toBeLessThan(150);
  });

  test("a name is text, whatever it tries to be", async () => {
    await open("merchants");
    await page.getByRole("searchbox").fill(HOSTILE_ID);
    await page.getByRole("link", { name: HOSTILE_NAME }).click();
    await page.getByRole("heading", { level: 1, name: HOSTILE_NAME }).waitFor();
    expect(await page.title()).toBe(`${HOSTILE_NAME} · Status`);
    await expect.poll(() => page.locator("#status img, #status script").count()).toBe(0);
  });

  test("one is shown with its decision, its policy, and its report as a file", async () => {
    await open("one merchant");
    await askEverything();
    const text = await main().innerText();
    for (const part of [
      "Surcharge",
      "us-co-credit",
      "leg.colorado.gov",
      "sign off, nobody has recorded it",
      "2.00%: $2.50, $127.50 in all",
      "Visa",
      "$497.82",
    ])
      expect(text).toContain(part);
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download as CSV" }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^mch_00007-\d{4}-\d\d\.csv$/);
    expect(await readFile(await file.path(), "utf8")).toContain("US-IL,USD,visa,412");
    await expect.poll(() => page.getByRole("region", { name: "To look at" }).innerText()).toContain("31.5 % of 124");

    // An amount that is none is told at the form, the former decision goes, and nothing is asked.
    const explained = () => service.asked.filter((line) => line.includes("/explain")).length;
    await page.getByLabel("Amount in USD").fill("1,250.00");
    await page.getByRole("button", { name: "Explain" }).click();
    await page.getByText("must be a number with at most 2 decimals").waitFor();
    await expect.poll(() => page.getByRole("region", { name: "Explanation" }).count()).toBe(0);
    expect(explained()).toBe(1);
  });

  test("one that is not there is told once, and so is an address that means nothing", async () => {
    await visit("#/merchants/mch_nope");
    await giveKey();
    await page.getByText("There is no merchant of this id.").waitFor();
    await expect.poll(() => page.getByRole("form").or(page.locator("main form, main dl")).count()).toBe(0);
    await expect.poll(() => main().innerText()).not.toContain("mch_nope mch_nope");
    await page.evaluate(() => location.assign("#/foo"));
    await page.getByRole("heading", { level: 1, name: "Nothing here" }).waitFor();
    await page.getByRole("link", { name: "To the overview" }).click();
    await health().waitFor();
  });
});

test("the audit is filtered by the service, and goes on to older changes", async () => {
  await open("audit");
  await page.getByText("rates.visa: 250 → 300").first().waitFor();
  await page.getByLabel("Who").fill("jo");
  await page.getByLabel("What").fill("merchants");
  await page.getByRole("button", { name: "Filter" }).click();
  await eventually(() => asked("/v1/admin/audit?by=jo&target=merchants")).toBe(1);
  await page.getByRole("button", { name: "Older" }).click();
  await eventually(() => page.getByRole("row").count()).toBe(21);
  expect(asked("/v1/admin/audit?by=jo&target=merchants&cursor=10")).toBe(1);
});

test("the keyboard alone goes the whole way", async () => {
  await visit();
  const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? "");
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  /** Goes on until the focus is on something of this text. */
  const tabTo = async (text: string | RegExp) => {
    for (let step = 0; step < 60; step += 1) {
      await press("Tab");
      const at = await focused();
      if (typeof text === "string" ? at === text : text.test(at)) return;
    }
    throw new Error(`The keyboard does not reach ${text}.`);
  };
  // Focus is on the field from the start.
  await page.keyboard.type(ADMIN_KEY);
  await press("Enter");
  await health().waitFor();
  // Focus is on the view: the next stops are inside it, first the alert that is open.
  await press("Tab", "Tab", "ArrowRight");
  await eventually(() => page.getByRole("radio", { name: "Day" }).isChecked()).toBe(true);
  await eventually(() => asked("/v1/admin/stats?by=hour")).toBe(1);
  await tabTo("Figures as a table");
  await press("Enter");
  await page.getByRole("region", { name: "Answers by outcome in the last 24 hours" }).waitFor();

  await page.keyboard.press("Control+Home");
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await tabTo("To the content");
  await tabTo("Merchants");
  await press("Enter");
  await page.getByRole("heading", { level: 1, name: "Merchants" }).waitFor();
  await press("Tab");
  await page.keyboard.type("larch & loam 0");
  await tabTo("Larch & Loam 0");
  await press("Enter");
  await page.getByRole("heading", { level: 1, name: "Larch & Loam 0" }).waitFor();
  await tabTo("Explain");
});

test("the real service fills it", async () => {
  const { product } = origins();
  context = await browser.newContext({ locale: "en-US" });
  page = await context.newPage();
  page.on("pageerror", (error) => violations.push(error.message));
  for (const [path, { type, text }] of files)
    await page.route(`${product}${path}`, (route) =>
      route.fulfill({ contentType: type, body: text, headers: { "content-security-policy": PAGE_POLICY } }),
    );
  await page.goto(`${product}/status`);
  await giveKey("ak_sandbox_demo");
  await health().waitFor();
  const missing = async () =>
    (await page.locator(".missing").allInnerTexts()).filter((text) => !text.includes("Nobody is told"));
  expect(await missing()).toEqual([]);
  await page
    .getByText("Nothing lapses within 60 days.")
    .or(page.getByRole("table", { name: /due within 60 days/ }))
    .waitFor();

  await page.getByRole("link", { name: "Merchants" }).click();
  await page.getByRole("link", { name: "Larch & Loam" }).click();
  await page.getByRole("heading", { level: 1, name: "Larch & Loam" }).waitFor();
  const explain = await askExplain();
  await explain.getByRole("table", { name: "Rules that matched" }).waitFor();
  await card("The policy as shoppers see it").getByRole("button", { name: "Show the policy" }).click();
  await card("The policy as shoppers see it").getByRole("table").waitFor();
  await card("What was reported").getByRole("button", { name: "Show the report" }).click();
  await card("What was reported")
    .getByText(/as the merchant's server reported it/)
    .waitFor();
  for (const view of ["Alerts", "Audit"]) {
    await page.getByRole("link", { name: view }).click();
    await page.getByRole("heading", { level: 1, name: view }).waitFor();
  }
  expect(await missing()).toEqual([]);
});
