/** Keeps what was found of a brand's tokens where the Worker's list of gateways reads it. */
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { TokenReuse } from "../../../worker/gateway/gateways.ts";

export const RECORD_FILE = fileURLToPath(new URL("../../../worker/gateway/token-reuse.json", import.meta.url));

/** @param day ISO 8601, the day of the examination */
export async function record(file: string, brand: string, tokenReuse: TokenReuse, day: string): Promise<void> {
  const before = JSON.parse(await readFile(file, "utf8")) as Record<string, unknown>;
  const after = { ...before, [brand]: { tokenReuse, checkedOn: day } };
  const sorted = Object.fromEntries(Object.entries(after).toSorted(([a], [b]) => a.localeCompare(b)));
  await writeFile(file, `${JSON.stringify(sorted, null, 2)}\n`);
}
