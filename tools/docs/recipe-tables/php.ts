/** The tables as PHP. */
import { fill, HEADER, spell, TABLES } from "./tables.ts";

const escape = (hexadecimal: string) => `\\u{${hexadecimal}}`;
const entry = ([key, value]: readonly [string, string]) => `'${key}' => '${value}'`;
const folded = ([character, fold]: readonly [string, string]) => `"${spell(character, escape)}" => '${fold}'`;

export const phpTables = (): string => `<?php

/**
${HEADER.map((line) => ` * ${line}`.trimEnd()).join("\n")}
 */

declare(strict_types=1);

namespace CardSurcharge;

final class Tables
{
    public const USER_AGENT = '${TABLES.userAgent}';

    /** The largest amount, in minor units. */
    public const MAX_AMOUNT = ${TABLES.maxAmount};

    /** The highest tax rate, in thousandths of a percent. */
    public const MAX_TAX_RATE = ${TABLES.maxTaxRate};

    /** The outcome that goes with each reason. */
    public const REASON_OUTCOME = [
${fill(TABLES.reasonOutcomes.map(entry), "        ")}
    ];

    /** What is dropped around a text: for between the brackets of a pattern with \`u\`. */
    public const BLANKS = '${TABLES.blanks.map((blank) => spell(blank, (code) => `\\x{${code}}`)).join("")}';

    /** What an address begins with, as scheme, host and port: for a pattern with \`~\` at both ends and \`^\` before it. */
    public const ORIGIN = '${TABLES.originPattern}';

    /** Countries that are states of the United States. */
    public const TERRITORIES = [${TABLES.territories.map((code) => `'${code}'`).join(", ")}];

    /** The codes of states and provinces by country and folded name. */
    public const STATES = [
${TABLES.states.map(([country, codes]) => `        '${country}' => [\n${fill(codes.map(entry), "            ")}\n        ],`).join("\n")}
    ];

    /** What becomes of a character in a name: for \`strtr\`. */
    public const FOLDS = [
${fill(TABLES.folds.map(folded), "        ")}
    ];
}
`;
