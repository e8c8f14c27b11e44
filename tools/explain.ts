/**
 * `npm run explain -- --card visa/credit --place US-CO --base 12500`: what would be decided, and which rules say so.
 * Offline: it reads the rules of this checkout and the settings of the development merchant, and asks no gateway; the
 * card is taken to be as the command says, and surchargeable as far as the gateway goes.
 */
import { parseArgs } from "node:util";
import { currencyDigits } from "../contract/currencies.ts";
import { BRANDS, type Brand, FUNDINGS, type Funding, LEVELS, type Level } from "../contract/lists.ts";
import { isAmount, isRateBps, isTaxRate, MAX_AMOUNT, MAX_TAX_RATE } from "../contract/money.ts";
import { normaliseCode } from "../contract/plain-checks.ts";
import type { RuleBook } from "../worker/rules/book.ts";
import { builtInBook, builtInPack } from "../worker/rules/built-in.ts";
import type { TaxFinding } from "../worker/rules/tax-on-surcharge.ts";
import { assess } from "../worker/surcharge/assess.ts";
import { addDays, worldDays } from "../worker/surcharge/day.ts";
import { type DecideInput, decide } from "../worker/surcharge/decide.ts";
import type { CardFacts } from "../worker/surcharge/facts.ts";
import { normalisePlace, type Place } from "../worker/surcharge/places.ts";
import type { Attestation, SurchargeProgramme } from "../worker/surcharge/programme.ts";
import { decisionTable } from "./explain-table.ts";
import { taxLines } from "./explain-tax.ts";

const USAGE = `usage: npm run explain -- --card BRAND/FUNDING[/LEVEL] --place PLACE [options]

  --card     such as visa/credit or mastercard/credit/commercial
  --place    the billing place, such as US-CO, CA-ON or GB
  --base     the amount before the surcharge, in minor units, such as 12500 for 125.00
  --ship-to  the ship-to place
  --seller   the merchant's place (default: the demo merchant's, US-IL)
  --rate     the merchant's rate in basis points, such as 300 for 3.00 %
  --cost     the recorded cost of acceptance in basis points, or none
  --accepts  the brands the shop takes, such as visa,mastercard,amex (default: nobody said)
  --buyer    consumer or business (default: either)
  --attest   demo (default), all, or none of what the rules ask to have recorded
  --minimum  the merchant's smallest sale with a surcharge, in minor units
  --maximum  the most that the merchant adds to one sale, in minor units
  --waive    this sale carries none, by the merchant's word
  --tax      the tax on the surcharge in thousandths of a percent, such as 8875 for 8.875 %; 0: this sale's is not taxed
  --currency the currency of the sale and of the merchant (default USD)
  --issuer   the country of the card's issuer (default: the billing country)
  --on       the day, such as 2026-11-22 (default: today)`;

/** What a question takes as recorded was recorded this long before its day: a notice counts then. */
const RECORDED_DAYS_AGO = 45;

/** Bad input: one line that says what is allowed, and never repeats what was given. */
class InputError extends Error {}

const OPTIONS = {
  card: { type: "string" },
  place: { type: "string" },
  base: { type: "string" },
  "ship-to": { type: "string" },
  seller: { type: "string" },
  rate: { type: "string" },
  cost: { type: "string" },
  accepts: { type: "string" },
  buyer: { type: "string" },
  attest: { type: "string" },
  minimum: { type: "string" },
  maximum: { type: "string" },
  waive: { type: "boolean" },
  tax: { type: "string" },
  currency: { type: "string" },
  issuer: { type: "string" },
  on: { type: "string" },
  help: { type: "boolean" },
} as const;

function readOptions(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS }).values;
  } catch {
    const names = Object.keys(OPTIONS).map((name) => `--${name}`);
    throw new InputError(`allowed are ${names.join(", ")}, each once and followed by its value, if it takes one`);
  }
}

