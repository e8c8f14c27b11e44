/** Where state lives, and for how long: one row for each place that keeps something. */
import { box, type Picture, text, WIDTH, wrapped } from "./svg.ts";

interface Kept {
  readonly where: string;
  /** Names of bindings and classes in `wrangler.toml` that are meant. */
  readonly names: readonly string[];
  readonly what: string;
  readonly howLong: string;
}

interface Side {
  readonly side: string;
  readonly kept: readonly Kept[];
}

export const SIDES: readonly Side[] = [
  {
    side: "The shopper's page",
    kept: [
      { where: "Gateway's frame", names: [], what: "the card number", howLong: "never leaves it for us" },
      {
        where: "Element's memory",
        names: [],
        what: "token, answer, quote, sealed ticket",
        howLong: "until the page goes",
      },
    ],
  },
  {
    side: "The service",
    kept: [
      {
        where: "Lookup objects",
        names: ["LookupShard"],
        what: "card facts by token and place, in memory alone",
        howLong: "120 s",
      },
      {
        where: "Key-value stores",
        names: ["MERCHANTS", "RULES", "CARD_PROGRAMS"],
        what: "merchants with sealed keys, rule packs, BINs of card programmes",
        howLong: "until changed",
      },
      {
        where: "Counters",
        names: ["MerchantStats", "RulesShadow"],
        what: "how often what was answered; no shopper, no card",
        howLong: "90 days by the minute, 800 by the day",
      },
      {
        where: "Audit and alerts",
        names: ["AuditLog", "AlertDesk"],
        what: "who changed what; what was told",
        howLong: "400 and 90 days",
      },
      {
        where: "Outcomes",
        names: ["MerchantOutcomes"],
        what: "what a merchant reported of its quotes",
        howLong: "7 years",
      },
      { where: "Secrets", names: [], what: "keys that sign, seal and open", howLong: "until replaced" },
    ],
  },
  {
    side: "The merchant's server",
    kept: [
      { where: "Its own books", names: [], what: "orders, and the quotes they were charged by", howLong: "its choice" },
    ],
  },
];

const LINE = 18;

export function statePicture(): Picture {
  let y = 12;
  const parts: string[] = [];
  for (const { side, kept } of SIDES) {
    const rows = kept.map(({ where, what, howLong }) => ({ where, lines: [...wrapped(what, 45), howLong] }));
    const height = 34 + rows.reduce((sum, { lines }) => sum + (lines.length + 1) * LINE + 10, 0);
    parts.push(box(10, y, WIDTH - 20, height), text(22, y + 24, side, "b a"));
    let row = y + 48;
    for (const { where, lines } of rows) {
      parts.push(text(22, row, where, "b"));
      lines.forEach((line, index) =>
        parts.push(text(22, row + (index + 1) * LINE, line, index === lines.length - 1 ? "q" : "")),
      );
      row += (lines.length + 1) * LINE + 10;
    }
    y += height + 12;
  }
  return {
    name: "state",
    title:
      "Where state lives: in the shopper's page, in the service and at the merchant's server, each with how long it is kept",
    height: y,
    parts,
  };
}

/** The same as a table. */
export const stateWords = (): string =>
  [
    "| side | where | what | how long |",
    "| --- | --- | --- | --- |",
    ...SIDES.flatMap(({ side, kept }) =>
      kept.map(({ where, names, what, howLong }) => {
        const place = names.length === 0 ? where : `${where}: ${names.map((name) => `\`${name}\``).join(", ")}`;
        return `| ${side} | ${place} | ${what} | ${howLong} |`;
      }),
    ),
  ].join("\n");
