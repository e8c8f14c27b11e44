/**
 * The line of a merchant's script inventory (PCI DSS 6.4.3) for the element's script files: what each is for, where it comes
 * from, and the hash by which a browser knows it. Who authorised it, and when, is the merchant's to fill in.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Table } from "./tables.ts";

/** One script file. */
export interface InventoryLine {
  readonly script: string;
  readonly version: string;
  /** With `HOST` where the service's own host name belongs. */
  readonly address: string;
  /** For the attribute of that name. */
  readonly integrity: string;
  readonly bytes: number;
  readonly reason: string;
  readonly reads: string;
  readonly sends: string;
  readonly loads: string;
}

const REASON =
  "Tells the shopper, before paying, whether the card typed into the gateway's form carries a surcharge and how much, and takes the shopper's acceptance, as card network rules and state law ask of a merchant who surcharges.";
const READS =
  "The gateway's token and what its form tells the page; the element's own attributes; language and focus of the page. No card number, cookie, storage, key that was pressed, or field of the page.";
const SENDS =
  "To the service (HOST) alone: token, merchant, country and state, amount, currency, order reference, language. No cookie and no page address.";
const LOADS = "No further script. A frame of HOST, only if the service asks for a security check.";

/** Which of the two a page has is its author's choice. */
const SCRIPTS = ["card-surcharge.js", "card-surcharge.classic.js"];

/** @param folder of the two script files @param version whose they are */
export const inventory = (folder: string, version: string): readonly InventoryLine[] =>
  SCRIPTS.map((script) => {
    const bytes = readFileSync(join(folder, script));
    return {
      script,
      version,
      address: `https://HOST/widget/${version}/${script}`,
      integrity: `sha384-${createHash("sha384").update(bytes).digest("base64")}`,
      bytes: bytes.length,
      reason: REASON,
      reads: READS,
      sends: SENDS,
      loads: LOADS,
    };
  });

/** The lines as a table, with empty columns for what only the merchant can say. */
export const inventoryTable = (lines: readonly InventoryLine[]): Table => [
  [
    "script",
    "version",
    "address",
    "integrity",
    "bytes",
    "business reason",
    "reads",
    "sends",
    "loads",
    "authorised by",
    "authorised on",
    "last reviewed on",
  ],
  ...lines.map(({ script, version, address, integrity, bytes, reason, reads, sends, loads }) => [
    script,
    version,
    address,
    integrity,
    String(bytes),
    reason,
    reads,
    sends,
    loads,
    "",
    "",
    "",
  ]),
];
