/** The PHP recipe. */
import { holdRecipe } from "./support/hold-recipe.ts";

holdRecipe({
  name: "PHP",
  programs: ["php"],
  probe: ["-r", "exit(PHP_VERSION_ID >= 80100 && function_exists('openssl_verify') ? 0 : 1);"],
  command: ["recipes/verify_quote.php"],
  driver: ["test/recipes/drive.php"],
  isByHand: true,
});
