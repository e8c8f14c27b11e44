import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Script } from "node:vm";
import { transformSync } from "esbuild";
import fc from "fast-check";
import { type DefaultTreeAdapterTypes, parse, parseFragment } from "parse5";
import { compile as compileSvelte } from "svelte/compiler";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileScript, parse as parseVue } from "vue/compiler-sfc";
import { CARD_SOURCES, type Choices, LOCAL_CHOICES } from "../../../../site/src/builder/choices.ts";
import { outputsOf } from "../../../../site/src/builder/outputs.ts";
import { runs } from "../../../support/nightly/runs.ts";
import { needs } from "../../../support/node/needs.ts";
import { type Cart, runPlugin } from "../../../support/site/word-press.ts";

const HOSTILE = `O'Neil "&" </script><b> {{ x }} {y} \${z} #{r} ?> \\ <!-- é`;
const CHOSEN: Choices = {
  ...LOCAL_CHOICES,
  service: "https://pay.example.com",
  gateway: "https://app.gateway.example",
  publicKey: "pub_A1",
  moduleHash: `sha384-${"A".repeat(64)}`,
  classicHash: `sha384-${"B".repeat(64)}`,
  shipToCountry: "CA",
  shipToState: "ON",
  taxRate: 8875,
  locale: "fr-CA",
  theme: "filled",
  tokens: { radius: "12px", reserve: "grid" },
  notice: HOSTILE,
  labels: { accept: HOSTILE, decline: "Another card" },
};
const kinds = CARD_SOURCES.map((card) => ({ ...CHOSEN, card }));

/** The text of one printed file. */
function printed(choices: Choices, id: string, name: string | RegExp): string {
  const file = outputsOf(choices)
    .find((output) => output.id === id)
    ?.files.find((one) => (typeof name === "string" ? one.name === name : name.test(one.name)));
  if (file === undefined) throw new Error(`${id} has no such file`);
  return file.code;
}

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

function elementsOf(nodes: readonly Node[]): Element[] {
  return nodes.flatMap((node) => ("tagName" in node ? [node, ...elementsOf(node.childNodes)] : []));
}
const page = (html: string): Element[] => elementsOf(parse(html).childNodes);
const named = (elements: readonly Element[], tag: string) => elements.filter(({ tagName }) => tagName === tag);
const attributes = ({ attrs }: Element) => Object.fromEntries(attrs.map(({ name, value }) => [name, value]));
const textOf = ({ childNodes }: Element) => childNodes.map((node) => ("value" in node ? node.value : "")).join("");

