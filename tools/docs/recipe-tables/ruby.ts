/** The tables as Ruby. */
import { fill, HEADER, spell, TABLES } from "./tables.ts";

const escape = (hexadecimal: string) => `\\u{${hexadecimal}}`;
const entry = ([key, value]: readonly [string, string]) => `"${key}" => "${value}"`;
const folded = ([character, fold]: readonly [string, string]) => `"${spell(character, escape)}" => "${fold}"`;

export const rubyTables = (): string => `# frozen_string_literal: true

${HEADER.map((line) => `# ${line}`.trimEnd()).join("\n")}
module CardSurcharge
  module Tables
    USER_AGENT = "${TABLES.userAgent}"

    # The largest amount, in minor units.
    MAX_AMOUNT = ${TABLES.maxAmount}

    # The highest tax rate, in thousandths of a percent.
    MAX_TAX_RATE = ${TABLES.maxTaxRate}

    # The outcome that goes with each reason.
    REASON_OUTCOME = {
${fill(TABLES.reasonOutcomes.map(entry), "      ")}
    }.freeze

    # What is dropped around a text: for between the brackets of a pattern.
    BLANKS = "${TABLES.blanks.map((blank) => spell(blank, escape)).join("")}"

    # What an address begins with, as scheme, host and port.
    ORIGIN = %r{\\A${TABLES.originPattern}}

    # Countries that are states of the United States.
    TERRITORIES = [${TABLES.territories.map((code) => `"${code}"`).join(", ")}].freeze

    # The codes of states and provinces by country and folded name.
    STATES = {
${TABLES.states.map(([country, codes]) => `      "${country}" => {\n${fill(codes.map(entry), "        ")}\n      }.freeze,`).join("\n")}
    }.freeze

    # What becomes of a character in a name: for \`gsub\`.
    FOLDS = {
${fill(TABLES.folds.map(folded), "      ")}
    }.freeze
  end
end
`;
