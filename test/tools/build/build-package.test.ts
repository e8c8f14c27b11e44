import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build as bundleWithEsbuild } from "esbuild";
import { publint } from "publint";
import { build as bundleWithVite } from "vite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildPackage } from "../../../tools/build/build-package.mjs";
import { FRAMEWORKS } from "../../../tools/build/build-types.mjs";
import { buildWidgetPackage, STYLES } from "../../../tools/build/build-widget.mjs";

mkdirSync("node_modules/.cache", { recursive: true });
// Inside node_modules, so that the package finds its dependency as it will at a customer's.
const place = resolve(mkdtempSync("node_modules/.cache/package-"));
const pkgDir = join(place, "package");

const CONSUMER = `
import "@card-surcharge/element/define";
import { type CardSurchargeElement, type LookupAnswer, type Policy } from "@card-surcharge/element";
declare const element: CardSurchargeElement, answer: LookupAnswer, policy: Policy;
export const status: "accepted" | string = element.status;
export const amount: number | null = answer.surcharge.surchargeAmount;
export const rate: number | null | undefined = policy.rates[0]?.rateBps;
// @ts-expect-error an answer has no such member: the types are there, and not any
void answer.total;
import { captureShare, nextKey, type QuoteVerdict, refundShare, saleOf, subjectHash, type SurchargeShare, verifyQuote } from "@card-surcharge/element/verify";
const verdict: QuoteVerdict = await verifyQuote("", {
  jwks: "https://surcharge.example/.well-known/jwks.json",
  merchant: "mch_demo", env: "live", subject: { token: "t" }, baseAmount: 1, currency: "USD", country: "US", state: "IL",
  surchargeTaxRate: 8875,
});
export const share: SurchargeShare | number = verdict.valid
  ? refundShare(verdict.claims, { refundBase: 1, refundedBaseBefore: 0, refundedSurchargeBefore: 0 })
  : verdict.problems.length;
export const captured: SurchargeShare | null = verdict.valid
  ? captureShare(verdict.claims, { captureBase: 1, capturedBaseBefore: 0, capturedSurchargeBefore: 0 })
  : null;
export const key: Promise<string> = nextKey(await saleOf("mch_demo", { token: "t" }), 1);
// @ts-expect-error a saved card alone is no sale
void saleOf("mch_demo", { customerId: "c", paymentMethodId: "p" });
export const hash: Promise<string> = subjectHash("token", "mch_demo", "t");
import { type ChargePlan, amountsRequest, chargePlan, offerHtml, transactionRequest } from "@card-surcharge/element/verify";
const plan: ChargePlan = await chargePlan({
  quote: "",
  facts: { merchant: "mch_demo", env: "live", subject: { token: "t" }, baseAmount: 1, currency: "USD", country: "US" },
  service: { origin: "https://surcharge.example", serverKey: "sk" },
});
export const next: string | object =
  plan.kind === "offer" ? offerHtml(plan.answer, { action: "/pay", fields: {}, anotherCard: "/" })
  : plan.kind === "refuse" ? plan.advice
  : [amountsRequest(plan, { payment: { token: "t" } }), transactionRequest(plan, { payment: { token: "t" }, amounts: {} })];
import { reportOutcome } from "@card-surcharge/element/verify";
const reply = await reportOutcome({
  service: { origin: "https://surcharge.example", serverKey: "sk" },
  outcome: { quote: "", event: "captured", id: "ch_1", baseAmount: 1, surchargeAmount: 0, at: new Date() },
});
export const wait: number | null | boolean | string =
  reply.kind === "again" ? reply.afterSeconds : reply.kind === "taken" ? reply.isNew : reply.detail;
// @ts-expect-error the place of a sale is never optional
void verifyQuote("", { jwks: "", merchant: "", env: "live", subject: { token: "" }, baseAmount: 1, currency: "USD" });
`;

