/** What a test may need: how a machine is asked for it, and which packages bring it. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { debianOf, debianPackages, findProgram } from "../../../tools/checkout/needs.mjs";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "needs-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A program that ends with this status. */
function program(name: string, status: number): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\nexit ${status}\n`);
  chmodSync(path, 0o755);
  return path;
}

test("a language is the first of its programs that can run the recipe", () => {
  const [old, able] = [program("old", 1), program("able", 0)];
  expect(findProgram({ programs: [join(folder, "none"), old, able], probe: [] })).toBe(able);
  expect(findProgram({ programs: [join(folder, "none"), old], probe: [] })).toBeUndefined();
});

describe("on a machine without anything", () => {
  beforeEach(() => {
    vi.resetModules();
    vi.stubEnv("PATH", folder);
  });
  afterEach(() => vi.unstubAllEnvs());

  test("nothing is found that is looked for on the PATH, and what stands there then is", async () => {
    const before = await import("../../../tools/checkout/needs.mjs");
    expect((["PHP", "Ruby", "jq", "Firefox", "WebKitGTK"] as const).filter(before.isThere)).toEqual([]);
    for (const name of ["php", "ruby", "jq", "firefox", "WebKitWebDriver"]) program(name, 0);
    vi.resetModules();
    const after = await import("../../../tools/checkout/needs.mjs");
    expect((["PHP", "Ruby", "jq", "Firefox", "WebKitGTK"] as const).filter(after.isThere)).toEqual([
      "PHP",
      "Ruby",
      "jq",
      "Firefox",
    ]);
  });
});

test("the day has the packages of the languages, and the night those of the browsers as well", () => {
  const day = debianPackages({ atNight: false });
  expect(day).toEqual(["php-cli", "python3-jwt", "python3-cryptography", "ruby", "ruby-jwt", "jq"]);
  expect(debianPackages({ atNight: true })).toEqual([...day, "firefox-esr", "webkit2gtk-driver", "xvfb"]);
  expect(debianOf("Linux")).toBeUndefined();
});
