/** What each party gets to see of a sale. */
import { dot, lane, type Picture, text, WIDTH, wrapped } from "./svg.ts";

export const PARTIES = [
  "Gateway and its card form",
  "The shop's page, with the element",
  "The service",
  "The merchant's server",
] as const;

/** Of each thing, the numbers of the parties that see it, from 1. */
export const SEEN: readonly (readonly [what: string, by: readonly number[]])[] = [
  ["card number, expiry, security code", [1]],
  ["token of the card", [1, 2, 3, 4]],
  ["brand, funding, issuing country", [1, 2, 3, 4]],
  ["BIN and issuer", [1, 3, 4]],
  ["billing and delivery state, amount", [1, 2, 3, 4]],
  ["name, street, e-mail", [1, 2, 4]],
  ["surcharge and total", [1, 2, 3, 4]],
  ["signed quote", [2, 3, 4]],
  ["merchant's key at the gateway", [1, 3, 4]],
  ["keys that sign quotes", [3]],
];

const FIRST = 262;
const COLUMN = 36;
const LINE = 18;
const x = (party: number) => FIRST + (party - 1) * COLUMN;

export function partiesPicture(): Picture {
  let y = 62;
  const rows = SEEN.flatMap(([what, by]) => {
    const lines = wrapped(what, 30);
    const top = y;
    y += lines.length * LINE + 12;
    const middle = top + ((lines.length - 1) * LINE) / 2 - 5;
    return [
      ...lines.map((line, index) => text(14, top + index * LINE, line)),
      ...by.map((party) => dot(x(party), middle)),
    ];
  });
  const legend = y + 14;
  return {
    name: "parties",
    title: "What each party sees: ten things of a sale, and which of gateway, page, service and server see them",
    height: legend + PARTIES.length * 22 + 4,
    parts: [
      ...PARTIES.map((_, index) => lane(x(index + 1), 42, y - 16)),
      ...rows,
      text(14, 32, "sees", "q"),
      ...PARTIES.map((_, index) => text(x(index + 1), 32, String(index + 1), "b a m")),
      `<line class="lane" x1="14" y1="${y - 8}" x2="${WIDTH - 14}" y2="${y - 8}"/>`,
      ...PARTIES.flatMap((name, index) => [
        text(22, legend + index * 22, String(index + 1), "b a"),
        text(42, legend + index * 22, name),
      ]),
    ],
  };
}

/** The same as a table. */
export const partiesWords = (): string =>
  [
    `| | ${PARTIES.join(" | ")} |`,
    `| --- |${" --- |".repeat(PARTIES.length)}`,
    ...SEEN.map(
      ([what, by]) => `| ${what} | ${PARTIES.map((_, at) => (by.includes(at + 1) ? "sees" : "no")).join(" | ")} |`,
    ),
  ].join("\n");
