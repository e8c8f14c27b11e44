/** What editors and frameworks are told of the element, held to its published contract and to its class. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ELEMENT_REASONS, STATUSES } from "../../../contract/lists.ts";
import { buildElementTypes } from "../../../tools/build/build-types.mjs";

const ATTRIBUTES =
  "merchant base-amount currency country state ship-to-country ship-to-state locale endpoint name token-name order-ref " +
  "surcharge-tax-rate theme tokenizer token answer disabled form";
const READ_ONLY = "status decision form value validity validationMessage willValidate";
const METHODS = "connect review accept decline reset checkValidity reportValidity";
const EVENTS = "surcharge-pending surcharge-change surcharge-accept surcharge-decline surcharge-expire surcharge-error";
const PARTS =
  "base brand headline message amounts surcharge surcharge-tax total details disclosure actions accept decline";

interface Named {
  name: string;
  description?: string;
  type?: { text: string };
}

interface Member extends Named {
  kind: string;
  attribute?: string;
  readonly?: boolean;
  static?: boolean;
}

interface Declaration {
  tagName: string;
  attributes: Named[];
  members: Member[];
  events: Named[];
  slots: Named[];
  cssParts: Named[];
  cssProperties: Named[];
}

const outDir = mkdtempSync(join(tmpdir(), "card-surcharge-types-"));
const read = (file: string) => readFileSync(join(outDir, file), "utf8");
const sorted = (names: Iterable<string>) => [...names].toSorted((one, other) => one.localeCompare(other));
const words = (text: string) => sorted(text.split(" "));
const namesOf = (list: readonly Named[]) => sorted(list.map(({ name }) => name));
let element: Declaration;

beforeAll(() => {
  buildElementTypes({ version: "1.2.3", outDir, typesDir: join(outDir, "types") });
  const { modules } = JSON.parse(read("custom-elements.json")) as { modules: [{ declarations: [Declaration] }] };
  element = modules[0].declarations[0];
}, 60_000);

afterAll(() => rmSync(outDir, { recursive: true, force: true }));

describe("the custom-elements manifest", () => {
  test("names the tag and everything the contract does, and nothing else", () => {
    const own = element.members.filter((member) => !member.static);
    const fields = own.filter(({ kind }) => kind === "field");
    expect(element.tagName).toBe("card-surcharge");
    expect(namesOf(element.attributes)).toEqual(words(ATTRIBUTES));
    expect(sorted(fields.flatMap(({ attribute }) => attribute ?? []))).toEqual(words(ATTRIBUTES));
    expect(namesOf(fields.filter((field) => field.readonly))).toEqual(words(READ_ONLY));
    expect(namesOf(fields.filter((field) => !field.readonly && !field.attribute))).toEqual(["labels"]);
    expect(namesOf(own.filter(({ kind }) => kind === "method"))).toEqual(words(METHODS));
    expect(namesOf(element.events)).toEqual(words(EVENTS));
    expect(namesOf(element.slots)).toEqual(["", "brand", "other-method"]);
    expect(namesOf(element.cssParts)).toEqual(words(PARTS));
  });

  test("names exactly the custom properties that the styles read", () => {
    const styles = ["layout", "controls", "motion"].map((name) => readFileSync(`widget/view/${name}.css`, "utf8"));
    const read = styles.join("").matchAll(/var\(\s*(--card-surcharge-[a-z-]+)/g);
    expect(namesOf(element.cssProperties)).toEqual(sorted(new Set([...read].map(([, name]) => name ?? ""))));
  });

  test("describes all that a page's author sets, hears or styles", () => {
    const { attributes, events, slots, cssParts, cssProperties } = element;
    const silent = [attributes, events, slots, cssParts, cssProperties].flat().filter((each) => !each.description);
    expect(silent).toEqual([]);
  });
});

test("the guide for authors of pages names all of it, every status and every reason", () => {
  const guide = readFileSync("docs/integrate.md", "utf8");
  const { attributes, members, events, cssParts, cssProperties } = element;
  const others = members.filter((member) => !member.static && !member.attribute);
  const names = [attributes, others, events, cssParts, cssProperties].flatMap(namesOf);
  expect([...names, ...STATUSES, ...ELEMENT_REASONS].filter((name) => !guide.includes(`\`${name}`))).toEqual([]);
  const told = guide.matchAll(/^\| `(--card-surcharge-[a-z-]+)`/gm);
  expect(sorted([...told].map(([, name]) => name ?? ""))).toEqual(namesOf(cssProperties));
});

describe("the editors' data", () => {
  test("offers VS Code every attribute, and the words of a theme", () => {
    const { tags } = JSON.parse(read("vscode.html-custom-data.json")) as {
      tags: { attributes: (Named & { values?: Named[] })[] }[];
    };
    const attributes = tags[0]?.attributes ?? [];
    expect(namesOf(attributes)).toEqual(words(ATTRIBUTES));
    const offered = attributes.flatMap(({ name, values = [] }) => values.map((value) => [name, value.name]));
    expect(offered).toEqual(["plain", "outlined", "filled"].map((theme) => ["theme", theme]));
  });

  test("tells JetBrains of attributes, properties, events, slots, parts and custom properties", () => {
    const { version, contributions } = JSON.parse(read("web-types.json"));
    const [{ attributes, slots, js }] = contributions.html.elements;
    const { properties, "pseudo-elements": parts } = contributions.css;
    expect(version).toBe("1.2.3");
    expect(namesOf(attributes)).toEqual(words(ATTRIBUTES));
    expect(namesOf(js.properties)).toEqual(expect.arrayContaining(words(`${READ_ONLY} baseAmount labels`)));
    expect([js.events, slots].map(namesOf)).toEqual([words(EVENTS), ["", "brand", "other-method"]]);
    expect(namesOf(parts)).toEqual(sorted(PARTS.split(" ").map((name) => `part(${name})`)));
    expect(namesOf(properties)).toEqual(namesOf(element.cssProperties));
  });
});

test("the tag's types for react, preact and svelte have every event under its own name", () => {
  for (const name of EVENTS.split(" ")) expect(read("types/props.d.ts")).toContain(`"on${name}"?:`);
});

test("the tag's types for vue have every event as Vue spells it", () => {
  expect(read("types/vue.d.ts").match(/"onSurcharge[A-Z][a-z]+"/g)).toHaveLength(EVENTS.split(" ").length);
});
