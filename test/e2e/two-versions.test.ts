/** Two versions of the script on one page, beside components of the page's own that bring a Lit of their own. */
import { type BuildOptions, build } from "esbuild";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { STYLES } from "../../tools/build/build-widget.mjs";
import type { CardSurchargeElement } from "../../widget/element.ts";
import { answersIn } from "../support/service/shopper-answers.ts";
import { SERVICE, STRICT_POLICY, serve, servedFiles } from "../support/shopper/gallery.ts";
import { openBrowser } from "../support/shopper/shopper.ts";

/** A page's own component, which draws the element with the Lit that it was bundled with. */
const SHOP_SCRIPT = `
import { css, html, LitElement } from "lit";
customElements.define("shop-checkout", class extends LitElement {
  static properties = { amount: { type: Number } };
  static styles = css\`output { font-weight: bold }\`;
  constructor() {
    super();
    this.amount = 12500;
  }
  render() {
    return html\`<output>\${this.amount}</output><form>
      <card-surcharge merchant="mch_demo" currency="USD" country="US" state="IL" name="quote"
        .baseAmount=\${this.amount}>\${this.amount} may carry a surcharge.</card-surcharge>
    </form>\`;
  }
});`;

let browser: Browser;
let files: ReadonlyMap<string, string>;
let page: Page;
let problems: string[] = [];

/** What esbuild makes of it, without a file. */
async function bundle(options: BuildOptions): Promise<string> {
  const common = { bundle: true, write: false, target: "es2022", logLevel: "error" } as const;
  const { outputFiles } = await build({ ...options, ...common, plugins: [STYLES] });
  return outputFiles?.[0]?.text ?? "";
}

/** Another version: built in another way, so that no name inside is the same, and marked. */
async function otherVersion(kind: "module" | "classic"): Promise<string> {
  const format = kind === "module" ? "esm" : "iife";
  const code = await bundle({ entryPoints: [`widget/script-${kind}.ts`], format });
  return code.replace("static formAssociated = true", '$&; static edition = "other"');
}

beforeAll(async () => {
  const [other, otherClassic, shop] = await Promise.all([
    otherVersion("module"),
    otherVersion("classic"),
    bundle({ stdin: { contents: SHOP_SCRIPT, resolveDir: "." }, format: "esm", minify: true }),
  ]);
  files = new Map([...servedFiles(), ["other.js", other], ["other.classic.js", otherClassic], ["shop.js", shop]]);
  browser = await openBrowser();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  page = await browser.newPage();
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  page.on("pageerror", (error) => problems.push(error.message));
});
afterEach(() => page?.close());

const isClassic = (name: string) => name.includes(".classic.");
/** Deferred scripts and modules run in the order of the page. */
const tag = (name: string) =>
  `<script ${isClassic(name) ? "defer" : 'type="module"'} src="${SERVICE}/${name}" crossorigin></script>`;

async function open(scripts: readonly string[]): Promise<void> {
  problems = [];
  await serve(
    page,
    files,
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Checkout</title>
    <meta http-equiv="content-security-policy" content="${STRICT_POLICY}">
    ${scripts.map(tag).join("")}</head><body><shop-checkout></shop-checkout></body></html>`,
  );
}

/** Runs in the page: what became of it, after an answer was accepted and the shop drew itself anew. */
async function use(answer: ReturnType<typeof answersIn>["surcharge"]) {
  const shop = document.querySelector("shop-checkout") as HTMLElement & {
    amount: number;
    updateComplete: Promise<boolean>;
  };
  const inside = shop.shadowRoot as ShadowRoot;
  const element = inside.querySelector("card-surcharge") as CardSurchargeElement;
  element.answer = answer;
  await element.updateComplete;
  const label = element.shadowRoot?.querySelector("[part=accept]")?.textContent?.trim();
  element.accept();
  const form = inside.querySelector("form") as HTMLFormElement;
  const accepted = [...new FormData(form)];
  shop.amount = 20_000;
  await shop.updateComplete;
  return {
    edition: (customElements.get("card-surcharge") as { edition?: string } | undefined)?.edition ?? "ours",
    label,
    accepted,
    changed: [inside.querySelector("output")?.textContent, element.status, [...new FormData(form)].length],
  };
}

describe("two versions of the script, and a page with a Lit of its own", () => {
  it.each([
    ["card-surcharge.js", "other.js"],
    ["other.js", "card-surcharge.js"],
    ["card-surcharge.classic.js", "other.classic.js"],
    ["other.classic.js", "card-surcharge.classic.js"],
  ])("%s before %s: the first stays and works", async (first, second) => {
    await open([first, "shop.js", second]);
    const { surcharge } = answersIn("en");
    expect(await page.evaluate(use, surcharge)).toEqual({
      edition: first.startsWith("other") ? "other" : "ours",
      label: "Accept surcharge",
      accepted: [["quote", surcharge.quote]],
      changed: ["20000", "idle", 0],
    });
    expect(problems).toEqual([]);
  });
});
