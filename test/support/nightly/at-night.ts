/**
 * What a run of ten minutes on two cores has no room for: each takes long, and what it holds changes seldom or is seen in its parts
 * by other tests. `npm run test:nightly` has them all, in its part `whole`.
 */
export const AT_NIGHT = [
  "test/e2e/builder.test.ts",
  "test/e2e/builder-page.test.ts",
  "test/e2e/checkout-page.test.ts",
  "test/e2e/doctor.test.ts",
  "test/e2e/first-pages.test.ts",
  "test/e2e/recipes/python.test.ts",
  "test/e2e/recipes/ruby.test.ts",
  "test/e2e/shop-looks.test.ts",
  "test/e2e/site.test.ts",
  "test/e2e/status.test.ts",
  "test/e2e/tokenizer.test.ts",
  "test/e2e/tokenizer-versions.test.ts",
  "test/fault/crowds.test.ts",
  "test/tools/commands/cost.test.ts",
  "test/tools/build/scenarios/packed.test.ts",
  "test/tools/scenarios/rotations.test.ts",
  "test/tools/scenarios/whole-deploy.test.ts",
  "test/tsconfig.test.ts",
];
