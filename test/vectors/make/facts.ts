/**
 * `facts.json`: what is made of facts in forms that they should not have, as a form, a database or a careless line of code
 * brings them. JSON's types alone; each language has more of its own. Uses none of our own code.
 */
import { issuers, purposes, subjects } from "./facts/subjects.ts";
import { accept, type Case, refuse } from "./parts/cases.ts";
import {
  accepting,
  each,
  LEFT_OUT,
  NO_NUMBER,
  NO_PLACE,
  NO_TEXT,
  named,
  notChecking,
  refusing,
} from "./parts/odd-facts.ts";
import { CLAIMS, jwks, NONE, SHIPPED, TAXED } from "./parts/sale.ts";
import { sign } from "./parts/sign.ts";

/** Facts that every quote has: what cannot be read was not given, and neither was what is left out. */
function needed(): Case[] {
  const good = sign(CLAIMS);
  return [
    ...["merchant", "env", "currency", "country"].flatMap((fact) =>
      each(fact, [...LEFT_OUT, ...NO_TEXT], notChecking(good, fact)),
    ),
    ...each("merchant", [" mch_demo", "MCH_DEMO"], refusing(good, ["wrong_merchant", "wrong_subject"])),
    ...each("env", ["LIVE", " live"], refusing(good, ["wrong_env"])),
    ...each("currency", ["US D", "ＵＳＤ", "uſd", "840"], refusing(good, ["wrong_currency"])),
    ...each("country", ["USA", "ｕｓ", "840", "U.S."], refusing(good, ["wrong_place"])),
    ...each("baseAmount", ["", " ", ...NO_NUMBER], notChecking(good, "baseAmount")),
    ...each("baseAmount", [null, 0, 125], refusing(good, ["wrong_amount"])),
  ];
}

/** A state that a quote has, and one that it does not have. */
function states(): Case[] {
  const abroad = sign({ ...NONE, country: "DE", state: null });
  return [
    ...each("state", [...LEFT_OUT, ...NO_TEXT, "US-"], notChecking(sign(CLAIMS), "state")),
    ...each("state", ["Illinoiss", "IL州", "XX", "."], refusing(sign(CLAIMS), ["wrong_place"])),
    ...[...LEFT_OUT, "Bayern", "東京都", "DE-BY"].map((state) =>
      accept(`of a country without states, ${named("state", state)}`, abroad, { country: "de", state }),
    ),
    ...NO_TEXT.map((state) =>
      refuse(
        `of a country without states, ${named("state", state)}`,
        abroad,
        { country: "DE", state },
        ["not_checked"],
        ["state"],
      ),
    ),
  ];
}

function shippingPlaces(): Case[] {
  const [home, shipped] = [sign(CLAIMS), sign(SHIPPED)];
  const noState = [...LEFT_OUT, ...NO_TEXT].map((state) => ({ country: "CA", state }));
  const noCountry = [...LEFT_OUT, ...NO_TEXT].map((country) => ({ country, state: "ON" }));
  const nothing = [[], {}, false, 0].map((given) => ({ country: given, state: given }));
  return [
    ...each("shipTo", LEFT_OUT, accepting(home)),
    ...each("shipTo", LEFT_OUT, notChecking(shipped, "shipTo")),
    ...each("shipTo", NO_PLACE, notChecking(home, "shipTo")),
    ...NO_PLACE.map((shipTo) =>
      refuse(`of a shipped sale, ${named("shipTo", shipTo)}`, shipped, { shipTo }, ["not_checked"], ["shipTo"]),
    ),
    ...each("shipTo", noState, notChecking(shipped, "shipTo.state")),
    ...each("shipTo", noCountry, notChecking(shipped, "shipTo")),
    ...each("shipTo", nothing, refusing(shipped, ["not_checked"], ["shipTo", "shipTo.state"])),
    ...each(
      "shipTo",
      [{ country: "FR", state: [] }],
      refusing(shipped, ["wrong_place", "not_checked"], ["shipTo.state"]),
    ),
    ...each("shipTo", [{ country: "ca", state: "Ontario", city: "Ottawa" }], accepting(shipped)),
  ];
}

function orders(): Case[] {
  const ordered = sign({ ...CLAIMS, orderRef: "A-1001" });
  const numbered = sign({ ...CLAIMS, orderRef: "1001" });
  return [
    ...each("orderRef", LEFT_OUT, accepting(sign(CLAIMS))),
    ...each("orderRef", NO_TEXT, notChecking(sign(CLAIMS), "orderRef")),
    ...[...LEFT_OUT, ...NO_TEXT].map((orderRef) =>
      refuse(`of an order, ${named("orderRef", orderRef)}`, ordered, { orderRef }, ["not_checked"], ["orderRef"]),
    ),
    ...each("orderRef", [1001], notChecking(numbered, "orderRef")),
    ...each("orderRef", ["a-1001", " A-1001", "A-1001 "], refusing(ordered, ["wrong_order"])),
  ];
}

function taxes(): Case[] {
  const unreadable = [...NO_NUMBER, 50_001];
  return [
    ...each("surchargeTaxRate", [...LEFT_OUT, 0], accepting(sign(CLAIMS))),
    ...each("surchargeTaxRate", unreadable, notChecking(sign(CLAIMS), "surchargeTaxRate")),
    ...each("surchargeTaxRate", [1, 50_000], refusing(sign(CLAIMS), ["wrong_tax"])),
    ...[...LEFT_OUT, ...unreadable].map((surchargeTaxRate) =>
      refuse(
        `of a taxed quote, ${named("surchargeTaxRate", surchargeTaxRate)}`,
        sign(TAXED),
        { surchargeTaxRate },
        ["not_checked"],
        ["surchargeTaxRate"],
      ),
    ),
  ];
}

/** Numbers as JSON spells them, and the amount that each is; null: none. */
const NUMBERS: readonly (readonly [json: string, amount: number | null])[] = [
  ["12500", 12_500],
  ["12500.0", 12_500],
  ["12500.000", 12_500],
  ["1.25e4", 12_500],
  ["125E+2", 12_500],
  ["1250000e-2", 12_500],
  ["0", 0],
  ["0.0", 0],
  ["-0", 0],
  ["-0.0", 0],
  ["999999999999", 999_999_999_999],
  ["9.99999999999e11", 999_999_999_999],
  ["1000000000000", null],
  ["1e12", null],
  ["9007199254740993", null],
  ["100000000000000000000000000000", null],
  ["1e300", null],
  ["12500.5", null],
  ["0.1", null],
  ["1e-9", null],
  ["-1", null],
  ["-12500.0", null],
  ["true", null],
  ['"12500"', null],
];

export default () => ({
  jwks,
  cases: [
    ...needed(),
    ...states(),
    ...shippingPlaces(),
    ...orders(),
    ...taxes(),
    ...subjects(),
    ...purposes(),
    ...issuers(),
  ],
  numbers: NUMBERS.map(([json, amount]) => ({ json, amount })),
});