function readCard(text: string | undefined): { brand: Brand; funding: Funding; level: Level } {
  const [brand, funding, level = "consumer", ...rest] = (text ?? "").toLowerCase().split("/");
  const known = { brand: BRANDS.find((one) => one === brand), funding: FUNDINGS.find((one) => one === funding) };
  const knownLevel = LEVELS.find((one) => one === level);
  if (known.brand === undefined || known.funding === undefined || knownLevel === undefined || rest.length > 0)
    throw new InputError(
      `--card must be BRAND/FUNDING or BRAND/FUNDING/LEVEL: brands ${BRANDS.join(" ")}; fundings ${FUNDINGS.join(" ")}; levels ${LEVELS.join(" ")}`,
    );
  return { brand: known.brand, funding: known.funding, level: knownLevel };
}

function readPlace(name: string, text: string): Place {
  if (!/^[A-Za-z]{2}(-[^\p{C}]{1,64})?$/u.test(text))
    throw new InputError(
      `${name} must be a country and, where it matters, a state: such as US-CO, CA-ON, US-Illinois or GB`,
    );
  return normalisePlace({ country: text.slice(0, 2), state: text.slice(3) });
}

const wholeNumber = (text: string): number => (/^\d{1,12}$/.test(text) ? Number(text) : Number.NaN);

function readAmount(name: string, text: string | undefined, least: number): number | undefined {
  if (text === undefined) return undefined;
  const amount = wholeNumber(text);
  if (!isAmount(amount) || amount < least)
    throw new InputError(
      `${name} must be a whole number of minor units from ${least} to ${MAX_AMOUNT}, such as 12500 for 125.00`,
    );
  return amount;
}

function readRate(name: string, text: string): number {
  const rate = wholeNumber(text);
  if (!isRateBps(rate))
    throw new InputError(`${name} must be whole basis points from 0 to 10000, such as 300 for 3.00 %`);
  return rate;
}

function readTax(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const rate = wholeNumber(text);
  if (!isTaxRate(rate))
    throw new InputError(
      `--tax must be whole thousandths of a percent from 0 to ${MAX_TAX_RATE}, such as 8875 for 8.875 %`,
    );
  return rate;
}

function readCode(name: string, text: string, length: 2 | 3, like: string): string {
  const code = normaliseCode(text);
  if (code.length !== length || !/^[A-Z]+$/.test(code) || (length === 3 && currencyDigits(code) === null))
    throw new InputError(`${name} must be ${like}`);
  return code;
}

function readAccepts(text: string | undefined): readonly Brand[] | undefined {
  if (text === undefined) return undefined;
  const brands = text
    .toLowerCase()
    .split(",")
    .map((name) => BRANDS.find((brand) => brand === name));
  if (brands.includes(undefined) || brands.includes("other") || brands.includes("unknown"))
    throw new InputError("--accepts must be brands with commas between them, such as visa,mastercard,amex");
  return brands.filter((brand) => brand !== undefined);
}

function readBuyer(text: string | undefined): SurchargeProgramme["buyer"] {
  if (text !== undefined && text !== "consumer" && text !== "business")
    throw new InputError("--buyer must be consumer or business");
  return text;
}

