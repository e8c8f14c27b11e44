/** `cs card-programs`: the programmes whose BINs are mirrored from KeySecure. */
import { Command } from "commander";
import { answering, JSON_OPTION } from "../cli/answer.ts";
import type { Surroundings } from "../cli/surroundings.ts";
import { programName, pullProgram, showProgram, showPrograms, syncProgram } from "./card-programs/mirror.mjs";

const PULL_HELP = `
environment: KEYSECURE_ORIGIN   KeySecure's origin
             KEYSECURE_API_KEY  the merchant's Api-Key there`;

interface Options {
  readonly force?: boolean;
}

export function command(surroundings: Surroundings): Command {
  const { env } = surroundings;
  const programs = new Command("card-programs").description("card programmes of merchants: pull, sync, list, show");
  const named = (name: string) => programs.command(name).argument("<name>", "the programme's name", programName);
  named("pull")
    .description("fetch the programme from KeySecure, from this machine's address, and push it to the Worker")
    .option("--force", "take a large loss of BINs")
    .addHelpText("after", PULL_HELP)
    .action(answering(surroundings, (name: string, { force = false }: Options) => pullProgram(name, force, env)));
  named("sync")
    .description("let the Worker fetch it by itself")
    .option("--force", "take a large loss of BINs")
    .action(answering(surroundings, (name: string, { force = false }: Options) => syncProgram(name, force, env)));
  programs
    .command("list")
    .description("the mirrored programmes and their state")
    .option(...JSON_OPTION)
    .action(answering(surroundings, () => showPrograms(env)));
  named("show")
    .description("a programme's BINs")
    .option(...JSON_OPTION)
    .action(answering(surroundings, (name: string) => showProgram(name, env)));
  return programs;
}
