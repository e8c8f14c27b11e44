/**
 * Photographs the operators' console for the documentation, with counts that are made up; nothing is compared. `npm run
 * screenshots` writes its first view and a merchant's decision into `docs/images/`.
 */
import { chromium } from "playwright-core";
import { ADMIN_KEY, startMadeUp } from "../../test/support/status/made-up-service.ts";
import { pageFiles } from "../../test/support/status/page-files.ts";
import { findChromium } from "../local/chromium.mjs";

const SIZE = { width: 1280, height: 820 };

const service = await startMadeUp(await pageFiles());
const browser = await chromium.launch({ executablePath: findChromium() ?? "chromium", args: ["--no-sandbox"] });

/** The console at this view, with its first figures. @param {string} view @param {"light" | "dark"} colorScheme */
async function open(view, colorScheme) {
  const page = await browser.newPage({ viewport: SIZE, colorScheme, locale: "en-GB" });
  page.on("pageerror", (error) => console.error(error));
  await page.goto(`${service.origin}/status${view}`);
  await page.getByLabel("Admin key").fill(ADMIN_KEY);
  await page.getByRole("button", { name: "Open" }).click();
  await page.getByRole("heading", { name: "Why, and why not" }).waitFor();
  await page.waitForLoadState("networkidle");
  return page;
}

try {
  const overview = await open("#/", "light");
  await overview.screenshot({ path: "docs/images/status.png" });
  const merchant = await open("#/merchants/mch_00000", "dark");
  const card = merchant
    .locator("section.card")
    .filter({ has: merchant.getByRole("heading", { name: "A decision, explained" }) });
  await card.getByLabel("Country").fill("US");
  await card.getByLabel("State").fill("CO");
  await card.getByLabel("Amount in USD").fill("125.00");
  await card.getByRole("button", { name: "Explain" }).click();
  await card.getByText("What the shopper sees").waitFor();
  await card.screenshot({ path: "docs/images/status-explained.png" });
  console.log("docs/images/status.png, docs/images/status-explained.png");
} finally {
  await browser.close();
  await service.close();
}
