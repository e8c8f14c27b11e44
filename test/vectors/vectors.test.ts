/** The golden vectors are what their makers make: nobody edits them by hand, and a run of the makers changes nothing. */
import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const FOLDER = new URL("./", import.meta.url);
const makers = globSync("make/*.ts", { cwd: FOLDER }).map((path) => path.replaceAll("\\", "/"));
const jsonOf = (maker: string) => maker.replace("make/", "").replace(".ts", ".json");

test.each(makers)("%s makes what stands in its file: else run `npm run vectors`", async (maker) => {
  const { default: make } = await import(new URL(maker, FOLDER).href);
  const made: unknown = JSON.parse(JSON.stringify(await make()));
  expect(JSON.parse(readFileSync(new URL(jsonOf(maker), FOLDER), "utf8"))).toEqual(made);
});

test("each file has a maker, and a section in the page of the format", () => {
  const files = globSync("*.json", { cwd: FOLDER }).toSorted();
  expect(files).toEqual(makers.map(jsonOf).toSorted());
  const page = readFileSync(new URL("README.md", FOLDER), "utf8");
  const sections = [...page.matchAll(/^## `(.*)`$/gm)].map(([, file = ""]) => file);
  expect(sections.toSorted()).toEqual(files);
});
