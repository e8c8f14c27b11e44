/** The pictures are those that `npm run pictures` draws, and what they show is what there is. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { arrows } from "../../../tools/docs/element-states.ts";
import { lookupWords, STEPS } from "../../../tools/docs/pictures/lookup.ts";
import { PARTIES, partiesWords, SEEN } from "../../../tools/docs/pictures/parties.ts";
import { SIDES } from "../../../tools/docs/pictures/state.ts";
import { DRAWN } from "../../../tools/docs/pictures/states.ts";
import { svgOf, WIDTH, wrapped } from "../../../tools/docs/pictures/svg.ts";
import { drawn, imageOf, PICTURES } from "../../../tools/docs/pictures.ts";

test.each([...drawn()])("%s is current (run `npm run pictures`)", (path, text) => {
  expect(readFileSync(path, "utf8")).toBe(text);
});

describe.each(PICTURES.map((picture) => [picture.name, picture] as const))("%s", (name, picture) => {
  test("has a title that says what it shows, in the file and where it stands", () => {
    expect(picture.title.length).toBeGreaterThan(40);
    expect(svgOf(picture)).toContain(`<title id="title">`);
    expect(imageOf(name)).toBe(`![${picture.title}](images/${name}.svg)`);
  });

  test("fetches nothing, and can be read in the light and in the dark", () => {
    const svg = svgOf(picture);
    expect(svg).not.toMatch(/href|url\((?!#)|@import|@font-face|<script/);
    expect(svg).toContain("prefers-color-scheme: dark");
    expect(svg).not.toMatch(/(?:fill|stroke)="/);
  });

  test("stays within its frame", () => {
    const svg = svgOf(picture);
    const far = [...svg.matchAll(/ (?:x|cx|x1|x2)="(-?[\d.]+)"/g)].map(([, x]) => Number(x));
    expect(Math.min(...far)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...far)).toBeLessThanOrEqual(WIDTH);
    const low = [...svg.matchAll(/ (?:y|cy|y2)="(-?[\d.]+)"/g)].map(([, y]) => Number(y));
    expect(Math.max(...low)).toBeLessThanOrEqual(picture.height);
  });
});

test("the picture of the states has the arrows of the table, each with its events, and no other", () => {
  const flat = (from: string, to: string, events: readonly string[]) => events.map((event) => `${from} ${event} ${to}`);
  const table = arrows().flatMap(({ from, to, events }) => flat(from, to, events));
  const picture = DRAWN.flatMap(({ from, to, events }) =>
    (from === "any" ? ["any"] : from).flatMap((status) => flat(status, to, events)),
  );
  expect(picture.toSorted()).toEqual(table.toSorted());
});

test("the picture of what is kept has every store and Durable Object of the Worker", () => {
  const config = readFileSync("wrangler.toml", "utf8");
  const classes = [...config.matchAll(/class_name = "(\w+)"/g)].map(([, name]) => name);
  const stores = [...config.matchAll(/^kv_namespaces = (.*)$/gm)].flatMap(([, list = ""]) =>
    [...list.matchAll(/binding = "(\w+)"/g)].map(([, name]) => name),
  );
  const named = SIDES.flatMap(({ kept }) => kept.flatMap(({ names }) => names));
  expect(new Set(named)).toEqual(new Set([...classes, ...stores]));
});

test("what a picture shows stands beside it in words", () => {
  for (const { what } of STEPS) expect(lookupWords().toLowerCase()).toContain(what.toLowerCase());
  const rows = partiesWords().split("\n").slice(2);
  expect(rows.map((row) => row.split("|").filter((cell) => cell.trim() === "sees").length)).toEqual(
    SEEN.map(([, by]) => by.length),
  );
  expect(PARTIES.length).toBe(4);
});

test("lines are broken between words", () => {
  expect(wrapped("one two three", 7)).toEqual(["one two", "three"]);
  expect(wrapped("immeasurable", 7)).toEqual(["immeasurable"]);
});
