/** The tables as Python. */
import { fill, HEADER, spell, TABLES } from "./tables.ts";

const escape = (hexadecimal: string) => `\\u${hexadecimal.padStart(4, "0")}`;
const entry = ([key, value]: readonly [string, string]) => `"${key}": "${value}"`;
const folded = ([character, fold]: readonly [string, string]) => `"${spell(character, escape)}": "${fold}"`;

export const pythonTables = (): string => `"""
${HEADER.join("\n")}
"""

from __future__ import annotations

USER_AGENT = "${TABLES.userAgent}"

#: The largest amount, in minor units.
MAX_AMOUNT = ${TABLES.maxAmount}

#: The highest tax rate, in thousandths of a percent.
MAX_TAX_RATE = ${TABLES.maxTaxRate}

#: The outcome that goes with each reason.
REASON_OUTCOME: dict[str, str] = {
${fill(TABLES.reasonOutcomes.map(entry), "    ")}
}

#: What is dropped around a text: for \`str.strip\`.
BLANKS = "${TABLES.blanks.map((blank) => spell(blank, escape)).join("")}"

#: What an address begins with, as scheme, host and port: for \`re.match\`.
ORIGIN = r"${TABLES.originPattern}"

#: Countries that are states of the United States.
TERRITORIES = (${TABLES.territories.map((code) => `"${code}"`).join(", ")})

#: The codes of states and provinces by country and folded name.
STATES: dict[str, dict[str, str]] = {
${TABLES.states.map(([country, codes]) => `    "${country}": {\n${fill(codes.map(entry), "        ")}\n    },`).join("\n")}
}

#: What becomes of a character in a name: for \`str.translate\`.
FOLDS: dict[int, str] = str.maketrans({
${fill(TABLES.folds.map(folded), "    ")}
})
`;
