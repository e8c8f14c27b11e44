/** The Ruby recipe. */
import { holdRecipe } from "./support/hold-recipe.ts";

holdRecipe({
  name: "Ruby",
  programs: ["ruby"],
  probe: ["-ropenssl", "-e", "exit RUBY_VERSION >= '3.0'"],
  command: ["recipes/verify_quote.rb"],
  driver: ["test/recipes/drive.rb"],
  isByHand: true,
});
