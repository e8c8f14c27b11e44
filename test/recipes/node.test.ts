/** The Node recipe, which imports what customers install. */
import { existsSync } from "node:fs";
import { beforeAll } from "vitest";
import { buildPackage } from "../../tools/build/build-package.mjs";
import { holdCharging } from "./support/hold-charging.ts";
import { holdRecipe } from "./support/hold-recipe.ts";
import { NODE } from "./support/languages.ts";

const BUILD_TIMEOUT_MS = 60_000;

beforeAll(async () => {
  if (!existsSync("dist/package/verify.js")) await buildPackage();
}, BUILD_TIMEOUT_MS);

holdRecipe(NODE);
holdCharging(NODE);
