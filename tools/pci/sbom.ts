/**
 * The bill of materials of a version, in CycloneDX 1.6: its script files with their hashes, and each package of others with
 * version, licence, hash and what it is part of. The same sources give the same bytes: there is no time and no chance in it.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Part } from "./bundles.ts";
import { type ShippedPackage, shippedPackages } from "./packages.ts";

const hashOf = (algorithm: string, bytes: Buffer | string): string => createHash(algorithm).update(bytes).digest("hex");

/** https://github.com/package-url/purl-spec */
const purl = (name: string, version: string): string => `pkg:npm/${name.replace("@", "%40")}@${version}`;

const library = ({ name, version, licence, sha512, parts }: ShippedPackage) => ({
  type: "library",
  "bom-ref": purl(name, version),
  name,
  version,
  hashes: [{ alg: "SHA-512", content: sha512 }],
  licenses: [/ (OR|AND|WITH) /.test(licence) ? { expression: licence } : { license: { id: licence } }],
  purl: purl(name, version),
  properties: parts.map((part) => ({ name: "card-surcharge:part", value: part })),
});

const scriptFile = (folder: string, name: string) => {
  const bytes = readFileSync(join(folder, name));
  return {
    type: "file",
    "bom-ref": name,
    name,
    hashes: [
      { alg: "SHA-256", content: hashOf("sha256", bytes) },
      { alg: "SHA-384", content: hashOf("sha384", bytes) },
    ],
  };
};

/** A UUID (RFC 9562, version 8) that follows from what it stands for. */
function uuidOf(text: string): string {
  const hex = hashOf("sha256", text);
  const variant = ((Number.parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(18, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}

/**
 * The bill of materials as JSON text.
 *
 * @param options.element the folder of the element's two script files, such as `dist/assets/widget/1.0.0`
 * @param options.assets the folder that is served; with the site in it, the site's packages are listed too
 * @param known the packages that are shipped, where that has been found out
 * @throws {Error} when a package has no licence or is not what the lock file names
 */
export async function sbomOf(
  options: { readonly element: string; readonly assets: string },
  known?: readonly ShippedPackage[],
): Promise<string> {
  const { name, version, license } = JSON.parse(readFileSync("package.json", "utf8")) as Record<string, string>;
  if (name === undefined || version === undefined) throw new Error("package.json names no package and version.");
  const packages = known ?? (await shippedPackages(options.assets));
  const scripts = readdirSync(options.element).filter((file) => file.endsWith(".js"));
  const refsOf = (part: Part) =>
    packages.filter(({ parts }) => parts.includes(part)).map((one) => purl(one.name, one.version));
  const own = purl(name, version);
  const content = {
    metadata: {
      component: {
        type: "application",
        "bom-ref": own,
        name,
        version,
        licenses: [{ license: { id: license } }],
        purl: own,
      },
    },
    components: [...scripts.toSorted().map((script) => scriptFile(options.element, script)), ...packages.map(library)],
    dependencies: [
      { ref: own, dependsOn: [...new Set([...scripts, ...refsOf("worker"), ...refsOf("site")])].toSorted() },
      ...scripts.toSorted().map((script) => ({ ref: script, dependsOn: refsOf("element") })),
      ...packages.map((one) => ({ ref: purl(one.name, one.version) })),
    ],
  };
  const head = {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    serialNumber: `urn:uuid:${uuidOf(JSON.stringify(content))}`,
    version: 1,
  };
  return `${JSON.stringify({ ...head, ...content }, null, 2)}\n`;
}
