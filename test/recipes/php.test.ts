/** The PHP recipe. */
import { holdCharging } from "./support/hold-charging.ts";
import { holdRecipe } from "./support/hold-recipe.ts";
import { PHP } from "./support/languages.ts";

holdRecipe(PHP);
holdCharging(PHP);
