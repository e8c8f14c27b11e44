/**
 * Photographs the element for the documentation, for people to look at; nothing is compared. `npm run screenshots` writes
 * every status, and an offer in every look, into `docs/images/`.
 */
import { chromium } from "playwright-core";
import { builtWidget, exhibit, mount, SERVICE, STATUSES, serve } from "../../test/support/shopper/gallery.ts";
import { findChromium } from "../local/chromium.mjs";

/**
 * @typedef {object} Cell
 * @property {string} title
 * @property {import("../../test/support/shopper/gallery.ts").Shown} status
 * @property {string} [theme]
 * @property {string} [locale]
 * @property {string} [style] of what stands around the element
 */

const RTL = new Set(["ar", "he"]);
/** What GitHub shows without making it smaller. */
const WIDTH = 840;

/** @type {Cell[]} */
const statuses = STATUSES.map((status) => ({ title: status, status, theme: "outlined" }));
/** @type {Cell[]} */
const looks = [
  { title: 'theme="plain"', status: "surcharge", theme: "plain" },
  { title: 'theme="filled"', status: "surcharge", theme: "filled" },
  { title: "dark", status: "surcharge", style: "color-scheme: dark; background: #17191d; color: #e8eaed" },
  {
    title: "a shop's own properties",
    status: "surcharge",
    style:
      "font-family: Georgia, serif; --card-surcharge-button-background: #14532d; --card-surcharge-button-color: #fff; --card-surcharge-button-radius: 2em; --card-surcharge-radius: 1em; --card-surcharge-border-color: #86a390",
  },
  { title: "Arabic", status: "surcharge", locale: "ar" },
  { title: "Hebrew", status: "accepted", locale: "he" },
  { title: "German", status: "surcharge", locale: "de" },
  { title: "text at twice its size", status: "accepted", style: "font-size: 32px" },
];

/** @param {Cell} cell @param {number} index */
const figure = ({ title, style, locale = "en" }, index) =>
  `<figure style="${style ?? ""}" dir="${RTL.has(locale) ? "rtl" : "ltr"}"><figcaption dir="ltr">${title}</figcaption><div id="c${index}"></div></figure>`;

/** @param {Cell[]} cells */
const sheet = (cells) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Looks</title>
<style>
  body { margin: 16px; columns: 2; column-gap: 16px; font: 16px/1.5 system-ui, sans-serif; background: #dfe2e6 }
  figure { margin: 0 0 16px; padding: 16px; break-inside: avoid; background: #fff; color: #1b1f24; border-radius: 8px }
  figcaption { margin-bottom: 10px; font: 600 13px/1.3 system-ui, sans-serif }
</style>
<script type="module" src="${SERVICE}/card-surcharge.js" crossorigin></script>${cells.map(figure).join("")}`;

const browser = await chromium.launch({ executablePath: findChromium() ?? "chromium", args: ["--no-sandbox"] });

/** @param {string} target @param {Cell[]} cells @param {ReadonlyMap<string, string>} files */
async function photograph(target, cells, files) {
  const page = await browser.newPage({ viewport: { width: WIDTH, height: 600 }, deviceScaleFactor: 2 });
  page.on("pageerror", (error) => console.error(error));
  await serve(page, files, sheet(cells));
  await page.waitForFunction(() => customElements.get("card-surcharge") !== undefined);
  const show = (/** @type {Cell} */ { status, theme = "outlined", locale = "en" }, /** @type {number} */ index) =>
    page.evaluate(mount, { into: `#c${index}`, exhibit: exhibit(status, theme, locale) });
  // A check is over after 3 s at most, so one that is shown comes last.
  for (const [index, cell] of cells.entries()) if (cell.status !== "pending") await show(cell, index);
  for (const [index, cell] of cells.entries()) if (cell.status === "pending") await show(cell, index);
  // The sign of a check is there after 0.3 s.
  await page.waitForTimeout(500);
  await page.screenshot({ path: target, fullPage: true });
  console.log(target);
}

try {
  const { files } = await builtWidget();
  await photograph("docs/images/statuses.png", statuses, files);
  await photograph("docs/images/looks.png", looks, files);
} finally {
  await browser.close();
}
