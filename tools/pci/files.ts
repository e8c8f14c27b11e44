/**
 * Writes the files that a merchant hands to an assessor, made for the version that is built: `/docs/pci/...`. The page that
 * explains them is `docs/pci.md`.
 */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LOCAL_CHOICES } from "../../site/src/builder/choices.ts";
import { policyLines } from "../../site/src/builder/style.ts";
import { inventory, inventoryTable } from "./inventory.ts";
import { type ShippedPackage, shippedPackages } from "./packages.ts";
import { sbomOf } from "./sbom.ts";
import { csv, type Table, tableBelow } from "./tables.ts";

/** Where they are served, without an oblique stroke at its end. */
const PLACE = "docs/pci";

/** Every file, for whoever checks links to them. */
export const PCI_FILES = [
  "inventory.csv",
  "inventory.json",
  "content-security-policy.txt",
  "monitor.mjs",
  "responsibilities.csv",
  "data-map.csv",
  "sbom.json",
  "licences.csv",
  "licences.txt",
] as const;

/** The addresses at which they are served. */
export const PCI_ADDRESSES: readonly string[] = PCI_FILES.map((file) => `/${PLACE}/${file}`);

const licenceTable = (packages: readonly ShippedPackage[]): Table => [
  ["package", "version", "licence", "part of"],
  ...packages.map(({ name, version, licence, parts }) => [name, version, licence, parts.join(" ")]),
];

const RULE = "-".repeat(80);

/** Every notice, with the names of the packages that have it. */
function notices(packages: readonly ShippedPackage[]): string {
  const head =
    "Software of others in what this service serves and runs, with its copyright notices and licences. The service's own licence is Apache-2.0.";
  const parts = packages.map(
    ({ name, version, licence, notice }) => `${RULE}\n${name} ${version} (${licence})\n${RULE}\n\n${notice}\n`,
  );
  return `${head}\n\n${parts.join("\n")}`;
}

/**
 * @param assets the folder that is served, with the element's files in it; with the site in it, its packages are listed too
 * @throws {Error} when a package that is shipped has no licence or no notice
 */
export async function writePciFiles(assets: string): Promise<void> {
  const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
  const element = join(assets, "widget", version);
  const lines = inventory(element, version);
  const packages = await shippedPackages(assets);
  const page = (name: string) => readFileSync(`docs/${name}.md`, "utf8");
  const texts: Record<Exclude<(typeof PCI_FILES)[number], "monitor.mjs">, string> = {
    "inventory.csv": csv(inventoryTable(lines)),
    "inventory.json": `${JSON.stringify(lines, null, 2)}\n`,
    "content-security-policy.txt": policyLines({
      ...LOCAL_CHOICES,
      service: "https://HOST",
      gateway: "https://GATEWAY",
    }),
    "responsibilities.csv": csv(tableBelow(page("pci"), "Who does what")),
    "data-map.csv": csv(tableBelow(page("data-map"), "What is stored, where, how long")),
    "sbom.json": await sbomOf({ element, assets }, packages),
    "licences.csv": csv(licenceTable(packages)),
    "licences.txt": notices(packages),
  };
  const folder = join(assets, PLACE);
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, name), text);
  copyFileSync("tools/pci/monitor.mjs", join(folder, "monitor.mjs"));
}
