/** `cs texts`: the register of translations: which languages there are, which a person has reviewed, and for which words. */
import { Command } from "commander";
import { answering, JSON_OPTION } from "../cli/answer.ts";
import type { Surroundings } from "../cli/surroundings.ts";
import { listTexts, showTexts, signTexts, updateTexts } from "./texts/register.mjs";

export function command(surroundings: Surroundings): Command {
  const texts = new Command("texts").description("the texts of each language: list, show, update, sign");
  texts
    .command("list", { isDefault: true })
    .description("the languages, and who has reviewed which")
    .option(...JSON_OPTION)
    .action(answering(surroundings, () => listTexts()));
  texts
    .command("show")
    .description("every text of a language beside the English one, for a reviewer")
    .argument("<locale>", "the language, such as fr-CA")
    .option(...JSON_OPTION)
    .action(answering(surroundings, (locale: string) => showTexts(locale)));
  texts
    .command("update")
    .description("after a change of words: new version, and the signature of that language lapses")
    .action(answering(surroundings, () => updateTexts()));
  texts
    .command("sign")
    .description("record that somebody has reviewed the texts of a language as they stand")
    .argument("<locale>", "the language, such as fr-CA")
    .requiredOption("--by <name>", 'who reviewed them: "First Last"')
    .action(
      answering(surroundings, (locale: string, { by }: { readonly by: string }) =>
        signTexts(locale, by, surroundings.now()),
      ),
    );
  return texts;
}