/** Noon UTC, when a date is that date on most of the earth. */
function readDay(text: string | undefined): Date {
  if (text === undefined) return new Date();
  const at = new Date(`${text}T12:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== text)
    throw new InputError("--on must be a day such as 2026-11-22");
  return at;
}

/** Everything that any rule asks, recorded `on` that day. */
function everything({ rows }: RuleBook, on: string): Attestation[] {
  return rows.flatMap(({ id, requires }) =>
    requires.map((kind) => ({ rule: id, kind, by: "--attest all", on, text: "--attest all" })),
  );
}

function readAttestations(text: string, demo: SurchargeProgramme, book: RuleBook, on: string): readonly Attestation[] {
  if (text === "demo") return demo.attestations;
  if (text === "all") return everything(book, on);
  if (text === "none") return [];
  throw new InputError("--attest must be demo, all or none");
}

/** Not imported by its literal name: that would put the Worker's platform types into the program of the tools. */
const DEVELOPMENT_MERCHANTS: string = "../worker/merchants/development.ts";

async function readDemo(book: RuleBook, at: Date): Promise<SurchargeProgramme> {
  // Build-time constants of the Worker; here, what the development build has.
  Object.assign(globalThis, { __DEVELOPMENT__: true, __RULES_DAYS_AHEAD__: 0 });
  const { demoMerchant } = (await import(DEVELOPMENT_MERCHANTS)) as {
    demoMerchant: (rules: RuleBook, at: Date) => SurchargeProgramme;
  };
  return demoMerchant(book, at);
}

async function readQuestion(
  options: ReturnType<typeof readOptions>,
  rules: RuleBook,
): Promise<DecideInput & { facts: CardFacts }> {
  const card = readCard(options.card);
  if (options.place === undefined)
    throw new InputError("--place is missing: the billing place, such as US-CO, CA-ON or GB");
  const billing = readPlace("--place", options.place);
  const at = readDay(options.on);
  const demo = await readDemo(rules, at);
  const recordedOn = addDays(worldDays(at).first, -RECORDED_DAYS_AGO);
  const seller = options.seller === undefined ? demo.place : readPlace("--seller", options.seller);
  const currency = readCode(
    "--currency",
    options.currency ?? demo.currency,
    3,
    "an ISO 4217 currency in use, such as USD",
  );
  const rate = options.rate === undefined ? demo.rates[card.brand] : readRate("--rate", options.rate);
  const cost =
    options.cost === undefined
      ? demo.costs[card.brand]
      : options.cost === "none"
        ? undefined
        : { costBps: readRate("--cost", options.cost), by: "--cost", on: recordedOn };
  const facts: CardFacts = {
    method: "card",
    brands: card.brand === "unknown" ? [] : [card.brand],
    funding: card.funding,
    level: card.level,
    country: readCode("--issuer", options.issuer ?? billing.country, 2, "a two-letter country code such as US"),
    surchargeable: card.funding === "credit" || card.funding === "charge",
    conflicting: false,
    bin: null,
    issuer: null,
    customerExempt: false,
  };
  const programme: SurchargeProgramme = {
    ...demo,
    place: { country: seller.country, state: seller.state ?? undefined },
    currency,
    rates: { ...demo.rates, ...(rate === undefined ? {} : { [card.brand]: rate }) },
    costs: { ...demo.costs, [card.brand]: cost },
    minimumBaseAmount: readAmount("--minimum", options.minimum, 1),
    maximumSurchargeAmount: readAmount("--maximum", options.maximum, 1),
    accepts: readAccepts(options.accepts),
    buyer: readBuyer(options.buyer),
    attestations: readAttestations(options.attest ?? "demo", demo, rules, recordedOn),
  };
  return {
    finding: { kind: "facts", facts },
    facts,
    houseCard: { match: "none" },
    programme,
    billing,
    shipTo: options["ship-to"] === undefined ? null : readPlace("--ship-to", options["ship-to"]),
    baseAmount: readAmount("--base", options.base, 0) ?? null,
    currency,
    isWaived: options.waive,
    surchargeTaxRate: readTax(options.tax),
    at,
    rules,
  };
}

/**
 * The text for the terminal.
 *
 * @param rules the book to decide by; this checkout's own unless a test says another
 * @param findings what was found of tax on the surcharge itself; likewise
 * @throws InputError where an option is not as allowed
 */
export async function explainSale(
  argv: readonly string[],
  rules: RuleBook = builtInBook,
  findings: readonly TaxFinding[] = builtInPack.taxOnSurcharge ?? [],
): Promise<string> {
  const options = readOptions(argv);
  if (options.help === true) return USAGE;
  const question = await readQuestion(options, rules);
  const { facts, programme, billing, shipTo, at, baseAmount, currency } = question;
  const days = worldDays(at);
  const seller = normalisePlace(programme.place);
  const places = [seller, billing, ...(shipTo === null ? [] : [shipTo])];
  const rows = facts.brands.flatMap(
    (brand) => assess({ brand, facts, isHouseCard: false, programme, places, days, baseAmount, currency, rules }).rows,
  );
  const decision = decide(question);
  const tax = taxLines({
    findings,
    seller,
    delivered: shipTo ?? billing,
    adds: decision.outcome === "surcharge",
    surchargeTaxRate: question.surchargeTaxRate,
  });
  return decisionTable({ decision, rows, programme, at, tax });
}

if (import.meta.main) {
  try {
    console.log(await explainSale(process.argv.slice(2)));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    console.error(`explain: ${error.message}`);
    process.exitCode = 2;
  }
}
