/** A sale of the demo merchant by the rules of this checkout, with the settings that the command changes. No Worker is asked. */
import { explainSale, noonOf } from "../../../worker/answer/explain.ts";
import type { Explained, ExplainRequest } from "../../../worker/answer/explain-schema.ts";
import type { RuleBook } from "../../../worker/rules/book.ts";
import type { TaxFinding } from "../../../worker/rules/tax-on-surcharge.ts";
import { addDays, worldDays } from "../../../worker/surcharge/day.ts";
import type { Attestation, SurchargeProgramme } from "../../../worker/surcharge/programme.ts";
import { wrongUsage } from "../../cli/tool-error.mjs";
import { type Options, readAccepts, readAmount, readPlace, readRate, readSale } from "./options.ts";

/** What a question takes as recorded was recorded this long before its day: a notice counts then. */
const RECORDED_DAYS_AGO = 45;

type Demo = SurchargeProgramme & { readonly cardPrograms: readonly { readonly displayName: string }[] };

/** Not imported by its literal name: that would put the Worker's platform types into the program of the tools. */
const DEVELOPMENT_MERCHANTS: string = "../../../worker/merchants/development.ts";

async function readDemo(rules: RuleBook, at: Date): Promise<Demo> {
  // Build-time constants of the Worker; here, what the development build has.
  Object.assign(globalThis, { __DEVELOPMENT__: true, __RULES_DAYS_AHEAD__: 0 });
  const { demoMerchant } = (await import(DEVELOPMENT_MERCHANTS)) as {
    demoMerchant: (rules: RuleBook, at: Date) => Demo;
  };
  return demoMerchant(rules, at);
}

/**
 * Explains the sale that the options are about.
 *
 * @throws ToolError where an option is not as allowed
 */
export async function explainOffline(
  options: Options,
  rules: RuleBook,
  findings: readonly TaxFinding[],
): Promise<Explained> {
  const sale = readSale(options);
  const now = new Date();
  const at = sale.day === undefined ? now : noonOf(sale.day);
  const demo = await readDemo(rules, at);
  const programme = changed(demo, options, sale, rules, addDays(worldDays(at).first, -RECORDED_DAYS_AGO));
  return explainSale({ programme, cardPrograms: demo.cardPrograms, request: sale, now, rules, findings });
}

/** The demo merchant as the options want it. */
function changed(
  demo: Demo,
  options: Options,
  { card, currency = demo.currency }: ExplainRequest,
  rules: RuleBook,
  recordedOn: string,
): SurchargeProgramme {
  const { brand } = card ?? { brand: "unknown" };
  const seller = options.seller === undefined ? demo.place : readPlace("--seller", options.seller);
  const rate = options.rate === undefined ? demo.rates[brand] : readRate("--rate", options.rate);
  const cost =
    options.cost === undefined
      ? demo.costs[brand]
      : options.cost === "none"
        ? undefined
        : { costBps: readRate("--cost", options.cost), by: "--cost", on: recordedOn };
  return {
    ...demo,
    place: { country: seller.country, state: seller.state ?? undefined },
    currency,
    rates: { ...demo.rates, ...(rate === undefined ? {} : { [brand]: rate }) },
    costs: { ...demo.costs, [brand]: cost },
    minimumBaseAmount: readAmount("--minimum", options.minimum, 1),
    maximumSurchargeAmount: readAmount("--maximum", options.maximum, 1),
    accepts: readAccepts(options.accepts),
    attestations: readAttestations(options.attest ?? "demo", demo, rules, recordedOn),
  };
}

function readAttestations(text: string, demo: Demo, { rows }: RuleBook, on: string): readonly Attestation[] {
  if (text === "demo") return demo.attestations;
  if (text === "none") return [];
  if (text !== "all") throw wrongUsage("--attest must be demo, all or none");
  return rows.flatMap(({ id, requires }) =>
    requires.map((kind) => ({ rule: id, kind, by: "--attest all", on, text: "--attest all" })),
  );
}
