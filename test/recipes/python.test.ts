/** The Python recipe. */
import { holdRecipe } from "./support/hold-recipe.ts";

holdRecipe({
  name: "Python",
  programs: ["python3", "/usr/bin/python3", "python"],
  probe: ["-c", "import sys, cryptography; sys.exit(sys.version_info < (3, 9))"],
  command: ["recipes/verify_quote.py"],
  driver: ["test/recipes/drive.py"],
  isByHand: true,
});
