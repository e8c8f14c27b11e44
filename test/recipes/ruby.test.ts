/** The Ruby recipe. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { needs } from "../support/node/needs.ts";
import { holdCharging } from "./support/hold-charging.ts";
import { holdKeyCache } from "./support/hold-key-cache.ts";
import { holdRecipe } from "./support/hold-recipe.ts";
import { findProgram, run } from "./support/language.ts";
import { RUBY } from "./support/languages.ts";

holdRecipe(RUBY);
holdKeyCache(RUBY);
holdCharging(RUBY);

const program = findProgram(RUBY);
test("reads Ruby's own types, and never raises", needs("Ruby"), () => {
  expect(run(program ?? "", ["-w", "test/recipes/native/native_types.rb"])).toEqual({ status: 0, output: "" });
});

test("types every method that it has", needs("Ruby"), () => {
  const code = `
    require "rbs"
    require "./recipes/ruby/lib/card_surcharge"
    declared = RBS::Parser.parse_signature(File.read("recipes/ruby/sig/card_surcharge.rbs")).flatten
    declared = declared.find { |part| part.is_a?(RBS::AST::Declarations::Module) }
    methods = declared.members.grep(RBS::AST::Members::MethodDefinition).map(&:name)
    puts (CardSurcharge.singleton_methods(false) - methods), (methods - CardSurcharge.singleton_methods(false))
  `;
  expect(run(program ?? "", ["-e", code])).toEqual({ status: 0, output: "" });
});

test("has the version of the npm package", () => {
  const { version } = JSON.parse(readFileSync("package.json", "utf8"));
  expect(readFileSync("recipes/ruby/lib/card_surcharge/version.rb", "utf8")).toContain(`VERSION = "${version}"`);
});
