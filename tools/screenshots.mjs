/**
 * Photographs the element in every status, theme, colour scheme and direction, and at several widths, into one contact
 * sheet: `npm run screenshots -- [file]`. For people to look at; nothing is compared.
 */
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { chromium } from "playwright-core";
import { builtWidget, exhibit, mount, SERVICE, STATUSES, serve } from "../test/support/shopper/gallery.ts";
import { findChromium } from "./chromium.mjs";

const target = process.argv[2] ?? "test/shots/out/contact-sheet.png";
const THEMES = ["plain", "outlined", "filled"];
const LOOKS = [
  { scheme: "light", locale: "en", dir: "ltr" },
  { scheme: "dark", locale: "en", dir: "ltr" },
  { scheme: "light", locale: "ar", dir: "rtl" },
];
const WIDTHS = [320, 480, 768];

const rows = LOOKS.flatMap((look) => THEMES.map((theme) => ({ ...look, theme })));
const cells = rows.flatMap(({ theme, locale, scheme, dir }, row) =>
  STATUSES.map((status, column) => ({ id: `c${row}-${column}`, status, theme, locale, scheme, dir, width: 320 })),
);
const wide = WIDTHS.map((width, index) => ({
  id: `w${index}`,
  status: /** @type {const} */ ("surcharge"),
  theme: "outlined",
  locale: index === 1 ? "fr-CA" : "en",
  scheme: "light",
  dir: "ltr",
  width,
}));

/** @param {typeof cells[number]} cell */
const cellHtml = ({ id, scheme, dir, status, theme, width, locale }) =>
  `<figure class="${scheme}" dir="${dir}" style="width:${width}px"><figcaption dir="ltr">${status} · ${theme} · ${locale} · ${width} px</figcaption><div id="${id}"></div></figure>`;

const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>contact sheet</title>
<style>
  body { margin: 24px; font: 15px/1.5 system-ui, sans-serif; background: #d9dce1; width: 2950px; }
  section { display: flex; gap: 16px; margin-bottom: 16px; align-items: flex-start; flex-wrap: wrap; }
  figure { margin: 0; padding: 12px; background: #fff; color: #1b1f24; border-radius: 10px; }
  figcaption { font-size: 11px; opacity: .6; margin-bottom: 10px; }
  .dark { color-scheme: dark; background: #17191d; color: #e8eaed; }
</style>
<script type="module" src="${SERVICE}/card-surcharge.js" crossorigin></script>
${rows
  .map(
    (_, row) =>
      `<section>${cells
        .filter(({ id }) => id.startsWith(`c${row}-`))
        .map(cellHtml)
        .join("")}</section>`,
  )
  .join("")}
<section>${wide.map(cellHtml).join("")}</section>`;

const browser = await chromium.launch({ executablePath: findChromium() ?? "chromium", args: ["--no-sandbox"] });
try {
  const { files } = await builtWidget();
  const page = await browser.newPage({ viewport: { width: 2998, height: 1000 } });
  page.on("pageerror", (error) => console.error(error));
  await serve(page, files, html);
  await page.waitForFunction(() => customElements.get("card-surcharge") !== undefined);
  const show = (/** @type {typeof cells[number]} */ { id, status, theme, locale }) =>
    page.evaluate(mount, { into: `#${id}`, exhibit: exhibit(status, theme, locale) });
  for (const cell of [...cells, ...wide]) if (cell.status !== "pending") await show(cell);
  // A check is over after 3 s at most, so those that show one come last, and together.
  await Promise.all(cells.filter(({ status }) => status === "pending").map(show));
  mkdirSync(dirname(target), { recursive: true });
  await page.screenshot({ path: target, fullPage: true });
  console.log(target);
} finally {
  await browser.close();
}
