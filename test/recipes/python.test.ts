/** The Python recipe. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { needs } from "../support/node/needs.ts";
import { holdCharging } from "./support/hold-charging.ts";
import { holdKeyCache } from "./support/hold-key-cache.ts";
import { holdRecipe } from "./support/hold-recipe.ts";
import { findProgram, run } from "./support/language.ts";
import { PYTHON } from "./support/languages.ts";

holdRecipe(PYTHON);
holdKeyCache(PYTHON);
holdCharging(PYTHON);

const program = findProgram(PYTHON);
test("reads Python's own types, and never raises", needs("Python"), () => {
  expect(run(program ?? "", ["test/recipes/native/native_types.py"])).toEqual({ status: 0, output: "" });
});

test("has the version of the npm package", () => {
  const { version } = JSON.parse(readFileSync("package.json", "utf8"));
  expect(readFileSync("recipes/python/pyproject.toml", "utf8")).toContain(`\nversion = "${version}"\n`);
  expect(readFileSync("recipes/python/card_surcharge/__init__.py", "utf8")).toContain(`\n__version__ = "${version}"\n`);
});
