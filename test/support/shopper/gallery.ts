/** Pages that show the element in every state, for a real browser: no server, everything is answered here. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { Page } from "playwright-core";
import { buildWidget } from "../../../tools/build/build-widget.mjs";
import type { CardSurchargeElement } from "../../../widget/element.ts";
import { answersIn, policyIn } from "../service/shopper-answers.ts";

export const SHOP = "http://shop.test";
export const SERVICE = "http://service.test";

/** The strictest policy that a page with the element can have: the lines that the documentation gives, and nothing else. */
export const STRICT_POLICY = [
  "default-src 'none'",
  `script-src ${SERVICE}`,
  `connect-src ${SERVICE}`,
  "require-trusted-types-for 'script'",
  "trusted-types lit-html 'allow-duplicates'",
].join("; ");

/** The built script files and their hashes, by name. */
export async function builtWidget(): Promise<{
  files: ReadonlyMap<string, string>;
  integrity: Record<string, string>;
}> {
  const outDir = mkdtempSync(join(tmpdir(), "card-surcharge-widget-"));
  try {
    const { integrity } = await buildWidget({ outDir });
    const files = new Map(Object.keys(integrity).map((name) => [name, readFileSync(join(outDir, name), "utf8")]));
    return { files, integrity };
  } finally {
    rmSync(outDir, { recursive: true, force: true });
  }
}

/** The script files by name, as the end-to-end setup has built them: nothing is built again. */
export function servedFiles(): ReadonlyMap<string, string> {
  const { module, classic } = JSON.parse(readFileSync("dist/package/widget.json", "utf8")) as Record<
    "module" | "classic",
    { path: string }
  >;
  return new Map([module, classic].map(({ path }) => [basename(path), readFileSync(`dist/assets${path}`, "utf8")]));
}

/** Answers everything a page asks: the shop's own page, the script files, the policy. Lookups hang. */
export async function serve(page: Page, files: ReadonlyMap<string, string>, html: string): Promise<void> {
  const headers = { "access-control-allow-origin": "*" };
  await page.route("**/*", async (route) => {
    const url = new URL(route.request().url());
    const script = files.get(url.pathname.slice(1));
    if (url.origin === SHOP) await route.fulfill({ contentType: "text/html", body: html });
    else if (script !== undefined) await route.fulfill({ contentType: "text/javascript", headers, body: script });
    else if (url.pathname.endsWith("/policy"))
      await route.fulfill({ headers, json: policyIn(url.searchParams.get("locale") ?? "en") });
  });
  await page.goto(SHOP);
}

export const STATUSES = ["idle", "preview", "pending", "surcharge", "accepted", "none", "unknown", "expired"] as const;
export type Shown = (typeof STATUSES)[number];

/** Everything needed to put an element into a status, without a card form. */
export interface Exhibit {
  readonly status: Shown;
  readonly theme?: string;
  readonly locale?: string;
  readonly answers: ReturnType<typeof answersIn>;
}

export const exhibit = (status: Shown, theme = "plain", locale = "en"): Exhibit => ({
  status,
  theme,
  locale,
  answers: answersIn(locale),
});

/**
 * Runs in the page: puts one element under the selector and brings it into its status. Settles when the policy is there.
 */
export async function mount({ into, exhibit }: { into: string; exhibit: Exhibit }): Promise<void> {
  const { status, theme, locale, answers } = exhibit;
  const element: CardSurchargeElement = document.createElement("card-surcharge");
  const attributes = { merchant: "mch_demo", "base-amount": "12500", currency: "USD", country: "US", state: "IL" };
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.theme = theme ?? null;
  element.locale = locale ?? null;
  const validCard: (card: unknown) => void = () => {};
  const card = { submit() {}, submission() {}, validCard, iframe: null };
  element.connect(card);
  document.querySelector(into)?.append(element);
  const until = async (isTrue: () => unknown) => {
    while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 10));
  };
  // The notice of the page has made way for that of the policy.
  await until(() => element.hasUpdated && !element.shadowRoot?.querySelector("slot:not([name])"));
  if (status === "preview") card.validCard({ isValid: true, bin: { card_brand: "Visa", card_type: "credit" } });
  if (status === "pending") element.token = "0123456789abcdefABCDEF0123456789";
  if (status === "surcharge" || status === "accepted") element.answer = answers.surcharge;
  if (status === "none" || status === "unknown") element.answer = answers[status];
  if (status === "expired") element.answer = { ...answers.surcharge, expiresInSeconds: 0 };
  if (status === "accepted") element.accept();
  await until(() => element.status === status);
  await element.updateComplete;
}
