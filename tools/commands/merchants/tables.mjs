/** Merchants as tables for a terminal. Nothing here has ever seen a secret: the operator's API gives none out. */

import { shown, table } from "../../cli/tables.mjs";
import { lapseText, lossesOf } from "./lapses.mjs";
import { taxLinesOf, taxText } from "./tax.mjs";

/**
 * @typedef {import("./lapses.mjs").Holder & import("./tax.mjs").Taxed & { name: string, mode: string, gateway: string, updatedAt: number }} Summary
 * @typedef {Record<string, any>} View
 */

/** @param {boolean} flag */
const yesNo = (flag) => (flag ? "yes" : "no");

/** @param {number} at */
const timeOf = (at) => (at === 0 ? "built in" : new Date(at).toISOString().slice(0, 16).replace("T", " "));

/** @param {number | undefined} bps */
const percent = (bps) => (bps === undefined ? "-" : `${(bps / 100).toFixed(2)} %`);

/** @param {number | undefined} amount @param {string} currency */
const minorUnits = (amount, currency) => (amount === undefined ? null : `${amount} minor units of ${currency}`);

/** Who loses what and when, where rules lapse soon; whose quotes lack a tax rate; and one line a merchant. @param {readonly Summary[]} merchants */
export function merchantTable(merchants) {
  const heading = ["MERCHANT", "NAME", "PLACE", "MODE", "GATEWAY", "ENABLED", "CHANGED (UTC)", "LAPSES", "TAX RATE"];
  const rows = merchants.map(({ id, name, place, mode, gateway, enabled, updatedAt, lapses, taxNotice }) => [
    shown(id),
    shown(name),
    shown(place),
    mode,
    shown(gateway),
    yesNo(enabled),
    timeOf(updatedAt),
    place === null ? "?" : shown(lapseText(lapses)),
    shown(taxText(taxNotice)),
  ]);
  const told = [lossesOf(merchants), taxLinesOf(merchants)].filter((lines) => lines.length > 0);
  return [...told.map((lines) => lines.join("\n")), table([heading, ...rows])].join("\n\n");
}

/** One merchant in full. @param {View} view */
export function merchantSheet(view) {
  const { place, challenge, serverKeys, attestations, rates, costs, warnings } = view;
  const settings = [
    ["Merchant", view.id],
    ["Name", view.name],
    ["Enabled", yesNo(view.enabled)],
    ["Mode", view.mode],
    ["Gateway", view.gateway],
    ["Gateway key", view.gatewayKeySet ? "set" : "missing"],
    [
      "Server keys",
      serverKeys.map(/** @param {View} key */ ({ id, addedOn }) => `${id} (since ${addedOn})`).join(", "),
    ],
    ["Origins", view.origins.join(" ")],
    ["Place", [place.country, place.state].filter(Boolean).join("-")],
    ["Currency", view.currency],
    ["Other methods", view.otherMethods.join(" ")],
    ["House cards", `${view.houseCards}: ${view.cardPrograms.map(/** @param {View} one */ ({ id }) => id).join(" ")}`],
    ["Minimum sale", minorUnits(view.minimumBaseAmount, view.currency)],
    ["Maximum surcharge", minorUnits(view.maximumSurchargeAmount, view.currency)],
    ["Accepts", view.accepts?.join(" ")],
    ["Buyers", view.buyer ?? "both"],
    [
      "Signed texts",
      view.textSignOffs.map(/** @param {View} one */ ({ locale, by, on }) => `${locale} (${by}, ${on})`).join(", "),
    ],
    ["Locale", view.locale],
    ["Rate tier", view.rateTier],
    ["Challenge", challenge === null ? "off" : `Turnstile, site key ${challenge.siteKey}`],
    ["Changed (UTC)", timeOf(view.updatedAt)],
  ].map(([name, value]) => [name ?? "", shown(value ?? "")]);
  const brands = [...new Set([...Object.keys(rates), ...Object.keys(costs)])];
  return [
    table(settings),
    section(
      ["BRAND", "RATE", "RECORDED COST", "BY", "ON"],
      brands.map((brand) => {
        const cost = costs[brand];
        return [brand, percent(rates[brand]), percent(cost?.costBps), shown(cost?.by ?? ""), cost?.on ?? "-"];
      }),
    ),
    section(
      ["ATTESTED RULE", "KIND", "BY", "ON"],
      attestations.map(/** @param {View} one */ ({ rule, kind, by, on }) => [rule, kind, shown(by), on]),
    ),
    warningText(warnings),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** @param {readonly string[]} warnings */
export const warningText = (warnings) => warnings.map((warning) => `warning: ${shown(warning)}`).join("\n");

/** @param {string[]} heading @param {string[][]} rows */
const section = (heading, rows) => (rows.length === 0 ? "" : table([heading, ...rows]));