const PAGE = `
import type {} from "@card-surcharge/element/react";
import { type CardSurchargeElement, type SurchargeDetail } from "@card-surcharge/element";
import { noticeHtml } from "@card-surcharge/element/notice";
export const find = (): CardSurchargeElement | null => document.querySelector("card-surcharge");
export const notice: string = noticeHtml({ notice: "", locale: "en", dir: "ltr" });
document.addEventListener("surcharge-change", ({ detail }: CustomEvent<SurchargeDetail>) => detail.decision?.reason);
export const tag = (
  <card-surcharge merchant="mch_demo" baseAmount={12500} ship-to-country="US" state={undefined} labels={{ accept: "Agree" }}
    onsurcharge-accept={({ detail }) => detail.decision?.quote} onsurcharge-error={({ detail }) => detail.code} />
);
// @ts-expect-error a misspelt attribute
export const misspelt = <card-surcharge merchnt="mch_demo" />;
// @ts-expect-error the element alone sets its status
export const set = <card-surcharge status="accepted" />;
`;

const MISSPELT = `
// @ts-expect-error a misspelt attribute
export const misspelt: Props = { merchnt: "mch_demo" };
// @ts-expect-error the element alone sets its status
export const set: Props = { status: "accepted" };
`;

/** How each of the other frameworks tells a template's props from the tag's types. */
const TEMPLATES = {
  preact: `
    import type {} from "@card-surcharge/element/preact";
    import type { JSX } from "preact";
    type Props = JSX.IntrinsicElements["card-surcharge"];
    export const good: Props = { merchant: "m", "base-amount": 1, class: "c", onClick: () => {},
      "onsurcharge-accept": (event) => event.detail.decision?.quote };`,
  vue: `
    import type {} from "@card-surcharge/element/vue";
    import type { GlobalComponents } from "vue";
    type Tag = InstanceType<GlobalComponents["card-surcharge"]>;
    type Props = Tag["$props"];
    export const good: Props = { merchant: "m", "base-amount": 1, class: "c", onClick: () => {},
      onSurchargeAccept: (event) => event.detail.decision?.quote };
    export const review = (tag: Tag) => tag.review();`,
  svelte: `
    import type {} from "@card-surcharge/element/svelte";
    import type { SvelteHTMLElements } from "svelte/elements";
    type Props = SvelteHTMLElements["card-surcharge"];
    export const good: Props = { merchant: "m", "base-amount": 1, class: "c", onclick: () => {},
      "onsurcharge-accept": (event) => event.detail.decision?.quote };`,
};

/** An address where nothing answers: what needs no registry does not notice. */
const NO_REGISTRY = ["--registry", "http://127.0.0.1:1", "--fetch-retries", "0"];
const INSTALLED = "node_modules/@card-surcharge/element";

/** What npm says of the built package. */
const npm = (...args: string[]) => spawnSync("npm", args, { cwd: pkgDir, encoding: "utf8" });

/** What a program of the customer's prints. */
const run = (...args: string[]) => spawnSync(process.execPath, args, { cwd: place, encoding: "utf8" });

/** What the compiler says of a customer's file. */
function compile(file: string, text: string, options: readonly string[] = []): string {
  writeFileSync(join(place, file), text);
  const compiler = resolve("node_modules/typescript/bin/tsc");
  const common = ["--ignoreConfig", "--noEmit", "--strict", "--module", "nodenext", "--target", "es2023"];
  return spawnSync(process.execPath, [compiler, ...common, "--types", "", ...options, file], {
    cwd: place,
    encoding: "utf8",
  }).stdout;
}

test.each([
  ["pack", "--dry-run"],
  ["publish", "--dry-run"],
])("the root of the repository refuses npm %s", (...args) => {
  const { status, stderr } = spawnSync("npm", args, { encoding: "utf8" });
  expect(status).not.toBe(0);
  expect(stderr).toContain(
    "The root of the repository is not the package: npm run build, then npm pack ./dist/package",
  );
});

/** A page of the customer's with this one line, as each bundler builds it. */
async function bundleByEsbuild(line: string): Promise<string> {
  writeFileSync(join(place, "page.js"), line);
  const { outputFiles } = await bundleWithEsbuild({
    entryPoints: ["page.js"],
    absWorkingDir: place,
    bundle: true,
    format: "esm",
    write: false,
  });
  return outputFiles[0]?.text ?? "";
}

