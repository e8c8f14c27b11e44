/** How often a property is tried: `usually` in `npm test`, a million times under NIGHTLY=1. */
const NIGHTLY_RUNS = 1_000_000;

export function runs(usually: number): number {
  return process.env["NIGHTLY"] === "1" ? NIGHTLY_RUNS : usually;
}
