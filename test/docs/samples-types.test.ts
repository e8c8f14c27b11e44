/** Every sample in JavaScript holds to the types of the package, as whoever copies it into a checked project would see. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { ownFolder } from "../../tools/local/own-folder.mjs";
import { allSamples, nameOf, printedFile, type Sample } from "../support/docs/samples.ts";
import { YOURS } from "../support/docs/yours.ts";

/** The receiver of alerts uses another's package, and is run by `alert-receiver.test.ts`. */
const samples = allSamples().filter(
  (sample) =>
    sample.language === "js" && printedFile(sample) === undefined && !sample.text.includes('"standardwebhooks"'),
);
const folder = join(ownFolder("test"), "samples");
mkdirSync(folder, { recursive: true });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const fileOf = (sample: Sample) => `${nameOf(sample).replaceAll(/[/:]/g, "_")}.js`;

/** What the compiler says of some texts, by file. */
function checked(texts: Readonly<Record<string, string>>): string[] {
  const config = {
    extends: "../../../tsconfig/node.json",
    compilerOptions: {
      // What a page in plain JavaScript is checked for; `catch ({ code })` is right there.
      useUnknownInCatchVariables: false,
      noUnusedLocals: false,
      noImplicitReturns: false,
      lib: ["es2023", "dom", "dom.iterable"],
    },
    include: ["*.js", "*.ts"],
    exclude: [],
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  writeFileSync(join(folder, "yours.ts"), YOURS);
  for (const [file, text] of Object.entries(texts)) writeFileSync(join(folder, file), `${text}\nexport {};\n`);
  const { stdout } = spawnSync(
    process.execPath,
    ["node_modules/typescript/bin/tsc", "-p", folder, "--pretty", "false"],
    {
      encoding: "utf8",
    },
  );
  for (const file of Object.keys(texts)) rmSync(join(folder, file));
  return stdout.split("\n").filter((line) => line.includes("/samples/"));
}

test("each sample holds to the package's types", () => {
  expect(samples.length).toBeGreaterThan(8);
  expect(checked(Object.fromEntries(samples.map((sample) => [fileOf(sample), sample.text])))).toEqual([]);
});

test("a name that the package does not have is seen, and a fact that is none", () => {
  const sample = samples.find(({ text }) => text.includes("surchargeTaxRate: 8875"));
  const text = sample?.text ?? "";
  const found = checked({
    "name.js": text.replaceAll("verifyQuote", "verifyQuotes"),
    "fact.js": text.replace("surchargeTaxRate", "taxRate"),
    "type.js": text.replace("cart.total", '"12500"'),
  });
  for (const [file, word] of [
    ["name.js", "verifyQuotes"],
    ["fact.js", "taxRate"],
    ["type.js", "string"],
  ])
    expect(found.filter((line) => line.includes(String(file)) && line.includes(String(word)))).toHaveLength(1);
});

test("the package's names are those that are told to install", () => {
  const { name } = JSON.parse(readFileSync("package.json", "utf8")) as { name: string };
  const imported = samples.flatMap(({ text }) => [
    ...text.matchAll(/from "((?:@[\w-]+\/)?card-surcharge[^"]*|@card-surcharge\/[^"]+)"/g),
  ]);
  expect(imported.length).toBeGreaterThan(4);
  for (const [, from = ""] of imported) expect(`${from}/`.startsWith(`${name}/`), from).toBe(true);
});