async function bundleByVite(line: string): Promise<string> {
  writeFileSync(join(place, "page.js"), line);
  const built = await bundleWithVite({
    root: place,
    configFile: false,
    logLevel: "error",
    build: { write: false, lib: { entry: "page.js", formats: ["es"] } },
  });
  return [built]
    .flat()
    .flatMap((output) => ("output" in output ? output.output : []))
    .map((chunk) => ("code" in chunk ? chunk.code : ""))
    .join("\n");
}

describe("the published package", () => {
  beforeAll(async () => {
    await buildWidgetPackage({ outDir: pkgDir });
    // Its hashes are the whole build's to know.
    writeFileSync(join(pkgDir, "widget.json"), "{}");
    await buildPackage({ outDir: pkgDir });
    // What an install unpacks, and no more than that.
    const [{ filename }] = JSON.parse(npm("pack", "--json", "--pack-destination", "..").stdout) as [
      { filename: string },
    ];
    mkdirSync(join(place, INSTALLED), { recursive: true });
    execFileSync("tar", ["-xzf", join(place, filename), "--strip-components=1", "-C", join(place, INSTALLED)]);
    writeFileSync(join(place, "package.json"), '{"type": "module"}');
  }, 60_000);
  afterAll(() => rmSync(place, { recursive: true, force: true }));

  test("verifies a quote as the source does", async () => {
    const { verifyQuote } = await import(/* @vite-ignore */ pathToFileURL(join(pkgDir, "verify.js")).href);
    const { jwks, cases } = JSON.parse(readFileSync("test/vectors/quotes.json", "utf8"));
    const [{ quote, facts }] = cases;
    const verdict = await verifyQuote(quote, { ...facts, jwks, now: facts.now * 1000 });
    expect(verdict).toMatchObject({ valid: true, claims: { surchargeAmount: 375 } });
  });

  test("has the same bytes wherever it is built: nothing in it is named by where the checkout stands", async () => {
    const { metafile } = await bundleWithEsbuild({
      entryPoints: ["widget/index.ts"],
      bundle: true,
      write: false,
      metafile: true,
      external: ["lit", "lit/*"],
      plugins: [STYLES],
    });
    const sheets = Object.keys(metafile.inputs).filter((input) => input.startsWith("styles:"));
    expect(sheets.length).toBeGreaterThan(0);
    expect(sheets.filter((input) => input.includes(process.cwd().replaceAll("\\", "/")))).toEqual([]);
  });

  test("has no fault that publint knows", async () => {
    expect(await publint({ pkgDir, strict: true, pack: false })).toMatchObject({ messages: [] });
  });

  test("can be published as it is", () => {
    const { status, stdout, stderr } = npm("publish", "--dry-run", ...NO_REGISTRY);
    expect({ status, stderr }).toMatchObject({ status: 0 });
    const { version } = JSON.parse(readFileSync("package.json", "utf8"));
    expect(stdout).toContain(`+ @card-surcharge/element@${version}`);
    expect(stderr).not.toMatch(/auto-corrected|errors corrected/);
  });

  test("has what its own manifest names, a README and a licence, and nothing of how it is built", () => {
    const files = readdirSync(join(place, INSTALLED), { recursive: true, encoding: "utf8" });
    const { exports } = JSON.parse(readFileSync(join(place, INSTALLED, "package.json"), "utf8"));
    const named = Object.values<string | Record<string, string>>(exports).flatMap((entry) =>
      typeof entry === "string" ? entry : Object.values(entry),
    );
    expect(files).toEqual(expect.arrayContaining(["README.md", "LICENSE", ...named.map((path) => path.slice(2))]));
    expect(files.filter((name) => /(?<!\.d)\.ts$|\.map$|test/.test(name))).toEqual([]);
  });

  test("has a README that names each entry, and none that is not there", () => {
    const readme = readFileSync(join(place, INSTALLED, "README.md"), "utf8");
    const { exports } = JSON.parse(readFileSync(join(place, INSTALLED, "package.json"), "utf8"));
    const named = [...readme.matchAll(/@card-surcharge\/element(\/[a-z.-]+)?/g)].map(([, path = ""]) => `.${path}`);
    for (const path of named) expect(Object.keys(exports)).toContain(path);
    for (const path of [".", "./define", "./notice", "./verify", "./react"]) expect(named).toContain(path);
  });

  test.each([
    ["CommonJS", "commonjs", 'const { verifyQuote } = require("@card-surcharge/element/verify");'],
    [
      "CommonJS, without waiting",
      "commonjs",
      'import("@card-surcharge/element/verify").then(({ verifyQuote }) => use(verifyQuote));',
    ],
    ["a module", "module", 'import { verifyQuote } from "@card-surcharge/element/verify";'],
  ])("is loaded from %s", (_, kind, line) => {
    const use = 'const use = (verifyQuote) => verifyQuote("", {}).then(({ valid }) => console.log(valid));';
    const call = line.includes("then(") ? "" : "use(verifyQuote);";
    expect(run(`--input-type=${kind}`, "--eval", `${line}\n${use}\n${call}`)).toMatchObject({
      stdout: "false\n",
      status: 0,
    });
  });

  test("gives the notice to a server without the class, and without any other package", () => {
    const source = readFileSync(join(place, INSTALLED, "notice.js"), "utf8");
    expect(source).not.toMatch(/\bimport\b|HTMLElement|customElements/);
    const line = `import { noticeHtml } from "@card-surcharge/element/notice";
      console.log(noticeHtml({ notice: "3 % < 4 %", locale: "en", dir: "ltr" }));`;
    expect(run("--input-type=module", "--eval", line).stdout).toBe('<p lang="en" dir="ltr">3 % &lt; 4 %</p>\n');
  });

  test.each(["esbuild", "vite"])(
    "is bundled by %s: the tag with define, and nothing of it with the notice",
    async (bundler) => {
      const bundle = bundler === "esbuild" ? bundleByEsbuild : bundleByVite;
      const tag = await bundle('import "@card-surcharge/element/define";');
      expect(tag).toContain("customElements.define");
      expect(tag).toContain("attachShadow");
      const notice = await bundle(
        'import { noticeHtml } from "@card-surcharge/element/notice"; console.log(noticeHtml);',
      );
      expect(notice).not.toMatch(/customElements|attachShadow/);
    },
  );

  test("imports jose and nothing else", () => {
    const imports = readFileSync(join(pkgDir, "verify.js"), "utf8").matchAll(/from "([^"]+)"/g);
    expect(new Set([...imports].map(([, from]) => from))).toEqual(new Set(["jose"]));
  });

  test("has types that import nothing but its dependencies", () => {
    const types = readdirSync(join(pkgDir, "types"), { recursive: true, encoding: "utf8" });
    const own = new Set(FRAMEWORKS.map((name) => `${name}.d.ts`));
    const files = types.filter((name) => name.endsWith(".d.ts") && !own.has(name));
    const imports = files.flatMap((name) => [
      ...readFileSync(join(pkgDir, "types", name), "utf8")
        .replaceAll(/\/\*.*?\*\//gs, "")
        .matchAll(/(?:from |import\()"([^."][^"]*)"/g),
    ]);
    expect(files.length).toBeGreaterThan(8);
    for (const [, from] of imports) expect(from).toMatch(/^(jose|lit|lit\/.*)$/);
  });

  test.each([
    ["nodenext", "nodenext"],
    ["esnext", "bundler"],
  ])(
    "has types that a strict consumer can use, with library checks on: %s, %s",
    (module, resolution) => {
      expect(compile("consumer.ts", CONSUMER, ["--module", module, "--moduleResolution", resolution])).toBe("");
    },
    60_000,
  );

  test("has types for the tag in React, and for its events everywhere", () => {
    expect(compile("page.tsx", PAGE, ["--jsx", "react-jsx", "--exactOptionalPropertyTypes"])).toBe("");
  }, 60_000);

  test.each(Object.entries(TEMPLATES))(
    "has types for the tag in %s",
    (framework, text) => {
      const file = `${framework}.ts`;
      expect(compile(file, text + MISSPELT, ["--skipLibCheck", "--exactOptionalPropertyTypes"])).toBe("");
    },
    60_000,
  );
});
