import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const root = new URL("../../../", import.meta.url);
const sources = ["contract", "widget", "worker"].flatMap((folder) =>
  readdirSync(new URL(folder, root), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .map((path) => `${folder}/${path}`),
);
/** Ways to make a readable amount or percentage without `Intl`: rounding to decimals, a glued-on sign. */
const BY_HAND = /\.toFixed\(|\.toPrecision\(|\.toLocaleString\(|[`"']\s?%[`"']|\$\$\{|[`"'][€£¥₹$][`"']/;

test("no amount and no percentage is formatted by hand", () => {
  expect(sources.length).toBeGreaterThan(50);
  for (const path of sources) expect(readFileSync(new URL(path, root), "utf8"), path).not.toMatch(BY_HAND);
});

test.each(["(amount / 100).toFixed(2)", '"$" + amount', "`$${amount}`", "rate + '%'"])("%s would be found", (code) => {
  expect(code).toMatch(BY_HAND);
});
