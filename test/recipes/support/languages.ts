/** The languages whose recipes are packages, and what runs each on this machine. */
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
  programs: ["php"],
  probe: ["-r", "exit(PHP_VERSION_ID >= 80100 && function_exists('openssl_verify') ? 0 : 1);"],
  command: ["recipes/php/bin/verify-quote"],
  driver: ["test/recipes/drive.php"],
};

export const PYTHON: Language = {
  name: "Python",
  programs: ["python3", "/usr/bin/python3", "python"],
  probe: ["-c", "import sys, cryptography, jwt; sys.exit(sys.version_info < (3, 9))"],
  command: [
    "-c",
    "import runpy, sys; sys.path.insert(0, 'recipes/python'); runpy.run_module('card_surcharge', run_name='__main__')",
  ],
  driver: ["test/recipes/drive.py"],
};

export const RUBY: Language = {
  name: "Ruby",
  programs: ["ruby"],
  probe: ["-rjwt", "-e", "exit RUBY_VERSION >= '3.0'"],
  command: ["recipes/ruby/bin/verify-quote"],
  driver: ["test/recipes/drive.rb"],
};
