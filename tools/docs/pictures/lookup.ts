/** The way of a lookup: who tells whom, step by step. */
import { arrow, label, lane, type Picture, text, WIDTH, wrapped } from "./svg.ts";

const PARTIES = ["page", "service", "gateway", "server"] as const;
type Party = (typeof PARTIES)[number];
const NAMES: Readonly<Record<Party, string>> = {
  page: "Page",
  service: "Service",
  gateway: "Gateway",
  server: "Server",
};

interface Step {
  readonly from: Party;
  readonly to: Party;
  /** In the picture and in the text below it. */
  readonly what: string;
  /** What the code does there, for who changes it. */
  readonly code: string;
}

export const STEPS: readonly Step[] = [
  {
    from: "gateway",
    to: "page",
    what: "The card form, the gateway's own frame, gives the element a token",
    code: "`widget/`",
  },
  {
    from: "page",
    to: "service",
    what: "The element asks: token, place, amount",
    code: "`POST /v1/lookup` at the door, `worker/doors/`: merchant, origin, limits, challenge",
  },
  {
    from: "service",
    to: "gateway",
    what: "Asks which card it is, by the merchant's secret key, once for each token and place",
    code: "`LookupShard`, `worker/lookup/`; not where the page's ticket knows the card already",
  },
  {
    from: "gateway",
    to: "service",
    what: "Tells brand, funding and country, or nothing in time",
    code: "`worker/gateway/` reads them into facts, or trouble",
  },
  {
    from: "service",
    to: "page",
    what: "Answers with the decision in words and a signed quote",
    code: "`worker/answer/`: house card (`card-program/`), decision (`surcharge/` by `rules/`), words (`texts/`), signature (`quote/`), ticket",
  },
  {
    from: "page",
    to: "server",
    what: "Once nothing is added or the shopper has accepted: token and quote",
    code: "`widget/` holds the form's success back until then",
  },
  {
    from: "server",
    to: "server",
    what: "Checks the quote: this token, this amount, this place, this signature",
    code: "`verifyQuote`, `contract/verify.ts`",
  },
  {
    from: "server",
    to: "gateway",
    what: "Charges what the quote says, the surcharge as its own figure",
    code: "`contract/charge/` has the bodies",
  },
];

const LEFT = 44;
const BETWEEN = (WIDTH - 2 * LEFT) / (PARTIES.length - 1);
const LINE = 18;
const at = (party: Party) => LEFT + PARTIES.indexOf(party) * BETWEEN;

export function lookupPicture(): Picture {
  let y = 60;
  const steps = STEPS.flatMap(({ from, to, what }, index) => {
    const lines = wrapped(`${index + 1}. ${what}`, 50);
    const words = lines.map((line, row) => label(14, y + row * LINE, line));
    const tip = y + (lines.length - 1) * LINE + 14;
    y = tip + 32;
    const way =
      from === to
        ? arrow([at(from) - 26, tip - 4], [at(from) - 26, tip + 6], [at(from) - 2, tip + 6])
        : arrow([at(from), tip], [at(to) + (at(to) > at(from) ? -2 : 2), tip]);
    return [{ words, way }];
  });
  const bottom = y - 24;
  return {
    name: "lookup",
    title:
      "The way of a lookup: from the card form to the charge, in eight steps between page, service, gateway and server",
    height: bottom + 8,
    parts: [
      ...PARTIES.map((party) => lane(at(party), 34, bottom)),
      ...PARTIES.map((party) => text(at(party), 26, NAMES[party], "b m")),
      ...steps.flatMap(({ words, way }) => [...words, way]),
    ],
  };
}

/** The same as text. */
export const lookupWords = (): string =>
  STEPS.map(({ from, to, what }, index) => {
    const who = from === to ? NAMES[from] : `${NAMES[from]} → ${NAMES[to]}`;
    return `${index + 1}. **${who}**: ${what[0]?.toLowerCase()}${what.slice(1)}.`;
  }).join("\n");

/** The same with the code of each step. */
export const lookupCode = (): string =>
  STEPS.map(({ what, code }, index) => `${index + 1}. ${what}: ${code}.`).join("\n");
