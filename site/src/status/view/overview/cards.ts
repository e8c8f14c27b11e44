/** The cards below the charts: each a small table about one part of the service. */
import { html, nothing, type TemplateResult } from "lit/html.js";
import { formatCount, formatRatio, formatShare } from "../../format.ts";
import { type PlaceShare, type Summary, shareOf } from "../../summary.ts";
import { type Share, totalOf } from "../../sums.ts";
import { ALARM_TEXT, BREAKER_TEXT, LIMITED_TEXT, SOURCE_TEXT, textOf } from "../../words.ts";
import { cardOf, shareCell } from "../parts.ts";
import { tableOf } from "../table.ts";

/** As many as are read at a glance. */
const MOST_ROWS = 10;

type Words = Readonly<Record<string, string>>;

interface Series {
  readonly title: string;
  readonly shares: readonly Share[];
  /** What its values are. */
  readonly what: string;
  readonly words?: Words;
}

function seriesCard({ title, shares, what, words = {} }: Series): TemplateResult {
  const total = totalOf(shares);
  const rest = shares.length - MOST_ROWS;
  return cardOf(
    title,
    html`${tableOf<Share>({
      label: title,
      rows: shares.slice(0, MOST_ROWS),
      empty: "None.",
      columns: [
        { title: what, isHead: true, cell: ({ value }) => html`<span title=${value}>${textOf(words, value)}</span>` },
        { title: "Count", isFigure: true, cell: ({ count }) => formatCount(count) },
        { title: "Share", cell: ({ count }) => shareCell(shareOf(count, total)) },
      ],
    })}${rest > 0 ? html`<p class="quiet">${formatCount(rest)} more, each rarer.</p>` : nothing}`,
  );
}

function placesCard(places: readonly PlaceShare[]): TemplateResult {
  return cardOf(
    "Places",
    tableOf<PlaceShare>({
      label: "Places",
      rows: places.slice(0, MOST_ROWS),
      empty: "No card was asked about.",
      columns: [
        { title: "Place", isHead: true, cell: ({ value }) => html`<span class="solid">${value}</span>` },
        { title: "Answers", isFigure: true, cell: ({ count }) => formatCount(count) },
        { title: "Surcharge", cell: ({ surcharge, count }) => shareCell(shareOf(surcharge, count)) },
        { title: "Unknown", isFigure: true, cell: ({ unknown, count }) => formatShare(shareOf(unknown, count)) },
      ],
    }),
  );
}

function gatewayCard(summary: Summary): TemplateResult {
  const rows: readonly (readonly [string, string])[] = [
    ["Calls to gateways", formatCount(summary.calls)],
    ["Calls for each answer", formatRatio(summary.amplification)],
    ["Failed", `${formatCount(summary.failedCalls)} (${formatShare(summary.failedCallShare)})`],
    ["Tried again", formatCount(summary.retries)],
    ["Slow", formatCount(summary.slowCalls)],
    ["Refused (key, or a wall in front)", formatCount(summary.refusedCalls)],
    ...summary.breaker.map(
      ({ value, count }) => [`${textOf(BREAKER_TEXT, value)}: answers then`, formatCount(count)] as const,
    ),
  ];
  return cardOf(
    "The way to the gateways",
    tableOf<(typeof rows)[number]>({
      label: "The way to the gateways",
      rows,
      empty: "No gateway was called.",
      columns: [
        { title: "What", isHead: true, cell: ([name]) => name },
        { title: "Count", isFigure: true, cell: ([, figure]) => figure },
      ],
    }),
  );
}

/** What has nothing to show takes no room: it is named in one line at the end. */
export function countCards(summary: Summary): TemplateResult {
  const all: readonly Series[] = [
    { title: "Failures of ours (5xx)", shares: summary.failures, what: "Status" },
    { title: "Alarms of the log", shares: summary.alarms, what: "Alarm", words: ALARM_TEXT },
    { title: "Where answers came from", shares: summary.sources, what: "Source", words: SOURCE_TEXT },
    { title: "Element releases in use", shares: summary.releases, what: "Version" },
    { title: "Brands", shares: summary.brands, what: "Brand" },
    { title: "Funding", shares: summary.fundings, what: "Funding" },
    { title: "Limited", shares: summary.limited, what: "Why", words: LIMITED_TEXT },
    { title: "Refused requests (4xx)", shares: summary.refusals, what: "Code" },
  ];
  const empty = all.filter(({ shares }) => shares.length === 0);
  return html`
    ${gatewayCard(summary)}
    ${all.filter(({ shares }) => shares.length > 0).map(seriesCard)}
    ${summary.places.length === 0 ? nothing : placesCard(summary.places)}
    ${empty.length === 0 ? nothing : html`<p class="card quiet">Nothing was counted of: ${empty.map(({ title }) => title.toLowerCase()).join(", ")}.</p>`}`;
}
