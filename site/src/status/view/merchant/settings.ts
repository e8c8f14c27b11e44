/** A merchant's settings, without secrets: of those it is said whether they are set. */
import { html, nothing, type TemplateResult } from "lit/html.js";
import { currencyDigits } from "../../../../../contract/currencies.ts";
import { formatMoney, formatRate } from "../../format.ts";
import type { MerchantRead } from "../../read/merchants.ts";
import { timeOf, timeOfText } from "../parts.ts";
import { tableOf } from "../table.ts";

export function settingsOf(merchant: MerchantRead): TemplateResult {
  const { currency } = merchant;
  const digits = currencyDigits(currency) ?? 2;
  const money = (amount: number | undefined) => (amount === undefined ? "–" : formatMoney(amount, currency, digits));
  const rows: readonly (readonly [string, unknown])[] = [
    ["Place of business", [merchant.place.country, merchant.place.state].filter(Boolean).join("-")],
    ["Gateway", merchant.gateway],
    ["Gateway key", merchant.gatewayKeySet ? "set" : "not set"],
    [
      "Server keys",
      merchant.serverKeys.length === 0
        ? "none"
        : merchant.serverKeys.map(({ id, addedOn }) => `${id} (${addedOn})`).join(", "),
    ],
    ["Challenge", merchant.challenge == null ? "none" : "Turnstile"],
    [
      "Origins",
      merchant.origins.length === 0 ? "none" : merchant.origins.map((origin) => html`<code>${origin}</code> `),
    ],
    ["Currency", currency],
    ["Accepts", merchant.accepts?.join(", ") ?? "not said"],
    ["Buyers", merchant.buyer ?? "anybody"],
    ["Smallest sale with a surcharge", money(merchant.minimumBaseAmount)],
    ["Most that is added to a sale", money(merchant.maximumSurchargeAmount)],
    ["Own cards", `${merchant.houseCards}; ${merchant.cardPrograms.map(({ id }) => id).join(", ") || "no programme"}`],
    ["Language", merchant.locale],
    ["Rate tier", merchant.rateTier],
    [
      "Shards",
      `${merchant.lookupShards ?? "as usual"}${merchant.locationHint === undefined ? "" : `, near ${merchant.locationHint}`}`,
    ],
    ["Last change", merchant.updatedAt === 0 ? "never stored" : timeOf(merchant.updatedAt)],
  ];
  return html`<dl class="settings">${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

export function ratesOf({ rates, costs }: MerchantRead): TemplateResult {
  return tableOf<[string, number]>({
    label: "Rates and recorded costs",
    rows: Object.entries(rates),
    empty: "No brand has a rate: nothing is ever added.",
    columns: [
      { title: "Brand", isHead: true, cell: ([brand]) => brand },
      { title: "Rate", isFigure: true, cell: ([, rate]) => formatRate(rate) },
      {
        title: "Recorded cost",
        isFigure: true,
        cell: ([brand]) => (costs[brand] === undefined ? "–" : formatRate(costs[brand].costBps)),
      },
      { title: "By", cell: ([brand]) => costs[brand]?.by ?? nothing },
      { title: "On", cell: ([brand]) => (costs[brand] === undefined ? nothing : timeOfText(costs[brand].on, "day")) },
    ],
  });
}

export const attestationsOf = ({ attestations }: MerchantRead): TemplateResult =>
  tableOf<MerchantRead["attestations"][number]>({
    label: "What the merchant recorded for rules",
    rows: attestations,
    empty: "Nothing is recorded.",
    columns: [
      { title: "Rule", isHead: true, cell: ({ rule }) => html`<code>${rule}</code>` },
      { title: "What", cell: ({ kind }) => kind.replaceAll("_", " ") },
      { title: "By", cell: ({ by }) => by },
      { title: "On", cell: ({ on }) => timeOfText(on, "day") },
    ],
  });
