/**
 * `npm run explain -- --card visa/credit --place US-CO --base 12500`: what would be decided, and which rules say so. Without
 * `--merchant` it is offline: it reads the rules of this checkout and the settings of the development merchant. With it, a
 * Worker explains a sale of a merchant that it has. No gateway is asked: the card is taken to be as the command says.
 */
import { MERCHANT_ID } from "../contract/plain-checks.ts";
import { ExplainAnswer } from "../worker/answer/explain-schema.ts";
import type { RuleBook } from "../worker/rules/book.ts";
import { builtInBook, builtInPack } from "../worker/rules/built-in.ts";
import type { TaxFinding } from "../worker/rules/tax-on-surcharge.ts";
import { type Environment } from "./cli/operator.mjs";
import { ToolError } from "./cli/tool-error.mjs";
import { explainOffline } from "./explain/offline.ts";
import { InputError, type Options, readOptions, readSale, refuseMerchantOptions } from "./explain/options.ts";
import { explanationTable } from "./explain/table.ts";
import { deploymentOf } from "./rules/deployment.ts";

export const USAGE = `usage: npm run explain -- --card BRAND/FUNDING[/LEVEL] --place PLACE [options]

  --card     such as visa/credit or mastercard/credit/commercial
  --place    the billing place, such as US-CO, CA-ON or GB
  --base     the amount before the surcharge, in minor units, such as 12500 for 125.00
  --ship-to  the ship-to place
  --buyer    consumer or business (default: as the merchant has it; either)
  --waive    this sale carries none, by the merchant's word
  --tax      the tax on the surcharge in thousandths of a percent, such as 8875 for 8.875 %; 0: this sale's is not taxed
  --currency the currency of the sale (default: the merchant's), and of the demo merchant
  --issuer   the country of the card's issuer (default: the billing country)
  --gateway  whether the gateway calls the card surchargeable: yes, no or unknown (default: yes for credit and charge)
  --house    a card of the merchant's own programme
  --locale   the shopper's language, such as fr-CA
  --on       the day, such as 2026-11-22 (default: today)

A stored merchant, by its settings and the rules in force where it is:

  --merchant its id, such as mch_shop
  --env      the deployment: development (or local), or one of wrangler.toml
             (default: CARD_SURCHARGE_ORIGIN, or the local Worker)

The demo merchant, offline, as if it were set otherwise:

  --seller   the merchant's place (default US-IL)
  --rate     the merchant's rate in basis points, such as 300 for 3.00 %
  --cost     the recorded cost of acceptance in basis points, or none
  --accepts  the brands the shop takes, such as visa,mastercard,amex (default: nobody said)
  --attest   demo (default), all, or none of what the rules ask to have recorded
  --minimum  the merchant's smallest sale with a surcharge, in minor units
  --maximum  the most that the merchant adds to one sale, in minor units

environment, with --merchant: CARD_SURCHARGE_ORIGIN    the Worker's origin (default http://localhost:8787)
                              CARD_SURCHARGE_ADMIN_KEY an operator's key (ak_...); one that may only read is enough`;

const ROOT = new URL("../", import.meta.url);

/**
 * The text for the terminal.
 *
 * @param argv the words after `npm run explain --`
 * @param env for a stored merchant: where its Worker is, and the operator's key
 * @throws InputError where an option is not as allowed; ToolError where a Worker cannot be asked
 */
export async function run(argv: readonly string[], env: Environment): Promise<string> {
  const options = readOptions(argv);
  if (options.help === true) return USAGE;
  return options.merchant === undefined
    ? explainHere(options)
    : explanationTable(await askWorker(options, options.merchant, env));
}

/** The same offline, by the rules that a test gives. */
export async function explainHere(
  options: Options,
  rules: RuleBook = builtInBook,
  findings: readonly TaxFinding[] = builtInPack.taxOnSurcharge ?? [],
): Promise<string> {
  if (options.env !== undefined) throw new InputError("--env goes with --merchant only");
  return explanationTable(await explainOffline(options, rules, findings));
}

async function askWorker(options: Options, merchant: string, env: Environment) {
  if (!MERCHANT_ID.test(merchant)) throw new InputError("--merchant must be a merchant's id such as mch_shop");
  refuseMerchantOptions(options);
  const sale = readSale(options);
  const deployment = await deploymentOf(options.env, env, ROOT);
  return deployment.post(`/admin/merchants/${merchant}/explain`, sale, ExplainAnswer);
}

if (import.meta.main) {
  try {
    console.log(await run(process.argv.slice(2), process.env));
  } catch (error) {
    if (!(error instanceof InputError) && !(error instanceof ToolError)) throw error;
    console.error(`explain: ${error.message}`);
    process.exitCode = error instanceof InputError ? 2 : 1;
  }
}
