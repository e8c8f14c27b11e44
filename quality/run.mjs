/**
 * `npm run quality [-- --rounds N] [--without-performance]`: Lighthouse on each kind of page, and Mozilla's grade of their headers.
 * Prints a table and fails where something is below what `pages.mjs` asks. Performance depends on the machine: run it where
 * nothing else runs; the best of N rounds (3) counts. Without it, the rest is judged alone. Installs its own packages first.
 */
import { rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { serveSite } from "../test/support/node/served-site.ts";
import { build } from "../tools/build/build.mjs";
import { findChromium } from "../tools/local/chromium.mjs";
import { startLocal } from "../tools/local/local.mjs";
import { ownFolder } from "../tools/local/own-folder.mjs";
import { freePort, portsFrom } from "../tools/local/ports.mjs";
import { addSite } from "../tools/site/add-site.mjs";
import { buildSite } from "../tools/site/build-site.ts";
import { installIn } from "../tools/site/install.mjs";
import { compressing } from "./compressing.mjs";
import { GRADE, GRADED, LEAST, PAGES } from "./pages.mjs";

const { values } = parseArgs({
  options: { rounds: { type: "string", default: "3" }, "without-performance": { type: "boolean", default: false } },
});

installIn("quality");
const [{ measure }, { gradeOf }] = await Promise.all([import("./lighthouse.mjs"), import("./observatory.mjs")]);
await build({ withSite: false });
const site = await buildSite();
const served = await serveSite();
const front = { site: await compressing(), shop: await compressing() };
const stateFolder = join(ownFolder("build"), "quality");
const local = await startLocal({
  ports: portsFrom(await freePort(3)),
  stateFolder,
  secretsFile: "tools/local/development.vars",
  pages: [front.shop.origin],
});
addSite(site, local.assets, local.origins.sandbox);
front.site.lead(served.origin);
front.shop.lead(local.origins.shop);
/** What runs locally finds its sandbox by its own port, and so is measured uncompressed. */
const ORIGINS = { site: front.site.origin, local: local.origins.product, shop: front.shop.origin };

/** A port that the system chose. @returns {Promise<number>} */
const debuggerPort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = /** @type {import("node:net").AddressInfo} */ (server.address());
      server.close(() => resolve(address.port));
    });
  });

/** The best of some rounds, each in a browser of its own. @param {string} address */
async function bestOf(address) {
  const rounds = [];
  for (let round = 0; round < Number(values.rounds); round++) {
    const port = await debuggerPort();
    const browser = await chromium.launch({
      executablePath: findChromium() ?? "chromium",
      args: ["--no-sandbox", `--remote-debugging-port=${port}`],
    });
    try {
      rounds.push(await measure(address, port));
    } finally {
      await browser.close();
    }
  }
  const performance = (/** @type {(typeof rounds)[number]} */ { scores }) => scores["performance"] ?? 0;
  return rounds.toSorted((a, b) => performance(b) - performance(a))[0] ?? { scores: {}, lost: [] };
}

let isBelow = false;
try {
  console.log(`Mozilla's tests (${GRADE})`);
  for (const path of GRADED) {
    const { grade, score, lost } = await gradeOf(`${served.origin}${path}`);
    console.log(`${path.padEnd(40)}  ${grade.padEnd(2)} ${score}  ${lost.join(", ")}`);
    isBelow ||= grade !== GRADE;
  }
  const categories = Object.entries(LEAST).filter(([name]) => name !== "performance" || !values["without-performance"]);
  const heads = categories.map(([name, least]) => `${name} (${least})`);
  console.log(`\n${["Lighthouse".padEnd(40), ...heads].join("  ")}`);
  for (const { at, path } of PAGES) {
    const { scores, lost } = await bestOf(`${ORIGINS[at]}${path}`);
    const cells = categories.map(([name], column) => String(scores[name]).padEnd(heads[column]?.length ?? 0));
    console.log([(at === "shop" ? "sample shop" : path).padEnd(40), ...cells].join("  "));
    const below = categories.filter(([name, least]) => (scores[name] ?? 0) < least).map(([name]) => name);
    for (const line of lost.filter((audit) => below.some((name) => audit.startsWith(`${name}:`))))
      console.log(`    ${line}`);
    isBelow ||= below.length > 0;
  }
} finally {
  for (const one of Object.values(front)) one.close();
  await Promise.all([local.stop(), served.stop()]);
  rmSync(stateFolder, { recursive: true, force: true });
}
process.exitCode = isBelow ? 1 : 0;
