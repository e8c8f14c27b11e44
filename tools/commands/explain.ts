/**
 * `cs explain`: what would be decided of a sale, and which rules say so. Without `--merchant` it is offline: it reads the
 * rules of this checkout and the settings of the development merchant. With it, a Worker explains a sale of a merchant that
 * it has. No gateway is asked: the card is taken to be as the command says.
 */
import { Command } from "commander";
import { ExplainAnswer } from "../../worker/answer/explain-schema.ts";
import type { RuleBook } from "../../worker/rules/book.ts";
import { builtInBook, builtInPack } from "../../worker/rules/built-in.ts";
import type { TaxFinding } from "../../worker/rules/tax-on-surcharge.ts";
import { answering, JSON_OPTION, type Shown } from "../cli/answer.ts";
import type { Surroundings } from "../cli/surroundings.ts";
import { wrongUsage } from "../cli/tool-error.mjs";
import { merchantId } from "../cli/words.ts";
import { explainOffline } from "./explain/offline.ts";
import { type Options, readSale, refuseMerchantOptions } from "./explain/options.ts";
import { explanationTable } from "./explain/table.ts";
import { deploymentOf } from "./rules/deployment.ts";

export const command = (surroundings: Surroundings): Command =>
  new Command("explain")
    .description("what would be decided of a sale, and which rules say so")
    .optionsGroup("The sale:")
    .requiredOption(
      "--card <card>",
      "brand/funding or brand/funding/level, such as visa/credit or mastercard/credit/commercial",
    )
    .requiredOption("--place <place>", "the billing place, such as US-CO, CA-ON or GB")
    .option("--base <amount>", "the amount before the surcharge, in minor units, such as 12500 for 125.00")
    .option("--ship-to <place>", "the ship-to place")
    .option("--buyer <buyer>", "consumer or business (default: as the merchant has it; either)")
    .option("--waive", "this sale carries none, by the merchant's word")
    .option(
      "--tax <rate>",
      "the tax on the surcharge in thousandths of a percent, such as 8875 for 8.875 %; 0: not taxed",
    )
    .option("--currency <currency>", "the currency of the sale (default: the merchant's), and of the demo merchant")
    .option("--issuer <country>", "the country of the card's issuer (default: the billing country)")
    .option(
      "--gateway <word>",
      "whether the gateway calls the card surchargeable: yes, no or unknown (default: yes for credit and charge)",
    )
    .option("--house", "a card of the merchant's own programme")
    .option("--locale <tag>", "the shopper's language, such as fr-CA")
    .option("--on <day>", "such as 2026-11-22 (default: today)")
    .optionsGroup("A stored merchant, by its settings and the rules in force where it is:")
    .option("--merchant <id>", "such as mch_shop", merchantId)
    .option(
      "--env <name>",
      "the deployment: development (or local), or one of wrangler.toml (default: CARD_SURCHARGE_ORIGIN, or the local Worker)",
    )
    .optionsGroup("The demo merchant, offline, as if it were set otherwise:")
    .option("--seller <place>", "the merchant's place (default: US-IL)")
    .option("--rate <bps>", "the merchant's rate in basis points, such as 300 for 3.00 %")
    .option("--cost <bps>", "the recorded cost of acceptance in basis points, or none")
    .option("--accepts <brands>", "the brands the shop takes, such as visa,mastercard,amex (default: nobody said)")
    .option("--attest <what>", "demo (default), all, or none of what the rules ask to have recorded")
    .option("--minimum <amount>", "the merchant's smallest sale with a surcharge, in minor units")
    .option("--maximum <amount>", "the most that the merchant adds to one sale, in minor units")
    .optionsGroup("Options:")
    .option(...JSON_OPTION)
    .action(answering(surroundings, (options: Options) => explain(options, surroundings)));

async function explain(options: Options, { env, root }: Pick<Surroundings, "env" | "root">): Promise<Shown> {
  const { merchant } = options;
  if (merchant === undefined) return explainHere(options);
  refuseMerchantOptions(options);
  const sale = readSale(options);
  const deployment = await deploymentOf(options.env, env, root);
  const data = await deployment.post(`/admin/merchants/${merchant}/explain`, sale, ExplainAnswer);
  return { data, text: explanationTable(data) };
}

/**
 * The same offline.
 *
 * @param rules those of this checkout, unless a test gives others
 * @throws ToolError where an option is not as allowed
 */
export async function explainHere(
  options: Options,
  rules: RuleBook = builtInBook,
  findings: readonly TaxFinding[] = builtInPack.taxOnSurcharge ?? [],
): Promise<Shown> {
  if (options.env !== undefined) throw wrongUsage("--env goes with --merchant only");
  const data = await explainOffline(options, rules, findings);
  return { data, text: explanationTable(data) };
}
