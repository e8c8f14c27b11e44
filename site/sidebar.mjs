/** The sidebar of the docs, by reader. A page that no group names stands in the last group, so that none is lost. */
import { readdirSync } from "node:fs";
import { join } from "node:path";

/** @type {readonly (readonly [label: string, pages: readonly string[]])[]} */
const READERS = [
  ["Start", ["index", "five-minutes", "how-it-works", "what-it-does-not-do", "questions"]],
  ["Checkout pages", ["integrate", "releases", "examples/index", "element-states", "accessibility", "texts"]],
  [
    "Merchant servers",
    [
      "integrate-server",
      "quote-keys",
      "recipes/node/index",
      "recipes/php/index",
      "recipes/python/index",
      "recipes/ruby/index",
      "test/vectors/index",
    ],
  ],
  ["Site builders", ["site-builders"]],
  [
    "Operators",
    [
      "operate",
      "command-line",
      "deploy",
      "upgrade-deployment",
      "back-out",
      "merchants",
      "change-gateway",
      "merchant-leaves",
      "operators",
      "rotate-keys",
      "watch",
      "alerts",
      "trouble",
      "reports",
      "limits",
      "gateways",
      "card-programs",
      "logs",
      "ledger",
      "cost",
      "figures",
      "performance",
    ],
  ],
  ["Rules", ["rules/index", "rules/lapse", "rules/renew", "rules/coverage"]],
  ["Security and PCI", ["pci", "security", "data-map", "supply-chain"]],
];
/** Shorter than their titles. @type {Readonly<Record<string, string>>} */
const LABELS = {
  index: "Overview",
  accessibility: "Accessibility",
  "card-programs": "Card programmes",
  "integrate-server": "Charge by the quote",
  "quote-keys": "Keys that sign quotes",
  "recipes/node/index": "Node",
  "recipes/php/index": "PHP",
  "recipes/python/index": "Python",
  "recipes/ruby/index": "Ruby",
  "rules/index": "How an amount is decided",
};
const REFERENCE = "Reference";
/** Folders whose pages stand in a group of their own, closed, in the last one. */
const FOLDERS = /** @type {const} */ ([
  ["rules/changes", "Changes of rules"],
  ["decisions", "Decisions"],
]);

/** @param {string} content the folder of the prepared Markdown @returns {string[]} pages, without their ending */
function pagesOf(content) {
  return readdirSync(join(content, "docs"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".md"))
    .map((path) => path.replaceAll("\\", "/").slice(0, -".md".length))
    .toSorted();
}

/** @param {string} page */
const slugOf = (page) => `docs/${page}`.replace(/\/index$/, "");

/**
 * Starlight's sidebar.
 *
 * @param {string} content the folder of the prepared Markdown
 * @param {import("@astrojs/starlight/types").StarlightUserConfig["sidebar"]} api the groups of the API reference
 */
export function sidebar(content, api) {
  const pages = pagesOf(content);
  const inFolder = (/** @type {string} */ page) => FOLDERS.some(([folder]) => page.startsWith(`${folder}/`));
  const named = new Set(READERS.flatMap(([, own]) => own));
  const rest = pages.filter((page) => !named.has(page) && !inFolder(page));
  const items = (/** @type {readonly string[]} */ own) =>
    own
      .filter((page) => pages.includes(page))
      .map((page) => ({
        slug: slugOf(page),
        ...(LABELS[page] === undefined ? {} : { label: LABELS[page] }),
      }));
  const folders = FOLDERS.map(([folder, label]) => ({
    label,
    collapsed: true,
    items: items(pages.filter((page) => page.startsWith(`${folder}/`)).toReversed()),
  }));
  return [
    { label: "Builder", link: "/builder" },
    { label: "Playground", link: "/playground" },
    ...READERS.map(([label, own]) => ({ label, items: items(own) })).filter(({ items }) => items.length > 0),
    { label: REFERENCE, items: [...(api ?? []), ...items(rest), ...folders] },
  ];
}
