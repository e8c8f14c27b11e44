/** `cs merchants`: the merchants of a deployment, and what an operator changes of them. */
import { Argument, Command } from "commander";
import { answering, JSON_OPTION } from "../cli/answer.ts";
import type { Surroundings } from "../cli/surroundings.ts";
import { merchantId } from "../cli/words.ts";
import {
  addMerchant,
  attest,
  disableMerchant,
  listMerchants,
  removeMerchant,
  replaceKey,
  setMerchant,
  showMerchant,
} from "./merchants/changes.mjs";

const HELP = `
A change is path=value, list+=value, list-=value or path= (remove):
  npm run merchants -- add mch_shop name="My Shop" mode=test gateway=koipay_sandbox currency=USD \\
    place.country=US place.state=IL origins+=https://shop.example rates.visa=300 rates.amex=300 \\
    'costs.visa={"costBps":310,"by":"Jo Lee","on":"2026-11-22"}'

environment: MERCHANT_GATEWAY_KEY      for add, set with another gateway and rotate-key gateway
             MERCHANT_CHALLENGE_SECRET for add and set with challenge.siteKey`;

interface AttestOptions {
  readonly by: string;
  readonly on?: string;
  readonly text?: string;
}

interface KeyOptions {
  readonly out?: string;
  readonly retire?: boolean;
}

export function command(surroundings: Surroundings): Command {
  const merchants = new Command("merchants")
    .description("merchants: list, show, add, change, attest, rotate keys, disable, remove")
    .addHelpText("afterAll", HELP);
  const one = (name: string) =>
    merchants.command(name).argument("<id>", "the merchant's id, such as mch_shop", merchantId);
  merchants
    .command("list")
    .description("all merchants, and which brands they lose soon")
    .option(...JSON_OPTION)
    .action(answering(surroundings, () => listMerchants(surroundings)));
  one("show")
    .description("one merchant, without its secrets")
    .option(...JSON_OPTION)
    .action(answering(surroundings, (id: string) => showMerchant(id, surroundings)));
  one("add")
    .description("a new merchant; its gateway key comes from MERCHANT_GATEWAY_KEY")
    .argument("[changes...]", "its settings")
    .action(answering(surroundings, (id: string, changes: string[]) => addMerchant(id, changes, surroundings)));
  one("set")
    .description("change a merchant")
    .argument("<changes...>", "what is to be otherwise")
    .action(answering(surroundings, (id: string, changes: string[]) => setMerchant(id, changes, surroundings)));
  one("attest")
    .description("record that a rule's condition is met")
    .argument("<rule>", "the row's id, such as us-co-credit")
    .argument("<kind>", "what the row asks for, such as sign_off")
    .requiredOption("--by <name>", "the person who stands for it")
    .option("--on <date>", "the day, such as 2026-11-22 (default: today)")
    .option("--text <text>", "what the person says")
    .action(
      answering(surroundings, (id: string, rule: string, kind: string, options: AttestOptions) =>
        attest(id, rule, kind, options, surroundings),
      ),
    );
  one("rotate-key")
    .description("another key of a merchant: one more server key, the gateway's of MERCHANT_GATEWAY_KEY, or a new seal")
    .addArgument(new Argument("<key>", "which").choices(["server", "gateway", "sealing"]))
    .option("--out <file>", "of server: where the new key is written (default: ID.server-key)")
    .option("--retire", "of server: makes no key, and lets only the newest be valid")
    .action(
      answering(surroundings, (id: string, which: string, options: KeyOptions) =>
        replaceKey(id, which, options, surroundings),
      ),
    );
  one("disable")
    .description("answer every lookup with no surcharge")
    .action(answering(surroundings, (id: string) => disableMerchant(id, surroundings)));
  one("remove")
    .description("remove a merchant with its keys; asks for its id again")
    .option("--yes", "do not ask")
    .action(
      answering(surroundings, (id: string, { yes = false }: { readonly yes?: boolean }) =>
        removeMerchant(id, yes, surroundings),
      ),
    );
  return merchants;
}
