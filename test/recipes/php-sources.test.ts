/** That PHP can read each file of its recipe, finds each class where its name says, and can read the samples of its page. */
import { spawnSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { needs } from "../support/node/needs.ts";
import { findProgram } from "./support/language.ts";
import { PHP } from "./support/languages.ts";

const FOLDER = "recipes/php";
const program = findProgram(PHP);
const files = globSync(`${FOLDER}/{*,src/**/*,examples/*}.php`).map((path) => path.replaceAll("\\", "/"));
const classes = files.filter((path) => path.startsWith(`${FOLDER}/src/`) && !path.endsWith("functions.php"));
const samples = [...readFileSync(`${FOLDER}/README.md`, "utf8").matchAll(/^```php\n([\s\S]*?)^```/gm)];

const php = (args: string[], input = "") => spawnSync(program ?? "", args, { input, encoding: "utf8" });

describe("the PHP recipe", needs("PHP"), () => {
  test.each([...files, `${FOLDER}/bin/verify-quote`])("%s is PHP", (path) => {
    expect(php(["-l", path])).toMatchObject({ status: 0, stdout: `No syntax errors detected in ${path}\n` });
  });

  test.each(samples.map(([, sample = ""]) => [sample]))("its page shows PHP: %s", (sample) => {
    expect(php(["-l"], `<?php\n${sample}`).status).toBe(0);
  });

  test("has each class where its name says, and names none that is not there", () => {
    const own = classes.map((path) => path.slice(`${FOLDER}/src/`.length, -".php".length).replaceAll("/", "\\"));
    const imported = files.flatMap((path) =>
      [...readFileSync(path, "utf8").matchAll(/^use (?:function )?CardSurcharge\\([\w\\]+);$/gm)].map(
        ([, name = ""]) => name,
      ),
    );
    const names = [...new Set([...own, ...imported])].map((name) => `CardSurcharge\\${name}`);
    const missing = `
      $isThere = fn ($name) => class_exists($name) || interface_exists($name) || function_exists($name);
      require "${FOLDER}/autoload.php";
      echo json_encode(array_values(array_filter(json_decode($argv[1]), fn ($name) => !$isThere($name))));`;
    expect(JSON.parse(php(["-r", missing, JSON.stringify(names)]).stdout)).toEqual([]);
  });
});
