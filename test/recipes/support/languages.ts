/** The languages whose recipes are packages, and what runs each on this machine. */
import { PROGRAMS } from "../../../tools/checkout/needs.mjs";
import type { Language } from "./language.ts";

export const NODE: Language = {
  name: "Node",
  programs: [process.execPath],
  probe: ["--version"],
  command: ["recipes/node/verify-quote.mjs"],
  driver: ["test/recipes/drive.mjs"],
};

export const PHP: Language = {
  name: "PHP",
  ...PROGRAMS.PHP,
  command: ["recipes/php/bin/verify-quote"],
  driver: ["test/recipes/drive.php"],
};

export const PYTHON: Language = {
  name: "Python",
  ...PROGRAMS.Python,
  command: [
    "-c",
    "import runpy, sys; sys.path.insert(0, 'recipes/python'); runpy.run_module('card_surcharge', run_name='__main__')",
  ],
  driver: ["test/recipes/drive.py"],
};

export const RUBY: Language = {
  name: "Ruby",
  ...PROGRAMS.Ruby,
  command: ["recipes/ruby/bin/verify-quote"],
  driver: ["test/recipes/drive.rb"],
};
