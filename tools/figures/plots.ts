/**
 * Draws plots to SVG texts with Observable Plot, in a Chromium without network: 400 units wide, so that a phone shows them at full
 * size, in the reader's light or dark. The same points give the same bytes: nothing is measured while they are drawn.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";
import { findChromium } from "../local/chromium.mjs";
import { installIn } from "../site/install.mjs";
import { drawInPage } from "./draw-in-page.ts";
import type { PlotSpec } from "./figure.ts";

const STYLE = `
  svg { --paper: #fff; --ink: #1b2423; --quiet: #4a5856; --line: #c9d2d0; --first: #0b6b63; --second: #b3541e; --third: #5a4fa3; --fourth: #7d8b88 }
  @media (prefers-color-scheme: dark) {
    svg { --paper: #161d1c; --ink: #f0f5f4; --quiet: #c0cac8; --line: #3a4644; --first: #5fd0bf; --second: #f0a070; --third: #b3aaf2; --fourth: #8e9c99 }
  }
  text { font: 13px system-ui, "Liberation Sans", Arial, sans-serif }`;

const DRAWING = readFileSync(new URL("draw-in-page.ts", import.meta.url), "utf8");
const SCRIPTS = ["d3/dist/d3.min.js", "@observablehq/plot/dist/plot.umd.min.js"];

/** Of a plot's points and of what draws them: stands in the file, so that a test sees without a browser whether it is current. */
export const stampOf = (spec: PlotSpec): string =>
  createHash("sha256")
    .update(JSON.stringify(spec) + STYLE + DRAWING)
    .digest("hex")
    .slice(0, 16);

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** @param inner the plot's parts, as Plot has drawn them */
const svgOf = (spec: PlotSpec, { height, inner }: { height: number; inner: string }): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 ${height}" width="400" height="${height}" role="img" aria-labelledby="title" data-made-of="${stampOf(spec)}">
<title id="title">${escaped(spec.title)}</title>
<style>${STYLE}
</style>
<rect width="400" height="${height}" rx="8" fill="var(--paper)"/>
${inner}
</svg>
`;

/** The texts of all files, by name. @throws Error where there is no Chromium or the packages cannot be installed */
export async function drawn(specs: readonly PlotSpec[]): Promise<ReadonlyMap<string, string>> {
  installIn("quality");
  const browser = await chromium.launch({ executablePath: findChromium() ?? "chromium", args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage();
    for (const script of SCRIPTS)
      await page.addScriptTag({ content: readFileSync(`quality/node_modules/${script}`, "utf8") });
    const files = new Map<string, string>();
    for (const spec of specs) files.set(spec.name, svgOf(spec, await page.evaluate(drawInPage, spec)));
    return files;
  } finally {
    await browser.close();
  }
}
