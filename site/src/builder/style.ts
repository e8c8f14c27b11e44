/** What a page needs beside the code: the style sheet with its rule against moving layouts, and the lines of its policy. */
import type { Choices } from "./choices.ts";
import { DESIGN_TOKENS, type DesignToken } from "./design-tokens.ts";

/** Room for the card form, and for the notice with two lines: nothing moves when they arrive. */
export function roomRules({ card }: Choices): string {
  const form = card === "tokenizer" ? "#card-form {\n  min-block-size: 157px;\n}\n" : "";
  return `${form}card-surcharge {\n  display: block;\n  min-block-size: 4.5em;\n}\n`;
}

/** The custom properties that were chosen; empty: none. */
function tokenRules({ tokens }: Choices): string {
  const lines = (Object.keys(DESIGN_TOKENS) as DesignToken[]).flatMap((token) =>
    tokens[token] === undefined ? [] : [`  --card-surcharge-${token}: ${tokens[token]};`],
  );
  return lines.length === 0 ? "" : `card-surcharge {\n${lines.join("\n")}\n}\n`;
}

const FORM_RULES = `#checkout {
  display: grid;
  grid-template-columns: minmax(0, 1fr);
  gap: 1rem;
  max-inline-size: 40em;
}
#pay {
  min-block-size: 2.75rem;
  font: inherit;
}
`;

/** Of a page of one's own; a piece within another's page leaves that as it is. */
const PAGE_RULES = `body {
  max-inline-size: 40em;
  margin: 2rem auto;
  padding-inline: 1rem;
  font: 1rem / 1.5 system-ui, sans-serif;
}
`;

/** The whole style sheet. @param where whether it is for a whole page, or for a piece of another's */
export const styleSheet = (choices: Choices, where: "page" | "piece" = "piece"): string =>
  [
    where === "page" ? PAGE_RULES : "",
    "/* Room that is kept, so that nothing moves when the card form and the answer arrive. */\n",
    roomRules(choices),
    tokenRules(choices),
    FORM_RULES,
  ].join("");

/** Lines to add to the page's Content-Security-Policy. */
export function policyLines({ service, gateway, card }: Choices): string {
  const gateways = card === "tokenizer" ? ` ${gateway}` : "";
  return [
    `script-src ${service}${gateways};`,
    `connect-src ${service};`,
    `frame-src${gateways} ${service};`,
    "require-trusted-types-for 'script'; trusted-types lit-html 'allow-duplicates'",
    "",
  ].join("\n");
}
