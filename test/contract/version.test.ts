import { expect, test } from "vitest";
import { ElementVersion } from "../../contract/lookup.ts";
import { VERSION } from "../../contract/version.ts";
import manifest from "../../package.json" with { type: "json" };

test("what says a version says this release's, in a form that the service counts", () => {
  expect(VERSION).toBe(manifest.version);
  expect(ElementVersion.parse(VERSION)).toBe(VERSION);
});