const EXPECTED = {
  merchant: "mch_demo",
  "base-amount": "12500",
  currency: "USD",
  country: "US",
  state: "IL",
  "ship-to-country": "CA",
  "ship-to-state": "ON",
  "surcharge-tax-rate": "8875",
  locale: "fr-CA",
  theme: "filled",
  name: "quote",
  "token-name": "token",
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "card-surcharge-builder-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}
const PHP = "php";
const runProgram = (program: string, ...args: string[]) => spawnSync(program, args, { encoding: "utf8" });

describe("every output", () => {
  it("has an id of its own, files with names, and no secret", () => {
    for (const choices of kinds) {
      const outputs = outputsOf(choices);
      expect(new Set(outputs.map(({ id }) => id)).size).toBe(outputs.length);
      for (const { label, files } of outputs) {
        expect(label).not.toBe("");
        expect(files.every(({ name, code }) => name !== "" && code.endsWith("\n"))).toBe(true);
        expect(files.map(({ code }) => code).join("")).not.toMatch(/\b(sk|ak|api)_[a-z0-9]/i);
      }
    }
  });

  it("for a page has the element with what was chosen, whatever the notice is", () => {
    for (const id of ["html", "classic", "webflow", "wix", "squarespace"]) {
      const elements = page(printed(CHOSEN, id, /\.html$/));
      const [element, ...more] = named(elements, "card-surcharge");
      expect(more).toEqual([]);
      if (element === undefined) throw new Error("no element");
      expect(attributes(element)).toEqual(EXPECTED);
      expect(textOf(element).trim()).toBe(HOSTILE);
      expect(named(elements, "b")).toEqual([]);
    }
  });

  it("to try is one file, with the element, its hash, and no server", () => {
    for (const card of ["tokenizer", "token"] as const) {
      const elements = page(printed({ ...CHOSEN, card }, "first", "index.html"));
      const [element] = named(elements, "card-surcharge");
      const { name: _, "token-name": __, ...shown } = EXPECTED;
      expect(element && attributes(element)).toEqual({
        ...shown,
        ...(card === "token" ? { token: "test_card_visa_credit" } : {}),
      });
      expect(element && textOf(element).trim()).toBe(HOSTILE);
      const [script, inline] = named(elements, "script").filter((each) => attributes(each)["type"] === "module");
      expect(script && attributes(script)).toMatchObject({ integrity: CHOSEN.moduleHash });
      expect(() => transformSync(inline === undefined ? "{" : textOf(inline), { format: "esm" })).not.toThrow();
      expect(named(elements, "form")).toEqual([]);
    }
    const notes = (choices: Choices) =>
      outputsOf(choices)
        .find(({ id }) => id === "first")
        ?.notes.join(" ");
    expect(notes(LOCAL_CHOICES)).toContain(": npm start -- --origin http://localhost:9000 ");
    expect(notes({ ...LOCAL_CHOICES, service: "http://localhost:9660" })).toContain(
      "npm start -- --port 9660 --origin",
    );
    expect(notes({ ...CHOSEN, merchant: "mch_shop" })).toContain("among the merchant's origins");
    expect(outputsOf({ ...CHOSEN, card: "saved" }).map(({ id }) => id)).not.toContain("first");
  });

  it("says where the goods go, on the page and to the server, and nothing where they go to the payer", () => {
    const PLACES = { node: /"CA".*"ON"/, php: /'CA'.*'ON'/, python: /"CA".*"ON"/, ruby: /'CA'.*'ON'/ };
    for (const card of CARD_SOURCES)
      for (const [id, place] of Object.entries(PLACES)) {
        expect(printed({ ...CHOSEN, card }, id, /./)).toMatch(place);
        expect(printed({ ...CHOSEN, card, shipToCountry: "" }, id, /./)).not.toMatch(place);
      }
    const COMPONENTS = { react: "Checkout.tsx", vue: "Checkout.vue", svelte: "Checkout.svelte" };
    for (const [id, name] of Object.entries(COMPONENTS)) {
      expect(printed(CHOSEN, id, name)).toMatch(/ship-to-country="CA"\s+ship-to-state="ON"/);
      expect(printed({ ...CHOSEN, shipToCountry: "" }, id, name)).not.toContain("ship-to");
    }
  });

  it("is in the chosen language as far as the element has its words, and names those that are the page's", () => {
    const [html] = named(page(printed(CHOSEN, "html", "checkout.html")), "html");
    expect(html && attributes(html)).toMatchObject({ lang: "fr-CA" });
    expect(printed(CHOSEN, "html", "checkout.html")).toContain("125,00");
    // The element names the frame itself, unless the page did.
    expect(printed(CHOSEN, "html", "checkout.js")).not.toContain("iframe.title");
    expect(printed(CHOSEN, "html", "checkout.js")).toContain("for you to write in the page's language");
    expect(printed({ ...CHOSEN, locale: "" }, "html", "checkout.js")).not.toContain("for you to write");
  });

  it("holds the script files to their hashes, on the service's own addresses", () => {
    const scripts = (id: string) =>
      named(page(printed(CHOSEN, id, /\.html$/)), "script")
        .map(attributes)
        .filter(({ src }) => src?.includes("card-surcharge"));
    expect(scripts("html")).toEqual([
      {
        type: "module",
        src: `https://pay.example.com/widget/${LOCAL_CHOICES.version}/card-surcharge.js`,
        integrity: CHOSEN.moduleHash,
        crossorigin: "",
      },
    ]);
    const classic = {
      defer: "",
      src: `https://pay.example.com/widget/${LOCAL_CHOICES.version}/card-surcharge.classic.js`,
      integrity: CHOSEN.classicHash,
      crossorigin: "",
    };
    expect(scripts("classic")).toEqual([classic]);
    expect(scripts("wix")).toEqual([classic]);
  });

  it("for a page has the policy's lines and the room that is kept", () => {
    const [policy, room] = [printed(CHOSEN, "policy", /./), printed(CHOSEN, "room", "room.css")];
    for (const { id, side, files } of outputsOf(CHOSEN).filter(({ side }) => side === "page")) {
      expect([id, side, files.at(-1)?.code]).toEqual([id, "page", policy]);
      const all = files.map(({ code }) => code.replaceAll(/^ +/gm, "")).join("");
      expect(all, id).toContain(room.replaceAll(/^ +/gm, ""));
    }
  });

  it("compiles, for each source of the card", () => {
    for (const choices of kinds) {
      for (const id of ["html", "classic", "wordpress"])
        expect(() => new Script(printed(choices, id, /\.js$/))).not.toThrow();
      expect(() => transformSync(printed(choices, "react", "Checkout.tsx"), { loader: "tsx" })).not.toThrow();
      const { descriptor, errors } = parseVue(printed(choices, "vue", "Checkout.vue"));
      expect(errors).toEqual([]);
      expect(() => compileScript(descriptor, { id: "x", inlineTemplate: true })).not.toThrow();
      expect(() => compileSvelte(printed(choices, "svelte", "Checkout.svelte"), {})).not.toThrow();
      const inline = named(page(printed(choices, "wix", "embed.html")), "script").at(-1);
      expect(() => new Script(inline === undefined ? "{" : textOf(inline))).not.toThrow();
    }
  });

  describe.each([
    ["Node", "node", "node", ["--check"]],
    ["PHP", "php", "php", ["-l"]],
    ["Python", "python", "python3", ["-m", "py_compile"]],
    ["Ruby", "ruby", "ruby", ["-c"]],
  ] as const)("for a server in %s", (language, id, program, options) => {
    it("reads as its language", needs(language), () => {
      for (const choices of kinds) {
        const [file] = outputsOf(choices).find((output) => output.id === id)?.files ?? [];
        const path = write(file?.name ?? "", file?.code ?? "");
        const { status, stderr } = runProgram(program, ...options, path);
        expect({ status, stderr }).toMatchObject({ status: 0 });
      }
    });
  });

  it("keeps hostile words inside, in any page and script", () => {
    const words = fc
      .array(fc.constantFrom("'", '"', "`", "\\", "</script>", "<!--", "-->", "${", "{{", "}}", "&lt;", "\u2028", "a"))
      .map((parts) => `x${parts.join("")}x`);
    fc.assert(
      fc.property(words, (text) => {
        const choices = { ...CHOSEN, notice: text, labels: { accept: text } };
        const embedded = elementsOf(parseFragment(printed(choices, "wix", "embed.html")).childNodes);
        expect(named(embedded, "script")).toHaveLength(3);
        const [element] = named(embedded, "card-surcharge");
        expect(element && textOf(element).trim()).toBe(text);
        const script = named(embedded, "script").at(-1);
        const code = script === undefined ? "" : textOf(script);
        expect(() => new Script(code)).not.toThrow();
        const [, literal = '""'] = /accept: (".*"),/.exec(code) ?? [];
        expect(JSON.parse(literal)).toBe(text);
      }),
      { numRuns: runs(100) },
    );
  });
});

describe("the settings of a page", () => {
  it("name the addresses that were chosen, and the gateway's only for its form", () => {
    expect(printed(CHOSEN, "policy", "Content-Security-Policy")).toBe(
      [
        "script-src https://pay.example.com https://app.gateway.example;",
        "connect-src https://pay.example.com;",
        "frame-src https://app.gateway.example https://pay.example.com;",
        "require-trusted-types-for 'script'; trusted-types lit-html 'allow-duplicates'",
        "",
      ].join("\n"),
    );
    expect(printed({ ...CHOSEN, card: "saved" }, "policy", "Content-Security-Policy")).not.toContain(CHOSEN.gateway);
  });

  it("keep room for what arrives, and set the custom properties", () => {
    const css = printed(CHOSEN, "html", "checkout.css");
    expect(css).toContain(printed(CHOSEN, "room", "room.css"));
    expect(css).toContain("card-surcharge {\n  --card-surcharge-radius: 12px;\n  --card-surcharge-reserve: grid;\n}");
  });
});

describe("the plugin for WordPress", () => {
  const shown = (cart: Cart | null = null) => {
    const files = outputsOf(CHOSEN).find(({ id }) => id === "wordpress")?.files ?? [];
    return runPlugin(PHP, folder, files, cart);
  };

  it("shows the form, loads the scripts, and holds ours to its hash", needs("PHP"), () => {
    const { html, tags, scripts, style } = shown();
    const [element] = named(elementsOf(parseFragment(html).childNodes), "card-surcharge");
    expect(element && attributes(element)).toEqual({ ...EXPECTED, "data-digits": "2" });
    const classic = "https://pay.example.com/widget/1.0.0/card-surcharge.classic.js";
    expect(tags["card-surcharge"]).toBe(
      `<script integrity="${CHOSEN.classicHash}" crossorigin src="${classic}" defer></script>`,
    );
    expect(tags["card-surcharge-page"]).not.toContain("integrity");
    expect(style).toBe("https://shop.example/card-surcharge/checkout.css");
    expect(scripts).toEqual({
      "card-surcharge-form": ["https://app.gateway.example/tokenizer/tokenizer.js", [], "defer"],
      "card-surcharge": [
        `https://pay.example.com/widget/${LOCAL_CHOICES.version}/card-surcharge.classic.js`,
        [],
        "defer",
      ],
      "card-surcharge-page": [
        "https://shop.example/card-surcharge/checkout.js",
        ["card-surcharge", "card-surcharge-form"],
        "defer",
      ],
    });
  });

  const attributesWith = (cart: Cart) => {
    const [element] = named(elementsOf(parseFragment(shown(cart).html).childNodes), "card-surcharge");
    return element && attributes(element);
  };

  it("takes amount, currency and places of a cart", needs("PHP"), () => {
    const cart: Cart = { total: "1234.56", currency: "CAD", bill: ["CA", 'O"N'], ship: ["US", "TX"] };
    expect(attributesWith(cart)).toEqual({
      ...EXPECTED,
      "base-amount": "123456",
      currency: "CAD",
      "data-digits": "2",
      country: "CA",
      state: 'O"N',
      "ship-to-country": "US",
      "ship-to-state": "TX",
    });
    const { "ship-to-country": _, "ship-to-state": __, ...billed } = EXPECTED;
    // Nothing is shipped, and the state is not known yet: the builder's own places must not stand in.
    expect(attributesWith({ ...cart, bill: ["CA", ""], ship: null })).toEqual({
      ...billed,
      "base-amount": "123456",
      currency: "CAD",
      "data-digits": "2",
      country: "CA",
      state: "",
    });
  });

  it.each([
    ["a yen has no decimals", "1500", "JPY", "1500", "0"],
    ["yen in a shop that shows two", "1500.00", "JPY", "1500", "0"],
    ["dollars in a shop that shows none", "1235", "USD", "123500", "2"],
    ["a dinar has three", "12.345", "KWD", "12345", "3"],
    ["no float loses a cent", "1.15", "USD", "115", "2"],
    ["a free order", "0", "USD", "0", "2"],
  ])("counts minor units by the currency: %s", needs("PHP"), (_, total, currency, amount, digits) => {
    const found = attributesWith({ total, currency, bill: ["US", "IL"], ship: null });
    expect(found).toMatchObject({ "base-amount": amount, currency, "data-digits": digits });
  });

  it("shows and asks amounts with the cart's decimals", () => {
    const script = printed(CHOSEN, "wordpress", /\.js$/);
    expect(script).toContain('currency: element.getAttribute("currency")');
    expect(script).toContain("(base() / 10 ** digits).toFixed(digits)");
  });
});
