/**
 * Tests that drive a browser wait for what a page is to show: what is read once, a moment after a press, passes on a fast machine
 * and fails on a busy one.
 */
import { globSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const READ_ONCE =
  /expect\(\s*await [^;(]*(?:\([^;()]*\)[^;()]*)*\.(?:allTextContents|count|getAttribute|innerText|inputValue|is(?:Dis|En)abled|isHidden|isVisible|textContent)\([^;]*/g;
const files = globSync("test/{e2e,fault}/**/*.test.ts");

it("has files to look at", () => expect(files.length).toBeGreaterThan(20));

it.each(files)("%s reads a page by expect.poll", (file) => {
  expect(readFileSync(file, "utf8").match(READ_ONCE)).toBeNull();
});
